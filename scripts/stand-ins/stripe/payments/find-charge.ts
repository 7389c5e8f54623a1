// Which charge is meant by whatever a caller names: the session, the invoice, the intent or the charge itself.
import type Stripe from 'stripe';
import { SessionStepError } from '../session-step-error.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { Kept } from '../state.ts';
import { findInvoicePaymentIntent } from './invoices.ts';
import { findSessionPaymentIntent } from './session-payments.ts';

/** The charge that took the money. Throws `SessionStepError` where none did. */
export function findCharge(context: StandInContext, id: string): Kept<Stripe.Charge> {
  const { state } = context;
  const session = state.sessions.get(id)?.session;
  const paymentIntentId =
    (session && findSessionPaymentIntent(context, session)) ?? findInvoicePaymentIntent(context, id) ?? id;
  const chargeId = state.paymentIntents.get(paymentIntentId)?.object.latest_charge;
  const charge = state.charges.get(String(chargeId ?? id));
  if (charge?.object.status !== 'succeeded') {
    throw new SessionStepError(`No money was taken for ${id}.`);
  }
  return charge;
}
