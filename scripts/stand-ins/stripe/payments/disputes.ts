// A buyer's bank asks about a charge, or takes it back, and how that ends.
import type Stripe from 'stripe';
import { emitEvent } from '../events/emit-event.ts';
import { newObjectId } from '../ids.ts';
import { nowSeconds } from '../now-seconds.ts';
import { SessionStepError } from '../session-step-error.ts';
import type { StandInContext } from '../stand-in-context.ts';
import { blankDispute } from './blank-dispute.ts';
import { findCharge } from './find-charge.ts';

export interface DisputeDraft {
  /** The whole charge unless given. */
  amountMinor?: number;
  /** One that starts with `warning_` is an inquiry: no money moves. */
  status?: 'needs_response' | 'warning_needs_response';
  reason?: string;
}

/** Disputes a charge, named like that of a refund. Throws `SessionStepError` where no money was taken. */
export function openDispute(context: StandInContext, target: string, draft: DisputeDraft = {}): Stripe.Dispute {
  const charge = findCharge(context, target);
  const id = newObjectId('dp', context.randomIndex);
  const { object } = charge;
  const dispute = blankDispute(id, {
    livemode: charge.livemode,
    amountMinor: draft.amountMinor ?? object.amount,
    currency: object.currency,
    chargeId: object.id,
    paymentIntentId: typeof object.payment_intent === 'string' ? object.payment_intent : null,
    createdSeconds: nowSeconds(context),
    status: draft.status ?? 'needs_response',
    reason: draft.reason ?? 'fraudulent',
  });
  object.disputed = true;
  const record = { accountId: charge.accountId, livemode: charge.livemode, object: dispute };
  context.state.disputes.set(id, record);
  emitEvent(context, record, 'charge.dispute.created', dispute);
  if (!dispute.status.startsWith('warning_')) {
    emitEvent(context, record, 'charge.dispute.funds_withdrawn', dispute);
  }
  context.save();
  return dispute;
}

const closed: readonly string[] = ['won', 'lost', 'warning_closed', 'prevented'];

/** The bank's next word, such as `needs_response` for an inquiry that became a dispute, or `won`. Throws where it is closed. */
export function changeDispute(context: StandInContext, id: string, status: Stripe.Dispute.Status): Stripe.Dispute {
  const record = context.state.disputes.get(id);
  if (record === undefined || closed.includes(record.object.status)) {
    throw new SessionStepError(`Dispute ${id} cannot change: it is ${record?.object.status ?? 'not there'}.`);
  }
  const { object } = record;
  const moneyMoves = object.status.startsWith('warning_') && !status.startsWith('warning_');
  object.status = status;
  if (moneyMoves) {
    emitEvent(context, record, 'charge.dispute.funds_withdrawn', object);
  }
  if (status === 'won') {
    emitEvent(context, record, 'charge.dispute.funds_reinstated', object);
  }
  emitEvent(context, record, closed.includes(status) ? 'charge.dispute.closed' : 'charge.dispute.updated', object);
  context.save();
  return object;
}
