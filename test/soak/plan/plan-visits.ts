// Who comes to the thank-you page, when, how often, and what the network does to it.
import type { Chance } from '../chance.ts';
import type { Luck, VisitPlan } from './session-plan.ts';

const minuteMs = 60_000;

/** The visits of one buyer, first ones first; none where the tab was closed on Stripe's page. */
export function planVisits(chance: Chance): VisitPlan[] {
  if (chance.is(0.25)) return [];
  const first = planVisit(
    chance,
    chance.weigh([
      [6, chance.between(500, 8_000)],
      [1, chance.between(8_000, 40 * minuteMs)],
    ]),
    0,
  );
  const visits = [first];
  while (chance.is(0.35)) {
    const { afterMs, tab } = visits.at(-1) ?? first;
    const pauseMs = chance.weigh([
      [3, chance.between(1_000, 30_000)],
      [2, chance.between(30_000, 5 * minuteMs)],
      // Around the end of the grace that the first claim was given.
      [2, chance.pick([5, 15]) * minuteMs + chance.between(-3_000, 3_000)],
      [1, chance.between(20 * minuteMs, 9 * 60 * minuteMs)],
    ]);
    visits.push(planVisit(chance, afterMs + pauseMs, chance.is(0.3) ? tab + 1 : tab));
  }
  return visits;
}

function planVisit(chance: Chance, afterMs: number, tab: number): VisitPlan {
  return {
    afterMs,
    tab,
    lookups: [planLuck(chance), planLuck(chance)],
    report: chance.weigh([
      [16, 'arrives'],
      [1, 'lost'],
      [2, 'tab_closed'],
    ]),
    reportAfterMs: chance.weigh([
      [8, chance.between(50, 2_200)],
      [1, 5 * minuteMs + chance.between(-3_000, 3_000)],
      [1, 15 * minuteMs + chance.between(-3_000, 3_000)],
    ]),
    consent: chance.is(0.5)
      ? Array.from({ length: 4 }, () =>
          chance.weigh([
            [5, 'g'],
            [1, 'd'],
            [1, 'u'],
          ]),
        ).join('')
      : undefined,
  };
}

function planLuck(chance: Chance): Luck {
  return chance.weigh<Luck>([
    [20, 'arrives'],
    [1, 'request_lost'],
    [2, 'answer_lost'],
  ]);
}
