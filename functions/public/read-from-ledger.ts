// What the ledger knows of a session before Stripe is asked: all of it, where the webhook was faster than the buyer.
import { toSessionEntry } from '../ledger/change-entry.ts';
import { arePersonalDataFresh } from '../rules/age.ts';
import type { CheckoutSession } from '../rules/checkout-session.ts';
import type { SessionEntry } from '../rules/entry.ts';
import { isErased } from '../rules/erased-session.ts';
import { toWholeSession } from '../rules/session-record.ts';
import type { Store } from '../store/store.ts';
import type { ToldByLedger } from './session-memory.ts';

/** `session` is only there where it can be answered as it stands: settled, with its lines, and with its buyer if wanted and not erased. */
export interface ReadFromLedger extends ToldByLedger {
  session: CheckoutSession | undefined;
}

/** Reads entry and buyer at once. `buyerMinutes` says how long after the settlement the buyer is wanted. Rejects as the store does. */
export async function readFromLedger(
  store: Pick<Store, 'findEntry' | 'findBuyer'>,
  id: string,
  buyerMinutes: number,
  nowMs: number,
): Promise<ReadFromLedger> {
  const [found, buyer] = await Promise.all([
    store.findEntry(id),
    buyerMinutes > 0 ? store.findBuyer(id, nowMs) : undefined,
  ]);
  if (found === undefined) return { session: undefined, entry: undefined, hasBuyer: false };
  const entry = toSessionEntry(found);
  const isBuyerWanted = arePersonalDataFresh(entry, buyerMinutes, nowMs) && !isErased(entry);
  const isEnough = isSettled(entry) && (buyer !== undefined || !isBuyerWanted);
  const session = isEnough && entry.session !== null ? toWholeSession(entry.session, buyer) : undefined;
  return { session, entry, hasBuyer: buyer !== undefined };
}

function isSettled({ status }: SessionEntry): boolean {
  return status === 'paid' || status === 'free';
}
