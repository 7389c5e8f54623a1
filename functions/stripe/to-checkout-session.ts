// Translates Stripe's Checkout Session into our own shape, and bears values that this API version does not know yet.
import type Stripe from 'stripe';
import type { CheckoutSession, LineItem, PostalAddress, ShippingCost } from '../rules/checkout-session.ts';
import { toSourceCurrency } from './to-source-currency.ts';

/** Told of every enum value that Stripe added since the pinned version, with the field it stood in. */
export type UnknownValueListener = (field: string, value: string) => void;

/**
 * The session in our shape; `lines` are all its line items, whatever the session itself holds. Keys that older API versions
 * do not send may be absent.
 */
export function toCheckoutSession(
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
  onUnknownValue: UnknownValueListener,
): CheckoutSession {
  const translated = translate(session, lines, onUnknownValue);
  const conversion = session.currency_conversion;
  if (!conversion) return translated;
  const { amount_total: totalMinor, amount_subtotal: subtotalMinor, source_currency: currency } = conversion;
  return toSourceCurrency(translated, { currency, totalMinor, subtotalMinor });
}

function translate(
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
  onUnknownValue: UnknownValueListener,
): CheckoutSession {
  const details = session.customer_details;
  return {
    id: session.id,
    livemode: session.livemode,
    mode: pick('mode', session.mode, modes, 'payment', onUnknownValue),
    // A state we do not know is no completed checkout, and an unknown payment status is no payment.
    status: pick('status', session.status ?? 'open', statuses, 'open', onUnknownValue),
    paymentStatus: pick('payment_status', session.payment_status, paymentStatuses, 'unpaid', onUnknownValue),
    createdSeconds: session.created,
    currency: session.currency ?? null,
    amountTotalMinor: session.amount_total ?? null,
    amountSubtotalMinor: session.amount_subtotal ?? null,
    amountTaxMinor: session.total_details?.amount_tax ?? 0,
    amountDiscountMinor: session.total_details?.amount_discount ?? 0,
    shipping: toShippingCost(session.shipping_cost),
    coupon: findCoupon(session.discounts),
    customerId: toId(session.customer),
    email: toText(details?.email) ?? toText(session.customer_email),
    phone: toText(details?.phone),
    name: toText(details?.individual_name) ?? toText(details?.name),
    address: toPostalAddress(details?.address),
    clientReferenceId: session.client_reference_id ?? null,
    paymentLinkId: toId(session.payment_link),
    returnHost: toHost(session.success_url ?? session.return_url),
    paymentIntentId: toId(session.payment_intent),
    subscriptionId: toId(session.subscription),
    presentment: toPresentment(session.presentment_details),
    lines: lines.map(toLineItem),
  };
}

const modes = ['payment', 'subscription', 'setup'] as const;
const statuses = ['open', 'complete', 'expired'] as const;
const paymentStatuses = ['paid', 'unpaid', 'no_payment_required'] as const;

function pick<const T extends string>(
  field: string,
  value: string,
  known: readonly T[],
  fallback: T,
  onUnknownValue: UnknownValueListener,
): T {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined) onUnknownValue(field, value);
  return found ?? fallback;
}

function toLineItem(line: Stripe.LineItem): LineItem {
  return {
    id: line.id,
    itemId: toId(line.price?.product) ?? line.price?.id ?? line.id,
    name: line.description ?? line.id,
    quantity: line.quantity ?? 1,
    amountSubtotalMinor: line.amount_subtotal,
    amountDiscountMinor: line.amount_discount,
    amountTaxMinor: line.amount_tax,
    amountTotalMinor: line.amount_total,
  };
}

function toShippingCost(cost: Stripe.Checkout.Session['shipping_cost']): ShippingCost | null {
  if (!cost) return null;
  return {
    amountSubtotalMinor: cost.amount_subtotal,
    amountTaxMinor: cost.amount_tax,
    amountTotalMinor: cost.amount_total,
  };
}

function findCoupon(discounts: Stripe.Checkout.Session['discounts']): string | null {
  const discount = discounts?.[0];
  if (!discount) return null;
  const { promotion_code: promotionCode, coupon } = discount;
  // Unexpanded it is an id that no marketer would recognise; the coupon's id is often a chosen word.
  const code = typeof promotionCode === 'object' ? promotionCode?.code : undefined;
  return code ?? toId(coupon);
}

function toPostalAddress(address: Stripe.Address | null | undefined): PostalAddress | null {
  if (!address) return null;
  return {
    line1: toText(address.line1),
    line2: toText(address.line2),
    city: toText(address.city),
    state: toText(address.state),
    postalCode: toText(address.postal_code),
    country: toText(address.country),
  };
}

function toPresentment(details: Stripe.Checkout.Session['presentment_details']): CheckoutSession['presentment'] {
  return details ? { amountMinor: details.presentment_amount, currency: details.presentment_currency } : null;
}

function toId(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === 'object' ? (reference?.id ?? null) : (reference ?? null);
}

function toHost(url: string | null | undefined): string | null {
  return url ? (URL.parse(url)?.hostname ?? null) : null;
}

/** Stripe writes an unanswered field as `null` or as an empty text. */
function toText(value: string | null | undefined): string | null {
  return value ? value : null;
}
