// Money on its way to the merchant: a payment intent with one charge, which arrives, bounces, or is still awaited.
import { type EventOwner, emitEvent } from '../events/emit-event.ts';
import { newObjectId } from '../ids.ts';
import { SessionStepError } from '../session-step-error.ts';
import type { StandInContext } from '../stand-in-context.ts';
import { blankCharge, blankPaymentIntent, type PaymentFrame } from './blank-payment.ts';

/** Starts a payment, and answers the id of its intent; a card's arrives with it. */
export function takePayment(context: StandInContext, { accountId, livemode }: EventOwner, frame: PaymentFrame): string {
  const { state, randomIndex } = context;
  const id = newObjectId('pi', randomIndex);
  // Debits and other payments without a card have charges of another prefix.
  const chargeId = newObjectId(frame.method === 'card' ? 'ch' : 'py', randomIndex);
  state.paymentIntents.set(id, { accountId, livemode, object: blankPaymentIntent(id, chargeId, frame) });
  state.charges.set(chargeId, { accountId, livemode, object: blankCharge(chargeId, id, frame) });
  if (frame.method === 'card') {
    arrive(context, id);
  }
  return id;
}

/** The awaited money is there. */
export function arrive(context: StandInContext, paymentIntentId: string): void {
  const { intent, charge } = getPayment(context, paymentIntentId);
  Object.assign(intent.object, { status: 'succeeded', amount_received: intent.object.amount });
  Object.assign(charge.object, { status: 'succeeded', paid: true });
  emitEvent(context, charge, 'charge.succeeded', charge.object);
  emitEvent(context, intent, 'payment_intent.succeeded', intent.object);
}

/** The awaited money never comes. */
export function bounce(context: StandInContext, paymentIntentId: string): void {
  const { intent, charge } = getPayment(context, paymentIntentId);
  intent.object.status = 'requires_payment_method';
  Object.assign(charge.object, { status: 'failed', failure_code: 'insufficient_funds' });
  emitEvent(context, charge, 'charge.failed', charge.object);
  emitEvent(context, intent, 'payment_intent.payment_failed', intent.object);
}

function getPayment({ state }: StandInContext, paymentIntentId: string) {
  const intent = state.paymentIntents.get(paymentIntentId);
  const charge = state.charges.get(String(intent?.object.latest_charge ?? ''));
  if (intent === undefined || charge === undefined) {
    throw new SessionStepError(`There is no payment ${paymentIntentId}.`);
  }
  return { intent, charge };
}
