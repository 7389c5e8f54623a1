// What a Checkout Session sets going once the buyer has pressed the button: a payment, or a subscription and its invoice.
import type Stripe from 'stripe';
import { type EventOwner, emitEvent } from '../events/emit-event.ts';
import { newObjectId, randomText } from '../ids.ts';
import { toLineItem, type WireLineItem } from '../line-items.ts';
import { nowSeconds } from '../now-seconds.ts';
import type { PaymentWay } from '../session-draft.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { SessionRecord } from '../state.ts';
import { findInvoicePaymentIntent, makeInvoice, settleInvoice } from './invoices.ts';
import { startSubscription } from './subscriptions.ts';
import { arrive, bounce, takePayment } from './take-payment.ts';

/** Makes what the session sells, and writes its ids into the session. */
export function startSessionPayments(context: StandInContext, record: SessionRecord, way: PaymentWay): void {
  const { session } = record;
  const method = way === 'bank_debit' ? 'sepa_debit' : 'card';
  if (session.mode !== 'payment') {
    session.customer ??= `cus_${randomText(14, context.randomIndex)}`;
  }
  if (session.mode === 'setup') {
    session.setup_intent = newObjectId('seti', context.randomIndex);
  } else if (session.mode === 'subscription') {
    startFirstPeriod(context, record, method);
  } else if (session.payment_status !== 'no_payment_required') {
    session.payment_intent = takePayment(context, ownerOf(record), {
      livemode: session.livemode,
      amountMinor: session.amount_total ?? 0,
      currency: session.currency ?? 'usd',
      customerId: idOf(session.customer),
      createdSeconds: nowSeconds(context),
      method,
    });
  }
}

function startFirstPeriod(context: StandInContext, record: SessionRecord, method: 'card' | 'sepa_debit'): void {
  const { session, draft, lines } = record;
  const frame = {
    livemode: session.livemode,
    currency: session.currency ?? 'usd',
    customerId: idOf(session.customer) ?? '',
    createdSeconds: nowSeconds(context),
    lines,
    trialDays: draft.trialDays,
  };
  const subscription = startSubscription(context, ownerOf(record), frame, toRenewalLines(context, record));
  const shipping = session.shipping_cost && { ...session.shipping_cost, taxes: [] };
  const invoice = makeInvoice(context, subscription, lines, 'subscription_create', { method, shipping });
  session.subscription = subscription.object.id;
  session.invoice = invoice.object.id;
}

/** What was ordered at its full price: trials end, and a coupon is for once. */
function toRenewalLines(context: StandInContext, { session, draft, lines }: SessionRecord): WireLineItem[] {
  const frame = {
    currency: session.currency ?? 'usd',
    livemode: session.livemode,
    createdSeconds: session.created,
    recurring: true,
    freeNow: false,
    percentOff: 0,
  };
  return lines.map((line, index) => {
    const { taxMinor, taxPercent, taxBehavior } = draft.lines?.[index] ?? {};
    const renewal = {
      name: line.description ?? '',
      unitAmountMinor: line.price?.unit_amount ?? 0,
      quantity: line.quantity ?? 1,
      priceId: line.price?.id ?? '',
      productId: String(line.price?.product ?? ''),
      ...(taxMinor !== undefined && { taxMinor }),
      ...(taxPercent !== undefined && { taxPercent }),
      ...(taxBehavior !== undefined && { taxBehavior }),
    };
    return toLineItem(renewal, frame, context.randomIndex);
  });
}

/** The delayed money arrives. */
export function settleSessionPayments(context: StandInContext, record: SessionRecord): void {
  const paymentIntentId = findSessionPaymentIntent(context, record.session);
  if (paymentIntentId !== undefined) {
    arrive(context, paymentIntentId);
  }
  const invoiceId = idOf(record.session.invoice);
  if (invoiceId !== null) {
    settleInvoice(context, invoiceId);
  }
}

/** The delayed money never comes. */
export function failSessionPayments(context: StandInContext, record: SessionRecord): void {
  const paymentIntentId = findSessionPaymentIntent(context, record.session);
  if (paymentIntentId !== undefined) {
    bounce(context, paymentIntentId);
  }
  const subscription = context.state.subscriptions.get(idOf(record.session.subscription) ?? '');
  if (subscription !== undefined) {
    subscription.object.status = 'past_due';
    emitEvent(context, subscription, 'customer.subscription.updated', subscription.object);
  }
}

/** What took the session's own money, be it through an invoice; undefined where none was due. */
export function findSessionPaymentIntent(
  context: StandInContext,
  { payment_intent, invoice }: Stripe.Checkout.Session,
): string | undefined {
  const invoiceId = idOf(invoice);
  return idOf(payment_intent) ?? (invoiceId === null ? undefined : findInvoicePaymentIntent(context, invoiceId));
}

/** Tells of what happened to the session. */
export function emitSessionEvent(
  context: StandInContext,
  record: SessionRecord,
  what: 'completed' | 'async_payment_succeeded' | 'async_payment_failed' | 'expired',
): void {
  emitEvent(context, ownerOf(record), `checkout.session.${what}`, record.session);
}

function ownerOf({ accountId, session }: SessionRecord): EventOwner {
  return { accountId, livemode: session.livemode };
}

function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'object' ? (reference?.id ?? null) : reference;
}
