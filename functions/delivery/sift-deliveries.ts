// What of an entry's deliveries is decided without looking any further: dead senders, and what has become needless.
import type { Delivery } from '../rules/delivery.ts';
import { awaitRule, cancelDelivery, isDue, lapseDelivery, ruleDelivery } from '../rules/delivery-steps.ts';
import type { Entry } from '../rules/entry.ts';
import type { Deliveries } from '../rules/plan-deliveries.ts';
import type { Property } from '../rules/property.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { findEnding, findSettings, findWhenUncertain } from './find-ending.ts';

/** The entry's deliveries with those settled that are due and need no send; the same object where there are none. */
export function siftDeliveries(
  entry: Entry,
  property: Property,
  { findDestination }: Pick<DeliveryContext, 'findDestination'>,
  nowMs: number,
): Deliveries {
  return mapDeliveries(entry.deliveries, (delivery) => {
    if (!isDue(delivery, nowMs)) return undefined;
    const settings = findSettings(entry, delivery.destinationId, property);
    // Of a destination that is gone nobody can say what it does with a repeat, and there will be none.
    const dropsRepeats = settings !== undefined && findDestination(settings.kind).dropsRepeats(delivery.event);
    const whenUncertain = findWhenUncertain(entry, delivery.destinationId, property);
    const lapsed = lapseDelivery(delivery, { nowMs, dropsRepeats });
    const awake = lapsed
      ? awaitRule(lapsed, whenUncertain, nowMs)
      : (ruleDelivery(delivery, whenUncertain, nowMs) ?? delivery);
    const ending = findEnding(entry, awake, property);
    const ended = ending && cancelDelivery(awake, ending.state, ending.reason, nowMs);
    return ended ?? (awake === delivery ? undefined : awake);
  });
}

/** The deliveries with those exchanged for which `change` has another; the same object where it has none. */
export function mapDeliveries(
  deliveries: Deliveries,
  change: (delivery: Delivery, key: string) => Delivery | undefined,
): Deliveries {
  const changed = Object.entries(deliveries).flatMap(([key, delivery]): [string, Delivery][] => {
    const next = change(delivery, key);
    return next === undefined ? [] : [[key, next]];
  });
  return changed.length === 0 ? deliveries : { ...deliveries, ...Object.fromEntries(changed) };
}
