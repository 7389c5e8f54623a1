// Whether everything that the webhook acknowledged was stored by then: Stripe does not send it again, and only the sweep may find it later.
import { entryId } from '../../../functions/store/store.ts';
import type { RunRecord } from '../run-shop.ts';
import type { ShopProperty } from '../shop/open-shop.ts';
import type { SessionTruth } from '../world/truth.ts';
import type { Finding } from './finding.ts';

/** By so much the clocks of machines may differ. A sweep that finds an event comes later than that. */
const skewMs = 10_000;

/** A finding for each event of the session, which is in scope, that was acknowledged too early; what is lost is found elsewhere. */
export function judgeTakenEvents({ truth, entries }: RunRecord, session: SessionTruth, shop: ShopProperty): Finding[] {
  const propertyId = shop.spec.id;
  return truth.takenEvents.flatMap(({ propertyId: toldId, stripeId, type, atMs }): Finding[] => {
    if (toldId !== propertyId || truth.sessionOf.get(stripeId) !== session) return [];
    const entry = entries.get(entryId(propertyId, stripeId));
    if (entry === undefined || entry.firstSeenAtMs <= atMs + skewMs) return [];
    const seconds = Math.ceil((entry.firstSeenAtMs - atMs) / 1_000);
    const sentence = `${type} was acknowledged ${seconds} s before anything of ${stripeId} was stored`;
    return [{ kind: 'wrong', session, propertyId, sentence }];
  });
}
