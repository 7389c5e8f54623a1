// Turns an object of the pinned version into the shape of 2024-09-30.acacia, as far as it concerns payments.
// What moved since: https://docs.stripe.com/changelog/basil. That nothing else differs, only Stripe can prove.
import { findInvoicePaymentIntent } from '../payments/invoices.ts';
import type { StandInContext } from '../stand-in-context.ts';

type Json = Record<string, unknown>;

/** A copy in the old shape; objects that look the same in both versions as they are. */
export function toAcacia(context: StandInContext, object: object): object {
  const old: Json = { ...object };
  switch (old['object']) {
    case 'checkout.session':
      return toOldSession(old);
    case 'invoice':
      return toOldInvoice(context, old);
    case 'subscription':
      return toOldSubscription(old);
    case 'charge':
    case 'payment_intent':
      return { ...old, invoice: findInvoice(context, old) };
    default:
      return old;
  }
}

/** Adaptive Pricing then wrote the buyer's currency into the session, and the merchant's beside it. */
function toOldSession(session: Json): Json {
  const { presentment_details: presentment, collected_information: collected, ...rest } = session;
  const old: Json = { ...rest, ui_mode: 'hosted', shipping_details: asJson(collected)['shipping_details'] ?? null };
  const { presentment_amount: amount, presentment_currency: currency } = asJson(presentment);
  const total = rest['amount_total'];
  if (typeof amount !== 'number' || typeof total !== 'number' || total === 0) {
    return old;
  }
  const convert = (value: unknown): unknown =>
    typeof value === 'number' ? Math.round((value * amount) / total) : value;
  return {
    ...old,
    amount_total: amount,
    amount_subtotal: convert(rest['amount_subtotal']),
    currency,
    currency_conversion: {
      amount_subtotal: rest['amount_subtotal'],
      amount_total: total,
      fx_rate: String(amount / total),
      source_currency: rest['currency'],
    },
    shipping_cost: mapValues(rest['shipping_cost'], convert),
    total_details: mapValues(rest['total_details'], convert),
  };
}

function toOldInvoice(context: StandInContext, invoice: Json): Json {
  const { parent, total_taxes: taxes, amount_overpaid: _, ...rest } = invoice;
  const paymentIntent = findInvoicePaymentIntent(context, String(invoice['id'])) ?? null;
  const oldTaxes = asList(taxes).map(toOldTax);
  return {
    ...rest,
    charge: context.state.paymentIntents.get(paymentIntent ?? '')?.object.latest_charge ?? null,
    discount: null,
    lines: { ...asJson(rest['lines']), data: asList(asJson(rest['lines'])['data']).map(toOldLine) },
    paid: rest['status'] === 'paid',
    payment_intent: paymentIntent,
    subscription: asJson(asJson(parent)['subscription_details'])['subscription'] ?? null,
    tax: oldTaxes.length === 0 ? null : oldTaxes.reduce((sum, { amount }) => sum + amount, 0),
    total_tax_amounts: oldTaxes,
  };
}

function toOldLine(line: Json): Json {
  const { parent, pricing, taxes, subtotal: _1, quantity_decimal: _2, ...rest } = line;
  const details = asJson(asJson(parent)['subscription_item_details']);
  const { price, product } = asJson(asJson(pricing)['price_details']);
  return {
    ...rest,
    price: { id: price, object: 'price', product, type: 'recurring' },
    proration: details['proration'] ?? false,
    subscription_item: details['subscription_item'] ?? null,
    tax_amounts: asList(taxes).map(toOldTax),
    type: 'subscription',
  };
}

function toOldTax(tax: Json): { amount: number; inclusive: boolean; tax_rate: unknown } {
  return {
    amount: Number(tax['amount']),
    inclusive: tax['tax_behavior'] === 'inclusive',
    tax_rate: asJson(tax['tax_rate_details'])['tax_rate'],
  };
}

function toOldSubscription(subscription: Json): Json {
  const [first] = asList(asJson(subscription['items'])['data']);
  return {
    ...subscription,
    current_period_end: first?.['current_period_end'] ?? null,
    current_period_start: first?.['current_period_start'] ?? null,
  };
}

function findInvoice({ state }: StandInContext, { id, object, payment_intent }: Json): string | null {
  const intent = object === 'payment_intent' ? id : payment_intent;
  const found = [...state.invoicePayments.values()].find((row) => row.object.payment.payment_intent === intent);
  return found === undefined ? null : String(found.object.invoice);
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function asList(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asJson) : [];
}

function mapValues(value: unknown, change: (value: unknown) => unknown): unknown {
  if (value === null || value === undefined) {
    return value;
  }
  return Object.fromEntries(Object.entries(asJson(value)).map(([key, one]) => [key, change(one)]));
}
