// What can happen to a payment after the buyer has left: the steps that tests and the dashboard take.
import type Stripe from 'stripe';
import type { StandInContext } from '../stand-in-context.ts';
import type { InvoiceRecord, SubscriptionRecord } from '../state.ts';
import { changeDispute, type DisputeDraft, openDispute } from './disputes.ts';
import { failRefund, makeRefund, type RefundDraft, settleRefund } from './refunds.ts';
import { cancelSubscription, type RenewalDraft, renewSubscription } from './subscriptions.ts';

/**
 * Every step acts at once, keeps the money consistent, and makes the events that Stripe makes of it. A `target` is a
 * session, an invoice, a payment intent or a charge; a subscription may be named by its session. All throw
 * `SessionStepError` where Stripe would refuse.
 */
export interface PaymentSteps {
  /** All that is left unless an amount is given. */
  refund: (target: string, draft?: RefundDraft) => Stripe.Refund;
  settleRefund: (refundId: string) => Stripe.Refund;
  /** Also after it had succeeded. */
  failRefund: (refundId: string) => Stripe.Refund;
  /** A paid invoice for another period; ends a trial. */
  renew: (subscription: string, draft?: RenewalDraft) => InvoiceRecord;
  cancelSubscription: (
    subscription: string,
    reason?: Stripe.Subscription.CancellationDetails.Reason,
  ) => SubscriptionRecord;
  dispute: (target: string, draft?: DisputeDraft) => Stripe.Dispute;
  changeDispute: (disputeId: string, status: Stripe.Dispute.Status) => Stripe.Dispute;
}

/** The steps, on the context's state. */
export function createPaymentSteps(context: StandInContext): PaymentSteps {
  return {
    refund: (target, draft) => makeRefund(context, target, draft),
    settleRefund: (refundId) => settleRefund(context, refundId),
    failRefund: (refundId) => failRefund(context, refundId),
    renew: (subscription, draft) => renewSubscription(context, subscription, draft),
    cancelSubscription: (subscription, reason) => cancelSubscription(context, subscription, reason),
    dispute: (target, draft) => openDispute(context, target, draft),
    changeDispute: (disputeId, status) => changeDispute(context, disputeId, status),
  };
}
