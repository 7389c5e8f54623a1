// Which events a buyer's true story demands of a property's destinations. Independent of the rules that it judges.
import type { ValueBasis } from '../../../functions/rules/property.ts';
import type { SessionTruth } from '../world/truth.ts';
import { expectRefundMoney, expectRenewalMoney, expectSessionMoney } from './expect-money.ts';
import type { ExpectedEvent, ExpectedMoney } from './expected-event.ts';

type Named = Pick<ExpectedEvent, 'event' | 'stripeId' | 'happenedAtMs'> & Partial<ExpectedEvent>;

/**
 * All of them, those included that what came next may have overtaken. `conversion` is the place of the renewal that made a
 * subscription which began free a paid one.
 */
export function expectEvents(session: SessionTruth, basis: ValueBasis, conversion: number): ExpectedEvent[] {
  const none: ExpectedMoney = { kind: 'none' };
  const toExpected = (named: Named): ExpectedEvent => ({
    ...{ session, isDemanded: true, transactionId: session.id, money: none, isOfPages: false },
    begunAtMs: named.happenedAtMs,
    ...named,
    eventId: `${named.event}:${named.stripeId}`,
  });
  return [
    ...expectCheckout(session, basis),
    ...expectRefunds(session, basis),
    ...expectRenewals(session, basis, conversion),
    ...expectDisputes(session),
    ...expectEnd(session),
  ].map(toExpected);
}

function expectCheckout(session: SessionTruth, basis: ValueBasis): Named[] {
  const { id: stripeId, completedAtMs, settledAtMs, failedAtMs, expiredAtMs, plan } = session;
  const own = { stripeId, money: expectSessionMoney(session, basis) };
  if (expiredAtMs !== undefined) return [{ ...own, event: 'checkout_expired', happenedAtMs: expiredAtMs }];
  if (completedAtMs === undefined) return [];
  const events: Named[] = [];
  if (plan.ending.startsWith('debit')) {
    const isDemanded = settledAtMs === undefined && failedAtMs === undefined;
    events.push({ ...own, event: 'checkout_pending', happenedAtMs: completedAtMs, isDemanded, isOfPages: true });
  }
  if (failedAtMs !== undefined) events.push({ ...own, event: 'checkout_failed', happenedAtMs: failedAtMs });
  if (settledAtMs !== undefined) {
    events.push({ ...own, event: toSettledEvent(session), happenedAtMs: settledAtMs, isOfPages: true });
  }
  return events;
}

function toSettledEvent({ plan }: SessionTruth): 'purchase' | 'trial_start' | 'setup_complete' {
  if (plan.draft.mode === 'setup') return 'setup_complete';
  return plan.draft.trialDays === undefined ? 'purchase' : 'trial_start';
}

function expectRefunds(session: SessionTruth, basis: ValueBasis): Named[] {
  return session.refunds.flatMap((refund): Named[] => {
    const { id: stripeId, invoiceId, createdAtMs: begunAtMs, succeededAtMs, failedAtMs } = refund;
    if (succeededAtMs === undefined) return [];
    return [
      {
        event: invoiceId === undefined ? 'refund' : 'subscription_refund',
        stripeId,
        happenedAtMs: succeededAtMs,
        begunAtMs,
        isDemanded: failedAtMs === undefined,
        transactionId: invoiceId ?? session.id,
        money: expectRefundMoney(session, refund, basis),
      },
    ];
  });
}

function expectRenewals(session: SessionTruth, basis: ValueBasis, conversion: number): Named[] {
  const isFreeAtFirst = session.plan.ending === 'nothing_due';
  return session.renewals.map(({ invoice, paidAtMs }, index): Named => {
    const { id: stripeId } = invoice.object;
    const event = isFreeAtFirst && index === conversion ? 'trial_converted' : 'subscription_renewal';
    return {
      event,
      stripeId,
      happenedAtMs: paidAtMs,
      transactionId: stripeId,
      money: expectRenewalMoney(invoice, basis),
    };
  });
}

function expectDisputes(session: SessionTruth): Named[] {
  return session.disputes.flatMap(
    ({ id: stripeId, realAtMs, createdAtMs: begunAtMs, amountMinor, invoiceId }): Named[] => {
      if (realAtMs === undefined) return [];
      const currency = session.record.session.currency ?? '';
      const money: ExpectedMoney = { kind: 'exact', currency, valueMinor: amountMinor };
      const own = { event: 'dispute', stripeId, happenedAtMs: realAtMs, begunAtMs } as const;
      return [{ ...own, transactionId: invoiceId ?? session.id, money }];
    },
  );
}

function expectEnd({ subscriptionId, canceledAtMs }: SessionTruth): Named[] {
  if (subscriptionId === undefined || canceledAtMs === undefined) return [];
  return [{ event: 'subscription_cancel', stripeId: subscriptionId, happenedAtMs: canceledAtMs }];
}
