// A subscription with every key that Stripe sends, as Checkout starts it.
import type Stripe from 'stripe';
import { type RandomIndex, randomText } from '../ids.ts';
import type { WireLineItem, WirePrice } from '../line-items.ts';

const monthSeconds = 30 * 86_400;

/** An item as it crosses the wire, where decimals are text. */
type WireItem = Omit<Stripe.SubscriptionItem, 'price' | 'plan'> & { price: WirePrice; plan: object };

/** A subscription as it crosses the wire. */
export type WireSubscription = Omit<Stripe.Subscription, 'items'> & {
  items: { object: 'list'; data: WireItem[]; has_more: boolean; url: string };
};

/** What a subscription is started with. */
export interface SubscriptionFrame {
  livemode: boolean;
  currency: string;
  customerId: string;
  createdSeconds: number;
  lines: readonly WireLineItem[];
  trialDays: number | undefined;
}

/** A subscription that runs, or is on trial. */
export function blankSubscription(id: string, frame: SubscriptionFrame, randomIndex: RandomIndex): WireSubscription {
  const { createdSeconds: start, trialDays } = frame;
  const trialEnd = trialDays === undefined ? null : start + trialDays * 86_400;
  return {
    ...untouched,
    id,
    billing_cycle_anchor: trialEnd ?? start,
    created: start,
    currency: frame.currency,
    customer: frame.customerId,
    items: {
      object: 'list',
      data: frame.lines.flatMap((line) => toItems(line, id, trialEnd ?? start + monthSeconds, start, randomIndex)),
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    livemode: frame.livemode,
    start_date: start,
    status: trialEnd === null ? 'active' : 'trialing',
    trial_end: trialEnd,
    trial_start: trialEnd === null ? null : start,
  };
}

function toItems(
  { price, quantity }: WireLineItem,
  subscription: string,
  end: number,
  start: number,
  randomIndex: RandomIndex,
): WireItem[] {
  if (price === null) return [];
  return [
    {
      id: `si_${randomText(14, randomIndex)}`,
      object: 'subscription_item',
      billing_thresholds: null,
      created: start,
      current_period_end: end,
      current_period_start: start,
      current_trial: null,
      discounts: [],
      metadata: {},
      plan: toPlan(price),
      price,
      quantity: quantity ?? 1,
      subscription,
      tax_rates: [],
    },
  ];
}

function toPlan(price: WirePrice): object {
  return {
    id: price.id,
    object: 'plan',
    active: true,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: 'month',
    interval_count: 1,
    livemode: price.livemode,
    metadata: {},
    meter: null,
    nickname: null,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

const untouched: Omit<WireSubscription, 'id' | 'items'> = {
  object: 'subscription',
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor: 0,
  billing_cycle_anchor_config: null,
  billing_mode: { type: 'flexible', flexible: null },
  billing_schedules: [],
  billing_thresholds: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  collection_method: 'charge_automatically',
  created: 0,
  currency: 'usd',
  customer: '',
  customer_account: null,
  days_until_due: null,
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  ended_at: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  latest_invoice: null,
  livemode: false,
  managed_payments: null,
  metadata: {},
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  payment_settings: null,
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  start_date: 0,
  status: 'active',
  test_clock: null,
  transfer_data: null,
  trial_end: null,
  trial_settings: null,
  trial_start: null,
};
