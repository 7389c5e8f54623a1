// Events of Stripe's as they cross the wire, in the shapes of the pinned version and of 2024-09-30.acacia.

/** An event around an object, of test mode and the pinned version unless changed. */
export function buildEvent(type: string, object: object, changes: object = {}): object {
  return {
    id: 'evt_1',
    object: 'event',
    api_version: '2026-10-28.endive',
    created: 1_790_000_000,
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
    ...changes,
  };
}

/** A paid session of EUR 49.50, as a webhook brings it: without line items. */
export const session = {
  id: 'cs_test_a1PaidShirt0000000000',
  object: 'checkout.session',
  livemode: false,
  mode: 'payment',
  status: 'complete',
  payment_status: 'paid',
  created: 1_789_999_000,
  currency: 'eur',
  amount_total: 4950,
  amount_subtotal: 4950,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 790 },
  shipping_cost: null,
  customer: null,
  customer_email: null,
  customer_details: { email: 'ada@example.com', name: 'Ada Lovelace', phone: null, address: null },
  client_reference_id: 'ref_1',
  payment_link: 'plink_shirt',
  payment_intent: 'pi_shirt',
  subscription: null,
  success_url: 'https://shop.example.com/thanks',
};

/** A refund of EUR 10.00 that went through. */
export const refund = {
  id: 're_1',
  object: 'refund',
  amount: 1000,
  currency: 'eur',
  status: 'succeeded',
  charge: 'ch_1',
  payment_intent: 'pi_shirt',
  created: 1_789_999_500,
};

/** A card holder's bank takes EUR 49.50 back. */
export const dispute = {
  id: 'dp_1',
  object: 'dispute',
  amount: 4950,
  currency: 'eur',
  status: 'needs_response',
  reason: 'fraudulent',
  charge: 'ch_1',
  payment_intent: 'pi_shirt',
  created: 1_789_999_600,
};

/** A subscription that its owner ended. */
export const subscription = {
  id: 'sub_1',
  object: 'subscription',
  status: 'canceled',
  customer: 'cus_ada',
  currency: 'eur',
  ended_at: 1_789_999_700,
  cancellation_details: { comment: null, feedback: null, reason: 'cancellation_requested' },
};

const invoiceFrame = {
  id: 'in_1',
  object: 'invoice',
  billing_reason: 'subscription_cycle',
  created: 1_789_990_000,
  currency: 'eur',
  customer: 'cus_ada',
  amount_paid: 1785,
  total: 1785,
  status_transitions: { finalized_at: 1_789_990_000, paid_at: 1_789_990_060 },
  total_discount_amounts: [{ amount: 500, discount: 'di_1' }],
};

/** A renewal of EUR 20.00 less 5.00, with 19 % tax on top. */
export const invoice = {
  ...invoiceFrame,
  parent: { type: 'subscription_details', quote_details: null, subscription_details: { subscription: 'sub_1' } },
  total_taxes: [{ amount: 285, tax_behavior: 'exclusive' }],
  lines: {
    object: 'list',
    has_more: false,
    data: [
      {
        id: 'il_1',
        object: 'line_item',
        amount: 2000,
        subtotal: 2000,
        quantity: 2,
        description: '2 × Paper by post',
        discount_amounts: [{ amount: 500, discount: 'di_1' }],
        taxes: [{ amount: 285, tax_behavior: 'exclusive' }],
        pricing: { type: 'price_details', price_details: { price: 'price_1', product: 'prod_1' } },
      },
    ],
  },
};

/** The same renewal before 2025-03-31.basil. */
export const oldInvoice = {
  ...invoiceFrame,
  subscription: 'sub_1',
  payment_intent: 'pi_renewal',
  charge: 'ch_renewal',
  paid: true,
  tax: 285,
  total_tax_amounts: [{ amount: 285, inclusive: false, tax_rate: 'txr_1' }],
  discount: { id: 'di_1', coupon: { id: 'FIVE' } },
  lines: {
    object: 'list',
    has_more: false,
    data: [
      {
        id: 'il_1',
        object: 'line_item',
        amount: 2000,
        quantity: 2,
        description: '2 × Paper by post',
        discount_amounts: [{ amount: 500, discount: 'di_1' }],
        tax_amounts: [{ amount: 285, inclusive: false, tax_rate: 'txr_1' }],
        price: { id: 'price_1', product: 'prod_1' },
        subscription: 'sub_1',
        type: 'subscription',
      },
    ],
  },
};
