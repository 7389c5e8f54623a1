// What happened at Stripe, in our own shapes: what the ledger reads, whatever API version the event was written in.
import type { CheckoutSession, LineItem, ShippingCost } from './checkout-session.ts';

/** A refund of a charge. Amounts are in minor units of its currency (lower case). */
export interface Refund {
  id: string;
  amountMinor: number;
  currency: string;
  status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
  paymentIntentId: string | null;
  chargeId: string | null;
  createdSeconds: number;
}

/** A paid invoice of a subscription. */
export interface Invoice {
  id: string;
  subscriptionId: string | null;
  /** `subscription_create`, `subscription_cycle`, … as Stripe names it. */
  billingReason: string | null;
  currency: string;
  amountPaidMinor: number;
  /** After discount and with tax. */
  totalMinor: number;
  taxMinor: number;
  discountMinor: number;
  createdSeconds: number;
  paidAtSeconds: number | null;
  customerId: string | null;
  /** What it charges for, as far as the payload or a read holds it. */
  lines: LineItem[];
  /** Left out where nothing is shipped; it is in none of the lines. */
  shipping?: ShippingCost;
}

/** A buyer's bank takes the money back, or asks about it. */
export interface Dispute {
  id: string;
  amountMinor: number;
  currency: string;
  /** As Stripe names it; those that start with `warning_` are inquiries, in which no money moves. */
  status: string;
  reason: string;
  paymentIntentId: string | null;
  chargeId: string | null;
  createdSeconds: number;
}

/** A subscription that ended. */
export interface Subscription {
  id: string;
  status: string;
  customerId: string | null;
  currency: string | null;
  endedAtSeconds: number;
  /** Stripe's `cancellation_details.reason`, such as `cancellation_requested` or `payment_failed`. */
  reason: string | null;
}

/**
 * The object of an event in our shape. A session's `failed` is an attempt of a delayed payment method that did not come
 * through, which the session itself does not tell.
 */
export type ChangedObject =
  | { kind: 'session'; session: CheckoutSession; isFailed: boolean }
  | { kind: 'refund'; refund: Refund }
  | { kind: 'invoice'; invoice: Invoice }
  | { kind: 'dispute'; dispute: Dispute }
  | { kind: 'subscription'; subscription: Subscription };

/** One event of Stripe's that concerns us. */
export interface StripeChange {
  /** `evt_…` */
  eventId: string;
  /** Stripe's name of the type, such as `checkout.session.completed`. */
  type: string;
  livemode: boolean;
  createdSeconds: number;
  object: ChangedObject;
}
