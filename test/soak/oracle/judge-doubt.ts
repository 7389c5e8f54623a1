// Judges what became of sends of which nobody knows whether they were taken, by the rule of their destination.
import type { Delivery } from '../../../functions/rules/delivery.ts';
import { toWhenUncertain, type WhenUncertain } from '../../../functions/rules/destination.ts';
import { leavesDoubt } from '../world/receivers.ts';
import type { StoreOutage } from '../world/truth.ts';
import type { Arrival } from './arrival.ts';
import type { EventCase } from './judge-event.ts';

/** A rule decides so long after the doubt arose; clocks of processes differ. */
const ruleMs = 3_600_000 - 10_000;

function findRule({ shop, destinationId }: Pick<EventCase, 'shop' | 'destinationId'>): WhenUncertain {
  return toWhenUncertain(shop.property.destinations.find(({ id }) => id === destinationId) ?? {});
}

/** GA4 drops repeats of purchases alone. Anything else comes again only by the rule of its destination, once and after its hour. */
export function mayRepeat(one: EventCase, first: Arrival, second: Arrival): boolean {
  const { arrivals, destinationId, expected } = one;
  if (!destinationId.includes('-ga4-') || expected.event === 'purchase') return true;
  const isLate = second.sending.startedAtMs - first.sending.startedAtMs >= ruleMs;
  return findRule(one) === 'send_again' && arrivals.length === 2 && isLate;
}

/** Whether the event counts as told by the rule of its destination, and the doubt was real. */
export function isRightlyLeft(one: EventCase): boolean {
  const { delivery } = one;
  const isLeft = delivery?.state === 'sent' && delivery.reason === 'settled_by_rule' && delivery.isRuled === true;
  return isLeft && findRule(one) === 'leave' && isUncertainRightly(one, delivery);
}

/** Whether the rule of its destination has nothing to say any more of a doubt that stands. */
export function leavesToPerson(one: EventCase, { isRuled }: Pick<Delivery, 'isRuled'>): boolean {
  const rule = findRule(one);
  return rule === 'ask' || (rule === 'send_again' && isRuled === true);
}

const longAgoMs = 2 * 3_600_000;

/**
 * A receiver that failed in doubt, a process that died while it may have sent, or one that holds a lease and was told that it
 * does not.
 */
export function isUncertainRightly({ destinationId, expected, run }: EventCase, { atMs }: Delivery): boolean {
  const { sendings, truth } = run;
  const isOwn = (one: { destinationId: string; eventId: string }): boolean =>
    one.destinationId === destinationId && one.eventId === expected.eventId;
  if (sendings.some((sending) => isOwn(sending) && leavesDoubt(sending.fault))) return true;
  const isNear = (fault: { atMs: number }): boolean => fault.atMs <= atMs + 10_000 && fault.atMs > atMs - longAgoMs;
  const isNearOutage = ({ fromMs, untilMs }: StoreOutage): boolean =>
    fromMs <= atMs + 10_000 && untilMs > atMs - longAgoMs;
  if (truth.storeOutages.some(isNearOutage)) return true;
  const isHidden = truth.storeFaults.some((one) => one.isDone && one.about === expected.stripeId && isNear(one));
  return isHidden || truth.deaths.some(isNear) || truth.storeFaults.filter(isNear).length >= 4;
}
