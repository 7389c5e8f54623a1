// A Checkout Session in our own shape: what the rules read, whatever Stripe's API version calls it.

/** Postal address as Stripe collects it; any part may be missing. */
export interface PostalAddress {
  line1: string | null;
  line2: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  country: string | null;
}

/** One line of the order. Amounts are in minor units of the session's currency and cover the whole quantity. */
export interface LineItem {
  id: string;
  /** `prod_…`, else `price_…`, else the line's own id. */
  itemId: string;
  name: string;
  quantity: number;
  amountSubtotalMinor: number;
  amountDiscountMinor: number;
  amountTaxMinor: number;
  /** After discount, with tax, whether tax is on top or inside. */
  amountTotalMinor: number;
}

/** Shipping as charged, in minor units. */
export interface ShippingCost {
  amountSubtotalMinor: number;
  amountTaxMinor: number;
  amountTotalMinor: number;
}

export interface CheckoutSession {
  id: string;
  livemode: boolean;
  mode: 'payment' | 'subscription' | 'setup';
  status: 'open' | 'complete' | 'expired';
  paymentStatus: 'paid' | 'unpaid' | 'no_payment_required';
  /** Unix seconds, Stripe's clock. */
  createdSeconds: number;
  /** Lower case, as Stripe writes it; `null` in setup mode. */
  currency: string | null;
  amountTotalMinor: number | null;
  amountSubtotalMinor: number | null;
  amountTaxMinor: number;
  amountDiscountMinor: number;
  shipping: ShippingCost | null;
  /** The promotion code where the key may read it, else the coupon id. */
  coupon: string | null;
  customerId: string | null;
  /** `customer_details.email`, then `customer_email`. */
  email: string | null;
  phone: string | null;
  /** The buyer's own name where Stripe separates it from the business name. */
  name: string | null;
  address: PostalAddress | null;
  clientReferenceId: string | null;
  paymentLinkId: string | null;
  /** Host of the page that the buyer returns to, lower case; `null` where the session names none. */
  returnHost: string | null;
  paymentIntentId: string | null;
  subscriptionId: string | null;
  /** What the buyer saw under Adaptive Pricing; never used as value. */
  presentment: { amountMinor: number; currency: string } | null;
  lines: LineItem[];
}
