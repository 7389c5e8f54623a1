// Lives the planned stories at Stripe: each step at its time, with what it makes true written down.
import type { StripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import type { LaterPlan, SessionPlan } from '../plan/session-plan.ts';
import type { ShopProperty } from '../shop/open-shop.ts';
import type { Agenda } from './agenda.ts';
import type { Clock } from './clock.ts';
import type { Courier } from './courier.ts';
import { type LaterSteps, takeDisputeStep, takeRefundStep } from './later-steps.ts';
import type { Pages } from './page.ts';
import type { SessionTruth, Truth } from './truth.ts';

export interface LifeOptions {
  agenda: Agenda;
  clock: Clock;
  stripe: StripeStandIn;
  courier: Courier;
  pages: Pages;
  truth: Truth;
}

/** Puts one buyer's story on the agenda, beginning at `originMs`. */
export function planLife(plan: SessionPlan, { accountId }: ShopProperty, originMs: number, options: LifeOptions): void {
  const { agenda, clock, stripe, truth } = options;
  const step = (atMs: number, run: () => void): void => agenda.add({ atMs, kind: 'step', run });
  step(originMs + plan.startMs, () => {
    const record = stripe.createSession(accountId, plan.draft);
    const session: SessionTruth = {
      ...{ plan, accountId, record, id: record.session.id },
      ...{ completedAtMs: undefined, settledAtMs: undefined, failedAtMs: undefined, expiredAtMs: undefined },
      ...{ renewals: [], refunds: [], disputes: [], pushes: [], looks: [], story: [] },
      ...{ subscriptionId: undefined, canceledAtMs: undefined },
    };
    truth.sessions.push(session);
    truth.sessionOf.set(session.id, session);
    tellPlan(truth, session);
    step(clock.nowMs() + plan.thinkMs, () => finish(session, options));
  });
}

function tellPlan(truth: Truth, { id, plan }: SessionTruth): void {
  const { draft, passport, ending } = plan;
  const told = [
    `${draft.livemode ? 'live' : 'test'} ${draft.mode} in ${draft.currency ?? 'no currency'}, ${ending}`,
    plan.isForeign ? `beside the link of ${plan.propertyId}` : plan.propertyId,
    passport === undefined ? 'no passport' : `passport says ${JSON.stringify(passport.consent)}`,
  ];
  truth.tell(id, `opened: ${told.join('; ')}`);
}

function finish(session: SessionTruth, options: LifeOptions): void {
  const { stripe, courier, pages, clock, truth } = options;
  const { id, plan, accountId } = session;
  const livemode = plan.draft.livemode ?? false;
  if (plan.ending === 'expires') {
    stripe.expireSession(id);
    session.expiredAtMs = clock.nowMs();
    truth.tell(id, 'expired');
    courier.sendOff(accountId, livemode);
    return;
  }
  const way = plan.ending === 'card' || plan.ending === 'nothing_due' ? plan.ending : 'bank_debit';
  session.record = stripe.completeSession(id, way, plan.buyer);
  session.completedAtMs = clock.nowMs();
  noteIds(session, truth);
  truth.tell(
    id,
    `completed, ${session.record.session.payment_status}, ${session.record.session.amount_total} minor units`,
  );
  courier.sendOff(accountId, livemode);
  pages.plan(session);
  if (way === 'bank_debit') planSettlement(session, options);
  else settled(session, options);
}

/** Subscription and payment intent lead back to the session in what is told of faults. */
function noteIds(session: SessionTruth, { sessionOf }: Truth): void {
  const { subscription, payment_intent } = session.record.session;
  for (const id of [subscription, payment_intent]) if (typeof id === 'string') sessionOf.set(id, session);
}

function planSettlement(session: SessionTruth, options: LifeOptions): void {
  const { agenda, clock, stripe, courier, truth } = options;
  const { id, plan, accountId } = session;
  if (plan.ending === 'debit_stays_pending') return;
  const isGood = plan.ending === 'debit_settles';
  agenda.add({
    atMs: clock.nowMs() + plan.settleAfterMs,
    kind: 'step',
    run: () => {
      if (isGood) stripe.settleSession(id);
      else stripe.failSession(id);
      session[isGood ? 'settledAtMs' : 'failedAtMs'] = clock.nowMs();
      truth.tell(id, isGood ? 'the delayed money arrived' : 'the delayed payment failed');
      courier.sendOff(accountId, plan.draft.livemode ?? false);
      if (isGood) settled(session, options);
    },
  });
}

function settled(session: SessionTruth, options: LifeOptions): void {
  session.settledAtMs ??= options.clock.nowMs();
  const { subscription } = session.record.session;
  session.subscriptionId = typeof subscription === 'string' ? subscription : undefined;
  for (const later of session.plan.later) planLaterStep(session, later, options);
}

function planLaterStep(session: SessionTruth, later: LaterPlan, options: LifeOptions): void {
  const { agenda, clock, stripe, courier, truth } = options;
  const { accountId, plan } = session;
  const steps: LaterSteps = {
    ...{ stripe, clock, truth },
    sendOff: () => courier.sendOff(accountId, plan.draft.livemode ?? false),
    after: (ms, run) => agenda.add({ atMs: clock.nowMs() + ms, kind: 'step', run }),
  };
  // What is about a renewal counts from it; there is none before.
  const renewals = plan.later.filter(({ kind }) => kind === 'renewal');
  const since =
    'renewal' in later && later.renewal !== undefined ? (renewals[later.renewal]?.afterMs ?? 0) + 60_000 : 0;
  steps.after(since + later.afterMs, () => {
    if (later.kind === 'renewal') renew(session, steps);
    else if (later.kind === 'cancellation') cancel(session, steps);
    else if (later.kind === 'refund') takeRefundStep(session, later, steps);
    else takeDisputeStep(session, later, steps);
  });
}

function renew(session: SessionTruth, { stripe, clock, truth, sendOff }: LaterSteps): void {
  const { subscriptionId = '', canceledAtMs } = session;
  if (canceledAtMs !== undefined) return;
  const invoice = stripe.renew(subscriptionId);
  session.renewals.push({ invoice, paidAtMs: clock.nowMs() });
  truth.sessionOf.set(invoice.object.id, session);
  truth.tell(session.id, `renewed by ${invoice.object.id}, ${invoice.object.total} minor units`);
  sendOff();
}

function cancel(session: SessionTruth, { stripe, clock, truth, sendOff }: LaterSteps): void {
  stripe.cancelSubscription(session.subscriptionId ?? '');
  session.canceledAtMs = clock.nowMs();
  truth.tell(session.id, 'the subscription was cancelled');
  sendOff();
}
