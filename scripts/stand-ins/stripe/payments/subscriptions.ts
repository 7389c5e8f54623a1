// The life of a subscription: started by Checkout, renewed, ended.
import type Stripe from 'stripe';
import { type EventOwner, emitEvent } from '../events/emit-event.ts';
import { newObjectId } from '../ids.ts';
import { type LineDraft, toLineItem, type WireLineItem } from '../line-items.ts';
import { nowSeconds } from '../now-seconds.ts';
import { SessionStepError } from '../session-step-error.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { InvoiceRecord, SubscriptionRecord } from '../state.ts';
import type { InvoiceFrame } from './blank-invoice.ts';
import { blankSubscription, type SubscriptionFrame } from './blank-subscription.ts';
import { makeInvoice } from './invoices.ts';

/** What a renewal may differ in from what was ordered. */
export interface RenewalDraft {
  /** Billed in place of what was ordered. */
  lines?: LineDraft[];
  /** `subscription_cycle` unless given. */
  reason?: InvoiceFrame['billingReason'];
}

/** Starts a subscription; `renewalLines` are what each period after the first costs. */
export function startSubscription(
  context: StandInContext,
  { accountId, livemode }: EventOwner,
  frame: SubscriptionFrame,
  renewalLines: WireLineItem[],
): SubscriptionRecord {
  const id = newObjectId('sub', context.randomIndex);
  const object = blankSubscription(id, frame, context.randomIndex);
  const record = { accountId, livemode, object, renewalLines };
  context.state.subscriptions.set(id, record);
  emitEvent(context, record, 'customer.subscription.created', object);
  return record;
}

/** Another period begins and is paid by card. Throws `SessionStepError` where the subscription has ended. */
export function renewSubscription(context: StandInContext, id: string, draft: RenewalDraft = {}): InvoiceRecord {
  const record = getRunning(context, id, 'renew');
  const { object, livemode } = record;
  const frame = {
    currency: object.currency,
    livemode,
    createdSeconds: nowSeconds(context),
    recurring: true,
    freeNow: false,
    percentOff: 0,
  };
  const lines = draft.lines?.map((line) => toLineItem(line, frame, context.randomIndex)) ?? record.renewalLines;
  const invoice = makeInvoice(context, record, lines, draft.reason ?? 'subscription_cycle', { method: 'card' });
  object.status = 'active';
  emitEvent(context, record, 'customer.subscription.updated', object);
  context.save();
  return invoice;
}

/** Ends at once. Throws `SessionStepError` where it has ended already. */
export function cancelSubscription(
  context: StandInContext,
  id: string,
  reason: Stripe.Subscription.CancellationDetails.Reason = 'cancellation_requested',
): SubscriptionRecord {
  const record = getRunning(context, id, 'end');
  const endedAt = nowSeconds(context);
  Object.assign(record.object, {
    status: 'canceled',
    canceled_at: endedAt,
    ended_at: endedAt,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason },
  });
  emitEvent(context, record, 'customer.subscription.deleted', record.object);
  context.save();
  return record;
}

function getRunning({ state }: StandInContext, id: string, step: string): SubscriptionRecord {
  const sessionSubscription = state.sessions.get(id)?.session.subscription;
  const record = state.subscriptions.get(String(sessionSubscription ?? id));
  if (record === undefined || record.object.status === 'canceled') {
    throw new SessionStepError(`Subscription ${id} cannot ${step}: it is ${record?.object.status ?? 'not there'}.`);
  }
  return record;
}
