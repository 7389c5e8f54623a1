// How the delivery of an event stands, in a word with its tone.
import type { Delivery } from '../../rules/delivery.ts';
import { isLeftByRule } from '../../rules/delivery-steps.ts';
import type { Entry } from '../../rules/entry.ts';
import { isLeftToTest } from '../../rules/told-as-test.ts';
import type { Standing } from '../entries/describe-entry.ts';
import { conversionTexts as texts } from '../texts/conversion-texts.ts';

/** The word for the state of an entry's delivery; one that failed and is tried again says so, one of a test, and one that a rule left. */
export function describeDelivery(
  entry: Pick<Entry, 'livemode'>,
  delivery: Pick<Delivery, 'state' | 'attempts' | 'reason'>,
): Standing {
  const { state, attempts, reason } = delivery;
  if (isLeftToTest(entry, delivery)) return texts.leftToTest;
  if (isLeftByRule(delivery)) return texts.leftByRule;
  if (state === 'waiting' && attempts > 0) return texts.retried;
  if (state === 'suppressed' && reason === 'consent') return texts.withheld;
  return texts.deliveryStates[state];
}
