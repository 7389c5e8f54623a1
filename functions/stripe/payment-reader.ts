// What the ledger asks Stripe about a payment's later life, in our own shapes.
import type { CheckoutSession } from '../rules/checkout-session.ts';
import type { Invoice, StripeChange } from '../rules/stripe-change.ts';

/** Why an event of Stripe's is none of ours. */
export interface IgnoredEvent {
  eventId: string;
  type: string;
  /** `unknown_type`, `thin_event`, `connected_account`, `malformed_object`. */
  reason: 'unknown_type' | 'thin_event' | 'connected_account' | 'malformed_object';
}

/** An event of Stripe's in our shape, or why it is ignored. */
export type ReadEvent = { kind: 'change'; change: StripeChange } | { kind: 'ignored'; ignored: IgnoredEvent };

/** A period by Stripe's clock, whole seconds. */
export interface EventPeriod {
  fromSeconds: number;
  /** Stripe is not asked for events of this second or later. */
  untilSeconds: number;
}

/**
 * Reads with one restricted key. Everything rejects with StripeKeyRejectedError, whose `permission` names the missing right,
 * or StripeUnavailableError; what Stripe does not know is `undefined`.
 */
export interface PaymentReader {
  /** The session whose payment intent (`pi_…`) or subscription (`sub_…`) this is; `undefined` where no Checkout made it. */
  findSessionId(reference: string): Promise<string | undefined>;
  /** The invoice that a payment intent paid. */
  findInvoiceId(paymentIntentId: string): Promise<string | undefined>;
  readInvoice(invoiceId: string): Promise<Invoice | undefined>;
  /** The payment intent of a charge, for refunds and disputes that name only that. */
  findPaymentIntentId(chargeId: string): Promise<string | undefined>;
  readEvent(eventId: string): Promise<ReadEvent | undefined>;
  /** Events of the types we know, of at most the last 30 days, newest first as Stripe lists them, a page at a time. */
  listEvents(period: EventPeriod): AsyncIterable<ReadEvent[]>;
  /** Sessions created in the period that are complete, paid or not, without their lines; newest first, a page at a time. */
  listCompletedSessions(period: EventPeriod): AsyncIterable<CheckoutSession[]>;
}
