// Judges whether the ledger takes off a sale what was taken back of it, where the sale was told of before its scope changed.
import type { RunRecord } from '../run-shop.ts';
import type { ShopProperty } from '../shop/open-shop.ts';
import type { ExpectedEvent } from './expected-event.ts';
import { takesBack } from './find-sales.ts';
import type { Finding } from './finding.ts';

/** A finding for each refund and dispute of `demanded`, what a destination must hold, that stands beside its sale. */
export function judgeTakenBack(
  { entries }: RunRecord,
  { spec }: ShopProperty,
  demanded: readonly ExpectedEvent[],
): Finding[] {
  return demanded.flatMap((event): Finding[] => {
    if (!event.isDemanded || !takesBack(event)) return [];
    const { stripeId, transactionId, session } = event;
    const entry = entries.get(`${spec.id}:${stripeId}`);
    const sale = entries.get(`${spec.id}:${transactionId}`);
    const isResolved = entry !== undefined && entry.kind !== 'session' && entry.resolution.state === 'resolved';
    const isSale = sale?.kind === 'session' || sale?.kind === 'invoice';
    const isCounted = event.event === 'dispute' || (isSale && Object.hasOwn(sale.refunds, stripeId));
    if (isResolved && isCounted) return [];
    const sentence = `the ledger does not take ${stripeId} off ${transactionId}`;
    return [{ kind: 'wrong', session, propertyId: spec.id, sentence }];
  });
}
