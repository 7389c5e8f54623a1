// Begins to delete a property with everything it owns, where a form with its name asks for it.
import { startRemoval } from '../../../properties/removal/start-removal.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, pageAgain } from '../../answer.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { manageTexts as texts } from '../../texts/manage-texts.ts';
import { answerChange } from '../settings-frame.ts';
import { toDeletionPath } from './deletion-path.ts';
import { toManagePage } from './manage-page.ts';

/** Begins, where the name was typed; then the page that shows how far it is. */
export async function beginDeletion(request: PropertyRequest): Promise<Answer> {
  const { form, property, context } = request;
  if ((form.get('name') ?? '').trim() !== property.name.trim()) {
    return pageAgain(await toManagePage(request, { nameFault: texts.deleteNameFault }));
  }
  return await answerChange(
    (fault) => toManagePage(request, { fault }),
    async () => {
      const endpoints = await startRemoval(toPropertyTools(context), property.id, context.settings.stripeApiBase);
      await writeAudit(request, { what: 'property_deletion_begun', about: property.name });
      return { kind: 'redirect', to: `${toDeletionPath(request)}?${new URLSearchParams(endpoints)}` };
    },
  );
}
