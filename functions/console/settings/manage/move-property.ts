// Moves a property to another account of the same owner.
import { moveProperty } from '../../../properties/move-property.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, pageAgain } from '../../answer.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { manageTexts as texts } from '../../texts/manage-texts.ts';
import { answerChange, backTo } from '../settings-frame.ts';
import { listTargets, toManagePage } from './manage-page.ts';

/** Moves it, and writes that to the audit trails of both accounts. */
export async function moveToAccount(request: PropertyRequest): Promise<Answer> {
  const { form, property, context } = request;
  const target = (await listTargets(request)).find(({ id }) => id === form.get('account'));
  if (target === undefined) return pageAgain(await toManagePage(request, { moveFault: texts.moveFault }));
  return await answerChange(
    (fault) => toManagePage(request, { fault }),
    async () => {
      await moveProperty(toPropertyTools(context), property.id, target.id);
      await writeAudit(request, { what: 'property_moved_away', about: property.name });
      await writeAudit({ ...request, account: target }, { what: 'property_moved_here', about: property.name });
      return backTo(request, '/manage');
    },
  );
}
