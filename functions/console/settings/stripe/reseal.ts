// Encrypts the secrets of a property anew.
import { resealProperty } from '../../../properties/reseal-property.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, pageAgain } from '../../answer.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { auditTexts } from '../../texts/access-texts.ts';
import { stripeSettingsTexts as texts } from '../../texts/stripe-settings-texts.ts';
import { answerChange, backTo, reread } from '../settings-frame.ts';
import { toStripePage } from './stripe-page.ts';

/** Encrypts all of them with the newest key; those that no key opens are named. */
export async function reseal(request: PropertyRequest): Promise<Answer> {
  return await answerChange(
    (fault) => toStripePage(request, { fault }),
    async () => {
      const { resealed, closed } = await resealProperty(toPropertyTools(request.context), request.property.id);
      if (resealed > 0) await writeAudit(request, { what: 'secrets_resealed', about: auditTexts.secrets(resealed) });
      if (closed.length === 0) return backTo(request, '/stripe');
      const fault = texts.sealedClosed(closed.map(({ name }) => name).join(', '));
      return pageAgain(toStripePage(await reread(request), { fault }));
    },
  );
}
