// An invoice and its lines with every key that Stripe sends, before anybody paid.
import type Stripe from 'stripe';
import { newObjectId, type RandomIndex } from '../ids.ts';
import type { WireLineItem } from '../line-items.ts';

/** A line of an invoice as it crosses the wire, where decimals are text. */
export type WireInvoiceLine = Omit<Stripe.InvoiceLineItem, 'pricing' | 'quantity_decimal'> & {
  pricing: { type: 'price_details'; price_details: { price: string; product: string }; unit_amount_decimal: string };
  quantity_decimal: string | null;
};

/** An invoice as it crosses the wire; lines are kept beside it, because it embeds only the first ten. */
export type WireInvoice = Omit<Stripe.Invoice, 'lines'>;

/** What an invoice bills, to whom and why. */
export interface InvoiceFrame {
  livemode: boolean;
  currency: string;
  customerId: string;
  subscriptionId: string;
  billingReason:
    | 'subscription_create'
    | 'subscription_cycle'
    | 'subscription_update'
    | 'subscription_threshold'
    | 'manual';
  createdSeconds: number;
  /** Shipping as charged with the first invoice. */
  shipping: Stripe.Invoice.ShippingCost | null;
}

/** An open invoice over the lines, all sums made from them. */
export function blankInvoice(id: string, lines: readonly WireLineItem[], frame: InvoiceFrame): WireInvoice {
  const sum = (amountOf: (line: WireLineItem) => number): number =>
    lines.reduce((total, line) => total + amountOf(line), 0);
  const total = sum((line) => line.amount_total) + (frame.shipping?.amount_total ?? 0);
  const tax = sum((line) => line.amount_tax) + (frame.shipping?.amount_tax ?? 0);
  const discount = sum((line) => line.amount_discount);
  return {
    ...untouched,
    ...moneyFields(total, tax, discount),
    id,
    amount_shipping: frame.shipping?.amount_total ?? 0,
    billing_reason: frame.billingReason,
    created: frame.createdSeconds,
    currency: frame.currency,
    customer: frame.customerId,
    effective_at: frame.createdSeconds,
    livemode: frame.livemode,
    parent: {
      type: 'subscription_details',
      quote_details: null,
      subscription_details: { metadata: {}, subscription: frame.subscriptionId },
    },
    period_end: frame.createdSeconds,
    period_start: frame.createdSeconds,
    shipping_cost: frame.shipping,
    status_transitions: {
      finalized_at: frame.createdSeconds,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    subtotal: sum((line) => line.amount_subtotal) + (frame.shipping?.amount_subtotal ?? 0),
  };
}

function moneyFields(total: number, tax: number, discount: number) {
  return {
    amount_due: total,
    amount_remaining: total,
    total,
    total_excluding_tax: total - tax,
    subtotal_excluding_tax: total - tax + discount,
    total_discount_amounts: discount === 0 ? [] : [{ amount: discount, discount: 'di_standIn' }],
    total_taxes: tax === 0 ? [] : [{ ...untouchedTax, amount: tax, taxable_amount: total - tax }],
  } satisfies Partial<WireInvoice>;
}

const untouchedTax = {
  tax_behavior: 'exclusive',
  tax_rate_details: { tax_rate: 'txr_standIn' },
  taxability_reason: 'standard_rated',
  type: 'tax_rate_details',
} as const;

/** The line as an invoice words it: amounts before discount and without taxes on top. */
export function toInvoiceLine(
  line: WireLineItem,
  invoiceId: string,
  frame: InvoiceFrame,
  randomIndex: RandomIndex,
): WireInvoiceLine {
  const taxBehavior = line.price?.tax_behavior === 'inclusive' ? 'inclusive' : 'exclusive';
  const { subscriptionId } = frame;
  return {
    id: newObjectId('il', randomIndex),
    object: 'line_item',
    amount: line.amount_subtotal,
    currency: frame.currency,
    description: `${line.quantity ?? 1} × ${line.description ?? ''}`,
    discount_amounts: line.amount_discount === 0 ? [] : [{ amount: line.amount_discount, discount: 'di_standIn' }],
    discountable: true,
    discounts: [],
    invoice: invoiceId,
    livemode: frame.livemode,
    metadata: {},
    parent: {
      type: 'subscription_item_details',
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscriptionId,
        subscription_item: 'si_standIn',
      },
    },
    period: { start: frame.createdSeconds, end: frame.createdSeconds },
    pretax_credit_amounts: [],
    pricing: {
      type: 'price_details',
      price_details: { price: line.price?.id ?? '', product: String(line.price?.product ?? '') },
      unit_amount_decimal: line.price?.unit_amount_decimal ?? '0',
    },
    quantity: line.quantity,
    quantity_decimal: String(line.quantity ?? 1),
    subscription: subscriptionId,
    subtotal: line.amount_subtotal,
    taxes:
      line.amount_tax === 0
        ? []
        : [
            {
              ...untouchedTax,
              amount: line.amount_tax,
              tax_behavior: taxBehavior,
              taxable_amount: line.amount_subtotal - line.amount_discount,
            },
          ],
  };
}

const untouched: Omit<WireInvoice, 'id'> = {
  object: 'invoice',
  account_country: 'US',
  account_name: 'Stand-in',
  account_tax_ids: null,
  amount_due: 0,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_remaining: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  auto_advance: false,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  automatically_finalizes_at: null,
  billing_reason: null,
  collection_method: 'charge_automatically',
  created: 0,
  currency: 'usd',
  custom_fields: null,
  customer: null,
  customer_account: null,
  customer_address: null,
  customer_email: null,
  customer_name: null,
  customer_phone: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  due_date: null,
  effective_at: null,
  ending_balance: 0,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  metadata: {},
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  parent: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  period_end: 0,
  period_start: 0,
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  status: 'open',
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  subtotal: 0,
  subtotal_excluding_tax: null,
  test_clock: null,
  total: 0,
  total_discount_amounts: [],
  total_excluding_tax: null,
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
};
