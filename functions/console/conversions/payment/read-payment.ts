// Reads everything that the page about one payment tells: its entry, what goes back to it, its click and its buyer.
import { type Click, findOwnClick } from '../../../rules/click.ts';
import type { LaterEntry, SessionEntry } from '../../../rules/entry.ts';
import type { BuyerRecord } from '../../../rules/stored-records.ts';
import { entryId } from '../../../store/store.ts';
import { createConsoleLogs } from '../../logs.ts';
import { Refusal } from '../../refusal.ts';
import type { PropertyRequest } from '../../route.ts';
import { unlessDamaged } from '../../unless-damaged.ts';

/** A payment with all that came of it. */
export interface Payment {
  session: SessionEntry;
  /** By id. */
  later: LaterEntry[];
  /** The record of the click that led to it, while that is kept. */
  click: Click | undefined;
  /** While it is kept. */
  buyer: BuyerRecord | undefined;
}

/** What lies under a Stripe id: a payment, or what came after one that nobody found yet. */
export type FoundPayment =
  | { kind: 'payment'; payment: Payment }
  | { kind: 'of_payment'; sessionId: string }
  | { kind: 'lone'; entry: LaterEntry };

/** What lies under the id. Throws `Refusal` (`not_found`) for what the property does not know; rejects as the store does. */
export async function readPayment({ context, property }: PropertyRequest, stripeId: string): Promise<FoundPayment> {
  const { store } = context;
  const entry = await store.findEntry(entryId(property.id, stripeId));
  if (entry === undefined) throw new Refusal('not_found');
  if (entry.kind !== 'session') {
    const { sessionId } = entry;
    const isKnown = sessionId !== null && (await store.findEntry(entryId(property.id, sessionId))) !== undefined;
    return isKnown ? { kind: 'of_payment', sessionId } : { kind: 'lone', entry };
  }
  const { damaged } = createConsoleLogs(context.log);
  const nowMs = context.now();
  const [later, click, buyer] = await Promise.all([
    store.listLaterEntries(property.id, entry.sessionId, damaged),
    entry.clickId === null ? undefined : unlessDamaged(store.findClick(property.id, entry.clickId, nowMs)),
    unlessDamaged(store.findBuyer(entry.id, nowMs)),
  ]);
  return {
    kind: 'payment',
    payment: {
      session: entry,
      later: later.filter((one) => one.kind !== 'session'),
      click: findOwnClick(entry, click),
      buyer,
    },
  };
}
