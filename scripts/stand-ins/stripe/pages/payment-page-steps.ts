// The page of payments and its buttons: gathers the rows, and takes the steps.
import type Stripe from 'stripe';
import { findInvoicePaymentIntent } from '../payments/invoices.ts';
import { createPaymentSteps, type PaymentSteps } from '../payments/payment-steps.ts';
import { SessionStepError } from '../session-step-error.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { Outcome } from './outcome.ts';
import { type PaymentRow, paymentsPage } from './payments-page.ts';

const maxRows = 50;

/** The newest payments and subscriptions; `error` is what went wrong with the last step. */
export function showPayments(context: StandInContext, error?: string): Outcome {
  const { charges, subscriptions } = context.state;
  const taken = [...charges.values()].filter(({ object }) => object.status === 'succeeded');
  return {
    status: error === undefined ? 200 : 409,
    page: paymentsPage({
      payments: newest(taken).map(({ object }) => toRow(context, object)),
      subscriptions: newest([...subscriptions.values()]),
      ...(error !== undefined && { error }),
    }),
  };
}

function newest<T>(rows: readonly T[]): T[] {
  return rows.slice(-maxRows).reverse();
}

function toRow(context: StandInContext, charge: Stripe.Charge): PaymentRow {
  return {
    charge,
    what: describePurpose(context, charge),
    refunds: refundsOf(context, charge.id),
    dispute: disputeOf(context, charge.id),
  };
}

function refundsOf({ state }: StandInContext, chargeId: string): Stripe.Refund[] {
  return [...state.refunds.values()].map(({ object }) => object).filter(({ charge }) => charge === chargeId);
}

function disputeOf({ state }: StandInContext, chargeId: string): Stripe.Dispute | undefined {
  return [...state.disputes.values()].map(({ object }) => object).findLast(({ charge }) => charge === chargeId);
}

function describePurpose(context: StandInContext, { payment_intent: paymentIntent }: Stripe.Charge): string {
  const { sessions, invoices } = context.state;
  const session = [...sessions.values()].find((record) => record.session.payment_intent === paymentIntent);
  if (session !== undefined) {
    return session.lines.map((line) => line.description).join(', ');
  }
  const invoice = [...invoices.values()].find(
    ({ object }) => findInvoicePaymentIntent(context, object.id) === paymentIntent,
  );
  const isFirst = invoice?.object.billing_reason === 'subscription_create';
  const lines = invoice?.lines.map((line) => line.description).join(', ') ?? '';
  return `${lines} (${isFirst ? 'first period' : 'renewal'})`;
}

type Step = (steps: PaymentSteps, id: string, context: StandInContext) => unknown;

const pageSteps: Record<string, Step> = {
  refund: (steps, id) => steps.refund(id),
  'refund-half': (steps, id, context) => steps.refund(id, { amountMinor: Math.floor(leftOf(context, id) / 2) }),
  'fail-refund': (steps, id, context) => steps.failRefund(lastRefundOf(context, id)),
  inquire: (steps, id) => steps.dispute(id, { status: 'warning_needs_response' }),
  dispute: (steps, id) => steps.dispute(id),
  escalate: (steps, id, context) => steps.changeDispute(disputeOf(context, id)?.id ?? '', 'needs_response'),
  win: (steps, id, context) => steps.changeDispute(disputeOf(context, id)?.id ?? '', 'won'),
  lose: (steps, id, context) => steps.changeDispute(disputeOf(context, id)?.id ?? '', 'lost'),
  renew: (steps, id) => steps.renew(id),
  cancel: (steps, id) => steps.cancelSubscription(id),
};

/** Takes a step of a charge or subscription and shows the page again; undefined where there is no such step. */
export function takePaymentStep(context: StandInContext, id: string, name: string): Outcome | undefined {
  const step = Object.hasOwn(pageSteps, name) ? pageSteps[name] : undefined;
  if (step === undefined) {
    return undefined;
  }
  try {
    step(createPaymentSteps(context), id, context);
    return { location: '/payments' };
  } catch (error) {
    if (error instanceof SessionStepError) {
      return showPayments(context, error.message);
    }
    throw error;
  }
}

function leftOf({ state }: StandInContext, chargeId: string): number {
  const charge = state.charges.get(chargeId)?.object;
  return charge === undefined ? 0 : charge.amount - charge.amount_refunded;
}

function lastRefundOf(context: StandInContext, chargeId: string): string {
  return refundsOf(context, chargeId).findLast(({ status }) => status === 'succeeded')?.id ?? '';
}
