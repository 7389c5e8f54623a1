// The money of what happened, by kind of entry: a purchase's from its session, a renewal's from its invoice, a refund's share.
import type { Ecommerce } from '../contract/checkout-answer.ts';
import { toEcommerce } from './ecommerce.ts';
import type { Entry, InvoiceEntry, RefundEntry, SessionEntry, SessionRecord } from './entry.ts';
import { toInvoiceEcommerce } from './invoice-ecommerce.ts';
import { toMajor } from './money.ts';
import type { ValueBasis } from './property.ts';
import { toWholeSession } from './session-record.ts';
import type { Dispute } from './stripe-change.ts';

/** What the money of an event is told from. */
export interface MoneyParts {
  entry: Entry;
  session: SessionEntry;
  /** The renewal that a refund or dispute goes back to. */
  invoice?: InvoiceEntry | undefined;
  valueBasis: ValueBasis;
}

/** What an event needs is not in its entry yet: the sender completes the entry first. */
export class IncompleteEntryError extends Error {
  override readonly name = 'IncompleteEntryError';
  constructor(what: 'session' | 'lines' | 'share' | 'invoice') {
    super(`The entry holds no ${what} yet. Complete it before its events are rendered.`);
  }
}

/**
 * The ecommerce object, under the transaction id that the event has; `null` where no money moves. Throws
 * IncompleteEntryError.
 */
export function toForwardedMoney(parts: MoneyParts): Ecommerce | null {
  const { entry, valueBasis } = parts;
  switch (entry.kind) {
    case 'session':
      return toSessionEcommerce(parts);
    case 'invoice':
      return toInvoiceEcommerce(entry.invoice, valueBasis, parts.session.session?.lines ?? []);
    case 'refund':
      return toRefundEcommerce(entry, parts);
    case 'dispute':
      return toDisputeEcommerce(entry.dispute, entry.invoiceId ?? parts.session.sessionId);
    case 'subscription':
      return null;
  }
}

/** The session as Stripe told it. Throws IncompleteEntryError while nobody read it. */
export function requireSession({ session }: SessionEntry): SessionRecord {
  if (session === null) throw new IncompleteEntryError('session');
  return session;
}

function toSessionEcommerce({ session, valueBasis }: MoneyParts): Ecommerce | null {
  const whole = toWholeSession(requireSession(session), undefined);
  if (whole === undefined) throw new IncompleteEntryError('lines');
  return toEcommerce(whole, valueBasis);
}

/**
 * A positive value. Items, tax and shipping go with it only where one refund takes back everything: of a part nobody knows
 * which items it is for, and GA4 takes each item that it is told for refunded at its full price.
 */
function toRefundEcommerce({ share, invoiceId, refund }: RefundEntry, parts: MoneyParts): Ecommerce {
  const { session, invoice, valueBasis } = parts;
  if (share === null) throw new IncompleteEntryError('share');
  if (invoiceId !== null && invoice === undefined) throw new IncompleteEntryError('invoice');
  const { totalMinor, currency } = toPurchase(parts, invoiceId);
  const isWhole = share.amountMinor >= totalMinor;
  const purchased =
    invoiceId !== null && invoice !== undefined
      ? isWhole && toInvoiceEcommerce(invoice.invoice, valueBasis, session.session?.lines ?? [])
      : isWhole && toSessionEcommerce({ ...parts, session });
  return {
    ...emptyMoney,
    ...(purchased || {}),
    transaction_id: invoiceId ?? session.sessionId,
    value: toMajor(share.valueMinor, currency ?? refund.currency),
    currency: (currency ?? refund.currency).toUpperCase(),
  };
}

const emptyMoney = { tax: 0, shipping: 0, discount: 0, items: [] } satisfies Partial<Ecommerce>;

function toPurchase(
  { session, invoice }: MoneyParts,
  invoiceId: string | null,
): { totalMinor: number; currency: string | null } {
  if (invoiceId !== null && invoice !== undefined) return invoice.invoice;
  const { amountTotalMinor, currency } = requireSession(session);
  return { totalMinor: amountTotalMinor ?? Number.POSITIVE_INFINITY, currency };
}

function toDisputeEcommerce({ amountMinor, currency }: Dispute, transactionId: string): Ecommerce {
  return {
    ...emptyMoney,
    transaction_id: transactionId,
    value: toMajor(Math.abs(amountMinor), currency),
    currency: currency.toUpperCase(),
  };
}
