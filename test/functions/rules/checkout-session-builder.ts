// Whole Checkout Sessions for tests, consistent as Stripe's own: a test names only what it is about.
import type { CheckoutSession, LineItem } from '../../../functions/rules/checkout-session.ts';

/** One piece of 49.50 without tax or discount. */
export function buildLine(changes: Partial<LineItem> = {}): LineItem {
  return {
    id: 'li_shirt',
    itemId: 'prod_shirt',
    name: 'Shirt',
    quantity: 1,
    amountSubtotalMinor: 4950,
    amountDiscountMinor: 0,
    amountTaxMinor: 0,
    amountTotalMinor: 4950,
    ...changes,
  };
}

/** A paid live session of EUR 49.50 for one shirt, by a guest in Berlin. */
export function buildSession(changes: Partial<CheckoutSession> = {}): CheckoutSession {
  return {
    id: 'cs_live_a1PaidShirt0000000000',
    livemode: true,
    mode: 'payment',
    status: 'complete',
    paymentStatus: 'paid',
    createdSeconds: 1_700_000_000,
    currency: 'eur',
    amountTotalMinor: 4950,
    amountSubtotalMinor: 4950,
    amountTaxMinor: 0,
    amountDiscountMinor: 0,
    shipping: null,
    coupon: null,
    customerId: 'cus_ada',
    email: 'Ada.Lovelace+shop@gmail.com',
    phone: '+493012345678',
    name: 'Ada Lovelace',
    address: {
      line1: 'Unter den Linden 1',
      line2: null,
      city: 'Berlin',
      state: 'Berlin',
      postalCode: '10117',
      country: 'DE',
    },
    clientReferenceId: null,
    paymentLinkId: 'plink_shirt',
    returnHost: 'shop.example.com',
    paymentIntentId: 'pi_shirt',
    subscriptionId: null,
    presentment: null,
    lines: [buildLine()],
    ...changes,
  };
}
