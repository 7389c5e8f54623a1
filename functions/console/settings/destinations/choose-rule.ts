// Chooses on the settings pages what becomes of sends to a destination of which nobody knows whether they arrived.
import { chooseWhenUncertain, whenUncertainChoices } from '../../../properties/destinations/choose-when-uncertain.ts';
import { toWhenUncertain } from '../../../rules/destination.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, page, pageAgain } from '../../answer.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { auditTexts } from '../../texts/access-texts.ts';
import { destinationSettingsTexts as texts } from '../../texts/destination-settings-texts.ts';
import { formTexts } from '../../texts/form-texts.ts';
import { answerChange, reread } from '../settings-frame.ts';
import { findNamed } from './change-destination.ts';
import { toChangePage } from './change-page.ts';
import { toDestinationsPage } from './destinations-page.ts';
import { nameDestination } from './name-destination.ts';

/** Keeps the rule that was chosen for the destination that the path names. */
export async function chooseRule(request: PropertyRequest): Promise<Answer> {
  const known = findNamed(request);
  const entered = request.form.get('when_uncertain');
  const whenUncertain = whenUncertainChoices.find((one) => one === entered);
  if (whenUncertain === undefined) {
    return pageAgain(toChangePage(request, known, { faults: { when_uncertain: formTexts.chooseOne } }));
  }
  return await answerChange(
    async (fault) => toDestinationsPage(await reread(request), { fault }),
    async () => {
      const wish = { destinationId: known.id, whenUncertain };
      const { before, after } = await chooseWhenUncertain(toPropertyTools(request.context), request.property.id, wish);
      const name = nameDestination(known);
      if (before !== after) {
        const [was, is] = [texts.rules[toWhenUncertain(known)], texts.rules[whenUncertain]];
        await writeAudit(request, {
          what: 'destination_changed',
          about: auditTexts.changed(texts.doubtOf(name), was, is),
        });
      }
      const done = [texts.ruled(name, texts.rules[whenUncertain])];
      return page(toDestinationsPage({ ...request, property: after }, { done }));
    },
  );
}
