// What a session's state means: the event it stands for, or why there is nothing to report.
import type { CheckoutEvent, CheckoutStatus } from '../contract/checkout-answer.ts';
import type { ErrorCode } from '../contract/errors.ts';
import type { CheckoutSession } from './checkout-session.ts';

/** A completed checkout: how far its money is, and the event it stands for. */
export interface CompletedOutcome {
  kind: 'completed';
  status: CheckoutStatus;
  event: CheckoutEvent;
}

/** A checkout that is not completed, with the error that says so. */
export interface RefusedOutcome {
  kind: 'refused';
  code: Extract<ErrorCode, 'session_open' | 'session_expired'>;
}

export type CheckoutOutcome = CompletedOutcome | RefusedOutcome;

type OutcomeFields = Pick<CheckoutSession, 'mode' | 'status' | 'paymentStatus' | 'amountDiscountMinor'>;

/**
 * The outcome of a session. Completed alone never means paid: delayed methods complete first and settle days later, so the
 * payment status decides. A free order is a `purchase` of 0, with a discount or without; only a subscription that begins free
 * without a discount is a `trial_start`.
 */
export function toOutcome(session: OutcomeFields): CheckoutOutcome {
  if (session.status === 'open') return { kind: 'refused', code: 'session_open' };
  if (session.status === 'expired') return { kind: 'refused', code: 'session_expired' };
  if (session.mode === 'setup') return { kind: 'completed', status: 'free', event: 'setup_complete' };
  switch (session.paymentStatus) {
    case 'paid':
      return { kind: 'completed', status: 'paid', event: 'purchase' };
    case 'unpaid':
      return { kind: 'completed', status: 'pending', event: 'checkout_pending' };
    case 'no_payment_required':
      return { kind: 'completed', status: 'free', event: isTrial(session) ? 'trial_start' : 'purchase' };
  }
}

/** The id under which every sender reports the event, so that receivers can drop repeats. */
export function eventId(event: CheckoutEvent, sessionId: string): string {
  return `${event}:${sessionId}`;
}

// The amount and not the coupon decides: a trial may carry a coupon that only counts from its first invoice on.
function isTrial(session: OutcomeFields): boolean {
  return session.mode === 'subscription' && session.amountDiscountMinor === 0;
}
