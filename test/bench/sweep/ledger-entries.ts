// Entries for a ledger of any size: paid sessions whose purchase was sent long ago, or is due.
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import { beginEntry } from '../../../functions/rules/merge-session.ts';
import { planEntry } from '../../../functions/rules/plan-entry.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { toSessionRecord } from '../../../functions/rules/session-record.ts';
import { entryId } from '../../../functions/store/store.ts';
import { toCheckoutSession } from '../../../functions/stripe/to-checkout-session.ts';
import { toStripeSession } from '../servers/stripe-session.ts';

/** The session as Stripe answers it. */
export function toSession(sessionId: string, nowMs: number): CheckoutSession {
  const session = JSON.parse(toStripeSession(sessionId, Math.floor(nowMs / 1000)));
  return toCheckoutSession(session, session.line_items.data, () => undefined);
}

/** An entry with one purchase that is due at `nowMs` for each of the property's destinations. */
export function toDueEntry(property: Property, session: CheckoutSession, nowMs: number): SessionEntry {
  const id = entryId(property.id, session.id);
  const news = { status: 'paid', session: toSessionRecord(session, true), atSeconds: null, nowMs } as const;
  const begun = beginEntry(id, property.id, { ...news, source: 'webhook' });
  return planEntry(begun, { property, nowMs, source: 'webhook', before: undefined });
}

/** The entry after its purchase was sent. */
export function toSentEntry(entry: SessionEntry): SessionEntry {
  const deliveries = Object.entries(entry.deliveries).map(
    ([key, delivery]) => [key, { ...delivery, state: 'sent' as const, dueAtMs: null, attempts: 1 }] as const,
  );
  return { ...entry, deliveries: Object.fromEntries(deliveries) };
}
