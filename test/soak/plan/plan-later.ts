// What comes after a checkout: refunds in parts or whole, some of which fail, renewals, the end, and the buyer's bank.
import type { Chance } from '../chance.ts';
import type { Ending, LaterPlan } from './session-plan.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The later part of one buyer's story. */
export function planLater(chance: Chance, { mode, ending }: { mode: string; ending: Ending }): LaterPlan[] {
  if (ending === 'expires' || ending === 'debit_fails' || ending === 'debit_stays_pending' || mode === 'setup')
    return [];
  const renewals =
    mode === 'subscription'
      ? chance.weigh([
          [1, 0],
          [2, 1],
          [2, 2],
        ])
      : 0;
  const plans: LaterPlan[] = [];
  let renewedMs = 0;
  for (let count = 0; count < renewals; count += 1) {
    renewedMs += chance.between(6 * hourMs, 14 * hourMs);
    plans.push({ kind: 'renewal', afterMs: renewedMs });
  }
  const isPaid = ending !== 'nothing_due';
  if (isPaid && chance.is(0.35)) plans.push(...planRefunds(chance, undefined));
  if (renewals > 0 && chance.is(0.4)) plans.push(...planRefunds(chance, chance.index(renewals)));
  if (isPaid && chance.is(0.1)) plans.push(planDispute(chance, undefined));
  if (renewals > 0 && chance.is(0.1)) plans.push(planDispute(chance, chance.index(renewals)));
  if (mode === 'subscription' && chance.is(0.4)) {
    plans.push({ kind: 'cancellation', afterMs: renewedMs + chance.between(minuteMs, 10 * hourMs) });
  }
  return plans;
}

function planRefunds(chance: Chance, renewal: number | undefined): LaterPlan[] {
  const parts = chance.weigh<readonly number[]>([
    [3, [1]],
    [2, [0.3]],
    [2, [0.25, 0.5, 1]],
    [1, [0.5, 0.1]],
  ]);
  let afterMs = chance.between(10_000, 6 * hourMs);
  return parts.map((part): LaterPlan => {
    afterMs += chance.weigh([
      [1, chance.between(0, 5_000)],
      [1, chance.between(minuteMs, 3 * hourMs)],
    ]);
    const isPendingFirst = chance.is(0.2);
    const fails = chance.is(0.12);
    const later = { status: fails ? 'fails' : 'succeeds', afterMs: chance.between(10_000, 5 * hourMs) } as const;
    return {
      ...{ kind: 'refund', afterMs, part, renewal, isPendingFirst },
      later: isPendingFirst || fails ? later : undefined,
      namesPaymentIntent: !chance.is(0.15),
    };
  });
}

function planDispute(chance: Chance, renewal: number | undefined): LaterPlan {
  const isInquiry = chance.is(0.5);
  const status = isInquiry
    ? chance.pick(['needs_response', 'warning_closed'] as const)
    : chance.pick(['won', 'lost'] as const);
  return {
    ...{ kind: 'dispute', afterMs: chance.between(minuteMs, 10 * hourMs), renewal, isInquiry },
    next: chance.is(0.6) ? { status, afterMs: chance.between(minuteMs, 6 * hourMs) } : undefined,
  };
}
