// Invoices of subscriptions: made over lines, and paid by a payment of their own.
import type Stripe from 'stripe';
import { emitEvent } from '../events/emit-event.ts';
import { newObjectId } from '../ids.ts';
import type { WireLineItem } from '../line-items.ts';
import { nowSeconds } from '../now-seconds.ts';
import { SessionStepError } from '../session-step-error.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { InvoiceRecord, SubscriptionRecord } from '../state.ts';
import { blankInvoice, type InvoiceFrame, toInvoiceLine } from './blank-invoice.ts';
import { takePayment } from './take-payment.ts';

/** An invoice embeds this many lines and says `has_more` for the rest. */
const embeddedLines = 10;

/** How an invoice is paid; nothing is taken where nothing is due. */
export type InvoicePaymentMethod = 'card' | 'sepa_debit';

/** Bills the lines; one over nothing, or paid by card, is paid at once. */
export function makeInvoice(
  context: StandInContext,
  subscription: SubscriptionRecord,
  lines: readonly WireLineItem[],
  reason: InvoiceFrame['billingReason'],
  { method, shipping = null }: { method: InvoicePaymentMethod; shipping?: Stripe.Invoice.ShippingCost | null },
): InvoiceRecord {
  const { accountId, livemode, object } = subscription;
  const id = newObjectId('in', context.randomIndex);
  const frame: InvoiceFrame = {
    livemode,
    currency: object.currency,
    customerId: String(object.customer),
    subscriptionId: object.id,
    billingReason: reason,
    createdSeconds: nowSeconds(context),
    shipping,
  };
  const record: InvoiceRecord = {
    accountId,
    livemode,
    object: blankInvoice(id, lines, frame),
    lines: lines.map((line) => toInvoiceLine(line, id, frame, context.randomIndex)),
  };
  context.state.invoices.set(id, record);
  object.latest_invoice = id;
  emitEvent(context, record, 'invoice.created', renderInvoice(record));
  charge(context, record, method);
  return record;
}

function charge(context: StandInContext, record: InvoiceRecord, method: InvoicePaymentMethod): void {
  const { accountId, livemode, object } = record;
  if (object.total > 0) {
    const paymentIntentId = takePayment(context, record, {
      livemode,
      amountMinor: object.total,
      currency: object.currency,
      customerId: String(object.customer),
      createdSeconds: object.created,
      method,
    });
    const id = newObjectId('inpay', context.randomIndex);
    const payment = openInvoicePayment(id, object, paymentIntentId, livemode);
    context.state.invoicePayments.set(id, { accountId, livemode, object: payment });
  }
  if (object.total <= 0 || method === 'card') {
    settleInvoice(context, object.id);
  }
}

function openInvoicePayment(
  id: string,
  invoice: InvoiceRecord['object'],
  paymentIntentId: string,
  livemode: boolean,
): Stripe.InvoicePayment {
  return {
    id,
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.total,
    created: invoice.created,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode,
    payment: { type: 'payment_intent', payment_intent: paymentIntentId },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  };
}

/** The invoice's money is there, or none was due. */
export function settleInvoice(context: StandInContext, invoiceId: string): void {
  const record = context.state.invoices.get(invoiceId);
  if (record === undefined) {
    throw new SessionStepError(`There is no invoice ${invoiceId}.`);
  }
  const { object } = record;
  const paidAt = nowSeconds(context);
  Object.assign(object, { status: 'paid', amount_paid: object.total, amount_remaining: 0, attempted: true });
  object.status_transitions.paid_at = paidAt;
  const payment = findInvoicePayment(context, invoiceId);
  if (payment !== undefined) {
    Object.assign(payment, { status: 'paid', amount_paid: object.total });
    payment.status_transitions.paid_at = paidAt;
  }
  emitEvent(context, record, 'invoice.paid', renderInvoice(record));
  emitEvent(context, record, 'invoice.payment_succeeded', renderInvoice(record));
}

/** The payment intent that pays the invoice; undefined where nothing was due. */
export function findInvoicePaymentIntent(context: StandInContext, invoiceId: string): string | undefined {
  const paymentIntent = findInvoicePayment(context, invoiceId)?.payment.payment_intent;
  return typeof paymentIntent === 'string' ? paymentIntent : undefined;
}

function findInvoicePayment({ state }: StandInContext, invoiceId: string): Stripe.InvoicePayment | undefined {
  return [...state.invoicePayments.values()].find(({ object }) => object.invoice === invoiceId)?.object;
}

/** The invoice as answered and as sent, its first lines embedded. */
export function renderInvoice({ object, lines }: InvoiceRecord): object {
  return {
    ...object,
    lines: {
      object: 'list',
      data: lines.slice(0, embeddedLines),
      has_more: lines.length > embeddedLines,
      url: `/v1/invoices/${object.id}/lines`,
    },
  };
}
