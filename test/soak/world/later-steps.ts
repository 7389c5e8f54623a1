// Refunds and disputes at Stripe, step by step.
import type { StripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import type { LaterPlan } from '../plan/session-plan.ts';
import type { Clock } from './clock.ts';
import type { DisputeTruth, RefundTruth, SessionTruth, Truth } from './truth.ts';

/** What a later step works with. */
export interface LaterSteps {
  stripe: StripeStandIn;
  clock: Clock;
  truth: Truth;
  /** Sends Stripe's events of the step off. */
  sendOff: () => void;
  after: (ms: number, run: () => void) => void;
}

/** What a refund or dispute is about: `undefined` where there is nothing to take back. */
function findTarget(
  session: SessionTruth,
  renewal: number | undefined,
): { id: string; invoiceId: string | undefined } | undefined {
  if (renewal === undefined) return { id: session.id, invoiceId: undefined };
  const invoiceId = session.renewals[renewal]?.invoice.object.id;
  return invoiceId === undefined ? undefined : { id: invoiceId, invoiceId };
}

/** A refund of what is left, or a part of it. */
export function takeRefundStep(
  session: SessionTruth,
  plan: Extract<LaterPlan, { kind: 'refund' }>,
  steps: LaterSteps,
): void {
  const { stripe, clock, truth, sendOff, after } = steps;
  const target = findTarget(session, plan.renewal);
  if (target === undefined) return;
  const amountMinor = Math.round(findLeftMinor(session, target.invoiceId) * plan.part);
  if (amountMinor <= 0) return;
  const refund = stripe.refund(target.id, {
    amountMinor,
    status: plan.isPendingFirst ? 'pending' : 'succeeded',
    namesPaymentIntent: plan.namesPaymentIntent,
  });
  const told: RefundTruth = {
    ...{ id: refund.id, amountMinor, invoiceId: target.invoiceId, createdAtMs: clock.nowMs() },
    succeededAtMs: plan.isPendingFirst ? undefined : clock.nowMs(),
    failedAtMs: undefined,
  };
  session.refunds.push(told);
  truth.sessionOf.set(refund.id, session);
  truth.tell(refund.id, `refund ${refund.id} of ${amountMinor} minor units of ${target.id}, ${refund.status}`);
  sendOff();
  const { later } = plan;
  if (later === undefined) return;
  after(later.afterMs, () => {
    const fails = later.status === 'fails';
    if (fails) stripe.failRefund(refund.id);
    else stripe.settleRefund(refund.id);
    told[fails ? 'failedAtMs' : 'succeededAtMs'] = clock.nowMs();
    truth.tell(refund.id, `refund ${refund.id} ${fails ? 'failed' : 'succeeded'}`);
    sendOff();
  });
}

function findLeftMinor(session: SessionTruth, invoiceId: string | undefined): number {
  const total =
    invoiceId === undefined
      ? (session.record.session.amount_total ?? 0)
      : (session.renewals.find(({ invoice }) => invoice.object.id === invoiceId)?.invoice.object.total ?? 0);
  const taken = session.refunds.filter((one) => one.invoiceId === invoiceId && one.failedAtMs === undefined);
  return total - taken.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** A dispute or an inquiry, and what becomes of it. */
export function takeDisputeStep(
  session: SessionTruth,
  plan: Extract<LaterPlan, { kind: 'dispute' }>,
  steps: LaterSteps,
): void {
  const { stripe, clock, truth, sendOff, after } = steps;
  const target = findTarget(session, plan.renewal);
  if (target === undefined) return;
  const status = plan.isInquiry ? 'warning_needs_response' : 'needs_response';
  const dispute = stripe.dispute(target.id, { status });
  const told: DisputeTruth = {
    ...{ id: dispute.id, amountMinor: dispute.amount, invoiceId: target.invoiceId, createdAtMs: clock.nowMs() },
    realAtMs: plan.isInquiry ? undefined : clock.nowMs(),
    isLost: false,
  };
  session.disputes.push(told);
  truth.sessionOf.set(dispute.id, session);
  truth.tell(dispute.id, `dispute ${dispute.id} of ${target.id}, ${status}`);
  sendOff();
  const { next } = plan;
  if (next === undefined) return;
  after(next.afterMs, () => {
    stripe.changeDispute(dispute.id, next.status);
    told.isLost = next.status === 'lost';
    if (!next.status.startsWith('warning_')) told.realAtMs ??= clock.nowMs();
    truth.tell(dispute.id, `dispute ${dispute.id} is ${next.status}`);
    sendOff();
  });
}
