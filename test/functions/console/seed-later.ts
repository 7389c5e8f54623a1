// What comes of a seeded shop's sales later: refunds, a dispute, a renewal, each told to every destination.
import type { LifecycleEvent } from '../../../functions/contract/forwarded-event.ts';
import { type Delivery, deliveryKey } from '../../../functions/rules/delivery.ts';
import type { EntryChange, SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { newDisputeEntry, newInvoiceEntry, newRefundEntry } from '../store/records.ts';

const minuteMs = 60_000;

/** The sale whose refund may have arrived: GA4 counts a refund as often as it comes. */
export const doubtfulSale = 30;

/** The sale of this number with what came of it later, each stored as an entry of its own. */
export async function withLater(
  store: Store,
  property: Property,
  entry: SessionEntry,
  number: number,
): Promise<SessionEntry> {
  const { propertyId, sessionId, livemode, session, status } = entry;
  if (session === null || status !== 'paid' || !livemode) return entry;
  const { currency, amountTotalMinor, paymentIntentId, subscriptionId, createdSeconds } = session;
  const owner = { propertyId, sessionId, livemode, resolution: { state: 'resolved' } } as const;
  const laterSeconds = createdSeconds + 6 * 3600;
  const firstSeenAtMs = laterSeconds * 1000;
  const changes: EntryChange[] = [{ atMs: firstSeenAtMs, source: 'webhook', what: 'resolved', about: sessionId }];
  const later = { ...owner, firstSeenAtMs, changes };
  const sent = (event: LifecycleEvent) => toSent(property, event, firstSeenAtMs + minuteMs);
  if (number % 15 === 0 && number > 0) {
    const plain = newRefundEntry().refund;
    const amountMinor = number % 2 === 0 ? (amountTotalMinor ?? 0) : 1000;
    const refund = {
      ...plain,
      amountMinor,
      currency: currency ?? 'eur',
      paymentIntentId,
      createdSeconds: laterSeconds,
    };
    const share = { amountMinor, valueMinor: amountMinor };
    const deliveries = number === doubtfulSale ? doubtFirst(sent('refund')) : sent('refund');
    await store.createEntry(
      newRefundEntry({ ...later, id: entryId(propertyId, refund.id), refund, share, deliveries }),
    );
    return { ...entry, refunds: { [refund.id]: share } };
  }
  if (number === 40) {
    const dispute = { ...newDisputeEntry().dispute, paymentIntentId, createdSeconds: laterSeconds };
    await store.createEntry(
      newDisputeEntry({ ...later, id: entryId(propertyId, dispute.id), dispute, deliveries: sent('dispute') }),
    );
  }
  if (number === 194) {
    const renewedSeconds = createdSeconds + 25 * 86_400;
    const plain = newInvoiceEntry().invoice;
    const invoice = { ...plain, subscriptionId, createdSeconds: renewedSeconds, paidAtSeconds: renewedSeconds };
    await store.createEntry(
      newInvoiceEntry({
        ...later,
        id: entryId(propertyId, invoice.id),
        invoice,
        firstSeenAtMs: renewedSeconds * 1000,
        deliveries: sent('subscription_renewal'),
      }),
    );
  }
  return entry;
}

/** Told to every live destination at the first try. */
function toSent({ destinations }: Property, event: LifecycleEvent, atMs: number): Record<string, Delivery> {
  const settled = { state: 'sent', dueAtMs: null, attempts: 1, lease: null, mayBeTaken: false, reason: null } as const;
  return Object.fromEntries(
    destinations.map(({ id: destinationId }) => [
      deliveryKey(event, destinationId),
      { event, destinationId, atMs, ...settled },
    ]),
  );
}

/** The same, but that nobody knows of the first of them whether it arrived. */
function doubtFirst(deliveries: Record<string, Delivery>): Record<string, Delivery> {
  const [[key, delivery] = []] = Object.entries(deliveries);
  if (key === undefined || delivery === undefined) throw new Error('Nothing is sent anywhere.');
  return { ...deliveries, [key]: { ...delivery, state: 'uncertain', reason: 'timeout', mayBeTaken: true } };
}
