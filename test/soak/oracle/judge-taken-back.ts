// Judges whether the ledger takes off a sale what was taken back of it, where a destination was told of the sale.
import type { Entry } from '../../../functions/rules/entry.ts';
import type { RunRecord } from '../run-shop.ts';
import type { ShopProperty } from '../shop/open-shop.ts';
import type { ExpectedEvent } from './expected-event.ts';
import { takesBack } from './find-sales.ts';
import type { Finding } from './finding.ts';

/**
 * A finding for each refund and dispute of `demanded`, what a destination must hold, that stands beside its sale; and for each
 * dispute that the sale has for lost and is not, or the reverse.
 */
export function judgeTakenBack(
  { entries }: RunRecord,
  { spec }: ShopProperty,
  demanded: readonly ExpectedEvent[],
): Finding[] {
  return demanded.flatMap((event): Finding[] => {
    if (!event.isDemanded || !takesBack(event)) return [];
    const { stripeId, transactionId, session } = event;
    const entry = entries.get(`${spec.id}:${stripeId}`);
    const isResolved = entry !== undefined && entry.kind !== 'session' && entry.resolution.state === 'resolved';
    if (isResolved && isCounted(event, entries.get(`${spec.id}:${transactionId}`))) return [];
    const sentence = `the ledger does not take ${stripeId} off ${transactionId} as it should`;
    return [{ kind: 'wrong', session, propertyId: spec.id, sentence }];
  });
}

/** Whether the sale has it just as it truly is: a refund at all, a dispute where it was lost. */
function isCounted({ event, stripeId, session }: ExpectedEvent, sale: Entry | undefined): boolean {
  if (sale?.kind !== 'session' && sale?.kind !== 'invoice') return false;
  if (event !== 'dispute') return Object.hasOwn(sale.refunds, stripeId);
  const isLost = session.disputes.some((dispute) => dispute.id === stripeId && dispute.isLost);
  return Object.hasOwn(sale.lostDisputes ?? {}, stripeId) === isLost;
}
