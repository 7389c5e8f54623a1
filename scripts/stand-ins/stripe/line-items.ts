// What the cart holds and what it costs: Stripe's arithmetic for lines, discounts, taxes and shipping.
import type Stripe from 'stripe';
import { newObjectId, type RandomIndex, randomText } from './ids.ts';

/** One product in a cart. Amounts are in minor units of the session's currency; those of discount and tax cover the whole line. */
export interface LineDraft {
  name: string;
  unitAmountMinor: number;
  quantity?: number;
  discountMinor?: number;
  taxMinor?: number;
  /** Instead of `taxMinor`: of what is left after the discount. */
  taxPercent?: number;
  /** `exclusive` adds the tax to the total, `inclusive` finds it inside the price. */
  taxBehavior?: 'exclusive' | 'inclusive';
  productId?: string;
  priceId?: string;
}

/** What a line belongs to: the facts that all lines of a session share. */
export interface CartFrame {
  currency: string;
  livemode: boolean;
  createdSeconds: number;
  recurring: boolean;
  /** A trial costs nothing now, whatever the price says. */
  freeNow: boolean;
  /** Off every line, after its own discount is known to be none. */
  percentOff: number;
}

/** A price as it crosses the wire, where decimals are text. */
export type WirePrice = Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string | null };

/** A line item as it crosses the wire. */
export type WireLineItem = Omit<Stripe.LineItem, 'price'> & { price: WirePrice | null };

/** A whole line item, its price embedded, its product by id. */
export function toLineItem(draft: LineDraft, frame: CartFrame, randomIndex: RandomIndex): WireLineItem {
  const quantity = draft.quantity ?? 1;
  const subtotal = frame.freeNow ? 0 : draft.unitAmountMinor * quantity;
  const discount = frame.freeNow ? 0 : (draft.discountMinor ?? Math.round((subtotal * frame.percentOff) / 100));
  const tax = taxOf(draft, subtotal - discount);
  const taxBehavior = draft.taxBehavior ?? 'exclusive';
  return {
    id: newObjectId('li', randomIndex),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: discount,
    amount_subtotal: subtotal,
    amount_tax: tax,
    amount_total: subtotal - discount + (taxBehavior === 'exclusive' ? tax : 0),
    currency: frame.currency,
    description: draft.name,
    metadata: {},
    price: toPrice(draft, frame, randomIndex),
    quantity,
  };
}

function taxOf({ taxMinor, taxPercent = 0, taxBehavior }: LineDraft, taxedMinor: number): number {
  // A line that costs nothing after its discount carries no tax either.
  if (taxedMinor === 0) {
    return 0;
  }
  const share = taxBehavior === 'inclusive' ? taxPercent / (100 + taxPercent) : taxPercent / 100;
  return taxMinor ?? Math.round(taxedMinor * share);
}

function toPrice(draft: LineDraft, frame: CartFrame, randomIndex: RandomIndex): WirePrice {
  return {
    id: draft.priceId ?? newObjectId('price', randomIndex),
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: frame.createdSeconds,
    currency: frame.currency,
    custom_unit_amount: null,
    livemode: frame.livemode,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: draft.productId ?? `prod_${randomText(14, randomIndex)}`,
    recurring: frame.recurring
      ? { interval: 'month', interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' }
      : null,
    tax_behavior: draft.taxBehavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: frame.recurring ? 'recurring' : 'one_time',
    unit_amount: draft.unitAmountMinor,
    unit_amount_decimal: String(draft.unitAmountMinor),
  };
}

/** A whole product for a line, as `expand[]=line_items.data.price.product` answers it. */
export function toProduct(line: WireLineItem): Stripe.Product {
  const price = line.price;
  return {
    id: typeof price?.product === 'string' ? price.product : 'prod_unknown',
    object: 'product',
    active: true,
    created: price?.created ?? 0,
    default_price: price?.id ?? null,
    description: null,
    images: [],
    livemode: price?.livemode ?? false,
    marketing_features: [],
    metadata: {},
    name: line.description ?? '',
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: price?.created ?? 0,
    url: null,
  };
}
