// When a destination, or a page in its stead, was told of a sale, so that what takes it back may follow.
import type { RunRecord } from '../run-shop.ts';
import type { ShopProperty } from '../shop/open-shop.ts';
import { leavesDoubt } from '../world/receivers.ts';
import type { ExpectedEvent } from './expected-event.ts';

/** A page hears of what was written down so much later, and clocks of processes differ. */
const answerMs = 10_000;

/** Who was to be told of a sale. */
export interface SalePlace {
  run: RunRecord;
  shop: ShopProperty;
  destinationId: string;
}

/**
 * The first moment at which it may have been told, `undefined` where it surely never was. A page that was answered counts,
 * whether it heard of that or not, and so does a send of which nobody knows.
 */
export function findToldMs(
  place: SalePlace,
  { eventId, stripeId, event, session, isOfPages }: ExpectedEvent,
): number | undefined {
  const { run, shop, destinationId } = place;
  const sent = run.sendings.filter(
    (one) =>
      one.destinationId === destinationId &&
      one.eventId === eventId &&
      (one.taken.length > 0 || leavesDoubt(one.fault)),
  );
  const isAsked = isOfPages && session.plan.propertyId === shop.spec.id && shop.spec.sender !== 'server';
  const looks = isAsked
    ? session.looks.filter(({ answer }) => answer === undefined || answer.event_id === eventId)
    : [];
  const delivery = run.entries.get(`${shop.spec.id}:${stripeId}`)?.deliveries[`${event}:${destinationId}`];
  const moments = [
    ...sent.map(({ startedAtMs }) => startedAtMs),
    ...looks.map(({ atMs }) => atMs - answerMs),
    ...(delivery?.state === 'uncertain' ? [delivery.atMs - answerMs] : []),
    // Its destination's rule ended a doubt that was there for an hour.
    ...(delivery?.reason === 'settled_by_rule' ? [delivery.atMs - 3_600_000 - 2 * answerMs] : []),
  ];
  return moments.length === 0 ? undefined : Math.min(...moments);
}
