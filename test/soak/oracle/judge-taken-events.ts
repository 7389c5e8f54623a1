// Whether everything that the webhook acknowledged was stored by then: Stripe does not send it again, and only the sweep may find it later.
import { entryId } from '../../../functions/store/store.ts';
import type { RunRecord } from '../run-shop.ts';
import type { Finding } from './finding.ts';

/** By so much the clocks of machines may differ. A sweep that finds an event comes later than that. */
const skewMs = 10_000;

/** A finding for each event that was acknowledged too early; what is nobody's has no entry, and what is lost is found elsewhere. */
export function judgeTakenEvents({ truth, entries }: RunRecord): Finding[] {
  return truth.takenEvents.flatMap(({ propertyId, stripeId, type, atMs }): Finding[] => {
    const entry = entries.get(entryId(propertyId, stripeId));
    const session = truth.sessionOf.get(stripeId);
    if (entry === undefined || session === undefined || entry.firstSeenAtMs <= atMs + skewMs) return [];
    const seconds = Math.ceil((entry.firstSeenAtMs - atMs) / 1_000);
    const sentence = `${type} was acknowledged ${seconds} s before anything of ${stripeId} was stored`;
    return [{ kind: 'wrong', session, propertyId, sentence }];
  });
}
