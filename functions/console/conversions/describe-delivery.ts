// How the delivery of an event stands, in a word with its tone.
import type { Delivery } from '../../rules/delivery.ts';
import type { Standing } from '../entries/describe-entry.ts';
import { conversionTexts as texts } from '../texts/conversion-texts.ts';

/** The word for a delivery's state; one that failed and is tried again says so. */
export function describeDelivery({
  state,
  attempts,
  reason,
}: Pick<Delivery, 'state' | 'attempts' | 'reason'>): Standing {
  if (state === 'waiting' && attempts > 0) return texts.retried;
  if (state === 'suppressed' && reason === 'consent') return texts.withheld;
  return texts.deliveryStates[state];
}
