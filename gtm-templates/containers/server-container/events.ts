// The events that the Checkout client makes of what happens to a payment.

/** Money that came. */
export const purchaseEvent = 'purchase';

/** Money that went back. */
export const refundEvent = 'refund';

/** All others that a payment's life can bring; tests have `_test` behind their names and are none of these. */
export const otherEvents = [
  'trial_start',
  'trial_converted',
  'setup_complete',
  'checkout_pending',
  'checkout_failed',
  'checkout_expired',
  'subscription_renewal',
  'subscription_refund',
  'subscription_cancel',
  'dispute',
] as const;
