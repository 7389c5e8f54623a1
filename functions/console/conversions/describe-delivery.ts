// How the delivery of an event stands, in a word with its tone.
import type { Delivery } from '../../rules/delivery.ts';
import { isLeftByRule } from '../../rules/delivery-steps.ts';
import type { Standing } from '../entries/describe-entry.ts';
import { conversionTexts as texts } from '../texts/conversion-texts.ts';

/** The word for a delivery's state; one that failed and is tried again says so, and one that a rule left. */
export function describeDelivery(delivery: Pick<Delivery, 'state' | 'attempts' | 'reason'>): Standing {
  const { state, attempts, reason } = delivery;
  if (isLeftByRule(delivery)) return texts.leftByRule;
  if (state === 'waiting' && attempts > 0) return texts.retried;
  if (state === 'suppressed' && reason === 'consent') return texts.withheld;
  return texts.deliveryStates[state];
}
