// Money on its way back to the buyer: all or part of a charge, at once or later, and sometimes not at all.
import type Stripe from 'stripe';
import { emitEvent } from '../events/emit-event.ts';
import { newObjectId } from '../ids.ts';
import { nowSeconds } from '../now-seconds.ts';
import { SessionStepError } from '../session-step-error.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { Kept } from '../state.ts';
import { findCharge } from './find-charge.ts';

/** How much goes back, and how. */
export interface RefundDraft {
  /** All that is left of the charge unless given. */
  amountMinor?: number;
  /** Through card networks at once; otherwise it is `pending` until settled or failed. */
  status?: 'succeeded' | 'pending' | 'requires_action';
  reason?: Stripe.Refund.Reason;
  /** False for a refund that names its charge alone, as those of old charges do. */
  namesPaymentIntent?: boolean;
}

/** Takes money back that a session, an invoice, an intent or a charge took. Throws `SessionStepError` beyond what is left. */
export function makeRefund(context: StandInContext, target: string, draft: RefundDraft = {}): Stripe.Refund {
  const charge = findCharge(context, target);
  const left = charge.object.amount - charge.object.amount_refunded;
  const amount = draft.amountMinor ?? left;
  if (amount <= 0 || amount > left) {
    throw new SessionStepError(`Refund of ${amount} is not possible: ${left} is left of ${charge.object.id}.`);
  }
  const refund: Stripe.Refund = {
    id: newObjectId(charge.object.id.startsWith('py_') ? 'pyr' : 're', context.randomIndex),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.object.id,
    created: nowSeconds(context),
    currency: charge.object.currency,
    customer: charge.object.customer,
    customer_account: null,
    metadata: {},
    payment_intent: draft.namesPaymentIntent === false ? null : charge.object.payment_intent,
    payment_method: null,
    reason: draft.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: draft.status ?? 'succeeded',
    transfer_reversal: null,
  };
  const record = { accountId: charge.accountId, livemode: charge.livemode, object: refund };
  context.state.refunds.set(refund.id, record);
  addRefunded(charge, amount);
  emitEvent(context, record, 'refund.created', refund);
  emitEvent(context, charge, 'charge.refunded', charge.object);
  context.save();
  return refund;
}

/** A pending refund reaches the buyer. Throws `SessionStepError` for any other. */
export function settleRefund(context: StandInContext, id: string): Stripe.Refund {
  const record = getRefund(context, id, ['pending', 'requires_action'], 'settle');
  record.object.status = 'succeeded';
  emitUpdate(context, record);
  return record.object;
}

/** The buyer's bank sends the money back to the merchant, even after the refund had succeeded. */
export function failRefund(context: StandInContext, id: string): Stripe.Refund {
  const record = getRefund(context, id, ['pending', 'requires_action', 'succeeded'], 'fail');
  const { object } = record;
  Object.assign(object, { status: 'failed', failure_reason: 'lost_or_stolen_card' });
  const charge = context.state.charges.get(String(object.charge));
  if (charge !== undefined) {
    addRefunded(charge, -object.amount);
  }
  emitEvent(context, record, 'refund.failed', object);
  emitUpdate(context, record);
  return object;
}

function emitUpdate(context: StandInContext, record: Kept<Stripe.Refund>): void {
  emitEvent(context, record, 'refund.updated', record.object);
  // Stripe tells of the same once more under the charge's name; for which methods is not documented.
  emitEvent(context, record, 'charge.refund.updated', record.object);
  context.save();
}

function addRefunded({ object }: Kept<Stripe.Charge>, amount: number): void {
  object.amount_refunded += amount;
  object.refunded = object.amount_refunded === object.amount;
}

function getRefund({ state }: StandInContext, id: string, from: string[], step: string): Kept<Stripe.Refund> {
  const record = state.refunds.get(id);
  if (record === undefined || !from.includes(record.object.status ?? '')) {
    throw new SessionStepError(`Refund ${id} cannot ${step}: it is ${record?.object.status ?? 'not there'}.`);
  }
  return record;
}
