// A payment intent and its charge with every key that Stripe sends and nothing happened to them yet.
import type Stripe from 'stripe';

/** What a payment is made of, and for whom. */
export interface PaymentFrame {
  livemode: boolean;
  amountMinor: number;
  /** Lower case. */
  currency: string;
  customerId: string | null;
  createdSeconds: number;
  /** A card says at once whether it pays; a debit says it days later. */
  method: 'card' | 'sepa_debit';
}

/** A payment intent that was just confirmed: `processing`, its charge on the way. */
export function blankPaymentIntent(id: string, chargeId: string, frame: PaymentFrame): Stripe.PaymentIntent {
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: frame.amountMinor,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: null,
    confirmation_method: 'automatic',
    created: frame.createdSeconds,
    currency: frame.currency,
    customer: frame.customerId,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: chargeId,
    livemode: frame.livemode,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: [frame.method],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'processing',
    transfer_group: null,
  };
}

/** A charge on its way: `pending`. */
export function blankCharge(id: string, paymentIntentId: string, frame: PaymentFrame): Stripe.Charge {
  return {
    id,
    object: 'charge',
    amount: frame.amountMinor,
    amount_captured: frame.amountMinor,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: true,
    created: frame.createdSeconds,
    currency: frame.currency,
    customer: frame.customerId,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: frame.livemode,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: paymentIntentId,
    payment_method: null,
    payment_method_details: null,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'pending',
    transfer_data: null,
    transfer_group: null,
  };
}
