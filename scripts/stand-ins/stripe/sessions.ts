// The life of a Checkout Session: opened, completed at once or later, failed, expired.
import type Stripe from 'stripe';
import { blankSession } from './blank-session.ts';
import { toSessionDiscount } from './discounts.ts';
import { newSessionId } from './ids.ts';
import { type CartFrame, type LineDraft, toLineItem, type WireLineItem } from './line-items.ts';
import {
  emitSessionEvent,
  failSessionPayments,
  settleSessionPayments,
  startSessionPayments,
} from './payments/session-payments.ts';
import type { BuyerDraft, PaymentWay, SessionDraft } from './session-draft.ts';
import { SessionStepError } from './session-step-error.ts';
import type { StandInContext } from './stand-in-context.ts';
import type { SessionRecord } from './state.ts';

/** Opens a session for an account that exists; `id` is for callers who bring one. */
export function openSession(
  context: StandInContext,
  accountId: string,
  draft: SessionDraft,
  id = newSessionId(draft.livemode ?? false, context.randomIndex),
): SessionRecord {
  if (!context.state.accounts.has(accountId)) {
    throw new SessionStepError(`There is no account ${accountId}; add it first.`);
  }
  const mode = draft.mode ?? 'payment';
  const frame = toFrame(context, draft);
  const lines = mode === 'setup' ? [] : toLineDrafts(draft).map((line) => toLineItem(line, frame, context.randomIndex));
  const session: Stripe.Checkout.Session = {
    ...blankSession(id, frame.createdSeconds),
    ...sums(lines, draft, frame.currency),
    url: `${context.baseUrl()}/c/pay/${id}`,
    livemode: frame.livemode,
    mode,
    client_reference_id: draft.clientReferenceId ?? null,
    customer: draft.customerId ?? null,
    customer_creation: mode === 'payment' ? 'if_required' : null,
    customer_email: draft.customerEmail ?? null,
    discounts:
      draft.discount === undefined ? [] : [toSessionDiscount(context, accountId, frame.livemode, draft.discount)],
    metadata: draft.metadata ?? {},
    payment_link: draft.paymentLinkId ?? null,
    success_url: draft.successUrl ?? 'https://shop.example.test/thanks?session_id={CHECKOUT_SESSION_ID}',
    cancel_url: draft.cancelUrl ?? null,
    ...draft.session,
  };
  const record: SessionRecord = { accountId, draft, session, lines, forwardedUtm: [] };
  context.state.sessions.set(session.id, record);
  context.save();
  return record;
}

function toLineDrafts(draft: SessionDraft): LineDraft[] {
  return draft.lines ?? [{ name: 'Field notebook', unitAmountMinor: 4950 }];
}

function toFrame(context: StandInContext, draft: SessionDraft): CartFrame {
  return {
    currency: draft.currency ?? 'usd',
    livemode: draft.livemode ?? false,
    createdSeconds: draft.createdSeconds ?? Math.floor(context.now() / 1000),
    recurring: draft.mode === 'subscription',
    freeNow: draft.trialDays !== undefined,
    percentOff: draft.discount === undefined ? 0 : (draft.discount.percentOff ?? 100),
  };
}

function sums(lines: WireLineItem[], draft: SessionDraft, currency: string): Partial<Stripe.Checkout.Session> {
  if (draft.mode === 'setup') {
    return { currency: null, amount_subtotal: null, amount_total: null, total_details: null };
  }
  const shippingMinor = draft.shipping?.amountMinor ?? 0;
  const shippingTaxMinor = draft.shipping?.taxMinor ?? 0;
  return {
    currency,
    amount_subtotal: sumOf(lines, (line) => line.amount_subtotal),
    amount_total: sumOf(lines, (line) => line.amount_total) + shippingMinor + shippingTaxMinor,
    shipping_cost:
      draft.shipping === undefined
        ? null
        : {
            amount_subtotal: shippingMinor,
            amount_tax: shippingTaxMinor,
            amount_total: shippingMinor + shippingTaxMinor,
            shipping_rate: null,
          },
    total_details: {
      amount_discount: sumOf(lines, (line) => line.amount_discount),
      amount_shipping: shippingMinor,
      amount_tax: sumOf(lines, (line) => line.amount_tax) + shippingTaxMinor,
    },
  };
}

function sumOf(lines: WireLineItem[], amountOf: (line: WireLineItem) => number): number {
  return lines.reduce((sum, line) => sum + amountOf(line), 0);
}

/** The buyer chooses how many of the first product; all sums follow. Throws `SessionStepError` unless the session is open. */
export function repriceSession(context: StandInContext, id: string, quantity: number): SessionRecord {
  const record = getSession(context, id);
  requireStep(record.session.status === 'open', id, 'change its quantity', record.session);
  const { draft, session } = record;
  const [first, ...rest] = toLineDrafts(draft);
  if (first !== undefined && session.mode !== 'setup') {
    const frame = toFrame(context, { ...draft, createdSeconds: session.created });
    record.lines = [{ ...first, quantity }, ...rest].map((line) => toLineItem(line, frame, context.randomIndex));
    Object.assign(session, sums(record.lines, draft, frame.currency));
    context.save();
  }
  return record;
}

/** The buyer presses the button. Throws `SessionStepError` unless the session is open and the way fits what is due. */
export function completeSession(
  context: StandInContext,
  id: string,
  way: PaymentWay,
  buyer: BuyerDraft = { email: 'jenny.rosen@example.com', name: 'Jenny Rosen' },
): SessionRecord {
  const record = getSession(context, id);
  const { session } = record;
  requireStep(session.status === 'open', id, 'complete', session);
  const due = session.mode !== 'setup' && session.amount_total !== 0;
  requireStep(due === (way !== 'nothing_due'), id, `pay (${way})`, session);
  session.status = 'complete';
  session.url = null;
  session.payment_status = way === 'nothing_due' ? 'no_payment_required' : way === 'card' ? 'paid' : 'unpaid';
  session.payment_method_types = [way === 'bank_debit' ? 'sepa_debit' : 'card'];
  session.customer_details = toCustomerDetails(buyer);
  startSessionPayments(context, record, way);
  emitSessionEvent(context, record, 'completed');
  context.save();
  return record;
}

function toCustomerDetails(buyer: BuyerDraft): Stripe.Checkout.Session.CustomerDetails {
  const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return {
    address: { ...noAddress, ...buyer.address },
    business_name: null,
    email: buyer.email ?? null,
    individual_name: null,
    name: buyer.name ?? null,
    phone: buyer.phone ?? null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}

/** A delayed payment arrives. Throws `SessionStepError` where none is on its way. */
export function settleSession(context: StandInContext, id: string): SessionRecord {
  const record = getSession(context, id);
  requireStep(isPending(record), id, 'settle', record.session);
  settleSessionPayments(context, record);
  record.session.payment_status = 'paid';
  emitSessionEvent(context, record, 'async_payment_succeeded');
  context.save();
  return record;
}

/** A delayed payment bounces: the session stays complete and unpaid for good, as at Stripe. */
export function failSession(context: StandInContext, id: string): SessionRecord {
  const record = getSession(context, id);
  requireStep(isPending(record), id, 'fail', record.session);
  failSessionPayments(context, record);
  record.paymentFailed = true;
  emitSessionEvent(context, record, 'async_payment_failed');
  context.save();
  return record;
}

/** Nobody paid in time. Throws `SessionStepError` unless the session is open. */
export function expireSession(context: StandInContext, id: string): SessionRecord {
  const record = getSession(context, id);
  requireStep(record.session.status === 'open', id, 'expire', record.session);
  close(context, record);
  return record;
}

/**
 * Closes a session that was left open beyond its time, as Stripe does. For whoever looks at it next: a test may still
 * complete an old session, as if that had been done in time.
 */
export function expireWhenDue(context: StandInContext, record: SessionRecord): void {
  const { session } = record;
  if (session.status === 'open' && session.expires_at * 1000 <= context.now()) {
    close(context, record);
  }
}

function close(context: StandInContext, record: SessionRecord): void {
  record.session.status = 'expired';
  record.session.url = null;
  emitSessionEvent(context, record, 'expired');
  context.save();
}

/** Whether a delayed payment is still on its way. */
export function isPending({ session, paymentFailed }: SessionRecord): boolean {
  return session.status === 'complete' && session.payment_status === 'unpaid' && paymentFailed !== true;
}

function getSession(context: StandInContext, id: string): SessionRecord {
  const record = context.state.sessions.get(id);
  if (record === undefined) {
    throw new SessionStepError(`There is no session ${id}.`);
  }
  return record;
}

function requireStep(allowed: boolean, id: string, step: string, session: Stripe.Checkout.Session): void {
  if (!allowed) {
    throw new SessionStepError(
      `Session ${id} cannot ${step}: it is ${session.status}, ${session.payment_status}, total ${session.amount_total}.`,
    );
  }
}
