// Puts days together for a page: what Stripe sold, what of it was recorded and told where, and why the rest was not.
import type { DailyRollup } from './daily-rollup.ts';
import { addDays, dayMs, dayStartMs, listDays } from './day.ts';

/** How a destination stands over several days. */
export interface DestinationSum {
  destinationId: string;
  sent: number;
  /** By word. */
  unsent: Map<string, number>;
}

/** Several days as one. */
export interface CoverageSum {
  /** How many of the days there are for which Stripe was asked. */
  askedDays: number;
  /** Paid at Stripe on those days; `null` where it was asked about none. */
  paidSessions: number | null;
  /** What is recorded of the days that Stripe was asked about, to be compared with it. */
  comparablePurchases: number;
  /** What is paid at Stripe and not recorded, by why. */
  unrecorded: Map<string, number>;
  clicks: number;
  checkouts: number;
  purchases: number;
  pending: number;
  /** In the order in which they were given. */
  destinations: DestinationSum[];
}

/** The sum of the days; of destinations, those that are named and those that something was sent to. */
export function sumCoverage(rollups: Iterable<DailyRollup>, destinationIds: readonly string[] = []): CoverageSum {
  const destinations = new Map(destinationIds.map((id) => [id, newDestinationSum(id)] as const));
  const sum = { askedDays: 0, paid: 0, comparable: 0, clicks: 0, checkouts: 0, purchases: 0, pending: 0 };
  const unrecorded = new Map<string, number>();
  for (const rollup of rollups) {
    for (const name of ['clicks', 'checkouts', 'purchases', 'pending'] as const) sum[name] += rollup[name];
    if (rollup.stripe !== null) {
      sum.askedDays += 1;
      sum.paid += rollup.stripe.paidSessions;
      sum.comparable += rollup.purchases;
      addCounts(unrecorded, rollup.stripe.unrecorded);
    }
    for (const share of rollup.destinations) addDestination(destinations, share);
  }
  const { askedDays, paid, comparable, ...counts } = sum;
  const paidSessions = askedDays === 0 ? null : paid;
  return {
    ...{ askedDays, paidSessions, comparablePurchases: comparable, unrecorded, ...counts },
    destinations: [...destinations.values()],
  };
}

/**
 * The roll-up with a share for each of the destinations: nothing of a day was meant for one that the property has only since
 * the day was added up for the last time. The same object where none is lacking.
 */
export function withDestinations(rollup: DailyRollup, destinationIds: readonly string[]): DailyRollup {
  const lacking = destinationIds.filter((id) => !rollup.destinations.some(({ destinationId }) => destinationId === id));
  if (lacking.length === 0) return rollup;
  const unsent = rollup.purchases === 0 ? {} : { not_planned: rollup.purchases };
  const added = lacking.map((destinationId) => ({ destinationId, sent: 0, unsent }));
  return { ...rollup, destinations: [...rollup.destinations, ...added] };
}

/** Of what Stripe sold, what is the property's own; `null` where Stripe was not asked. */
export function findOwnPaid({ paidSessions, unrecorded }: CoverageSum): number | null {
  return paidSessions === null ? null : paidSessions - (unrecorded.get('out_of_scope') ?? 0);
}

/** How many purchases the destination has: what was sent, and what a page told it. */
export function findTold({ sent, unsent }: DestinationSum): number {
  return sent + (unsent.get('by_page') ?? 0);
}

function newDestinationSum(destinationId: string): DestinationSum {
  return { destinationId, sent: 0, unsent: new Map() };
}

function addDestination(sums: Map<string, DestinationSum>, share: DailyRollup['destinations'][number]): void {
  const sum = sums.get(share.destinationId) ?? newDestinationSum(share.destinationId);
  sums.set(share.destinationId, sum);
  sum.sent += share.sent;
  addCounts(sum.unsent, share.unsent);
}

function addCounts(counts: Map<string, number>, added: Readonly<Record<string, number>>): void {
  for (const [word, count] of Object.entries(added)) counts.set(word, (counts.get(word) ?? 0) + count);
}

/** How long a step of a picture is. */
export type Grain = 'day' | 'week' | 'month';

/** One step: its first and last day within the period, and the roll-ups of its days that there are. */
export interface PeriodStep {
  fromDay: string;
  untilDay: string;
  rollups: DailyRollup[];
  /** `partly`: some of its days lie outside of the period. `so_far`: it reaches to today. */
  extent: 'whole' | 'partly' | 'so_far';
}

/** The grain in which so many days still make a picture that can be read. */
export function findGrain(days: number): Grain {
  if (days <= 45) return 'day';
  return days <= 200 ? 'week' : 'month';
}

/** Which days a picture shows, and which is not over. */
export interface ShownPeriod {
  fromDay: string;
  untilDay: string;
  today: string;
}

/** The steps of a period, each of which is there whether it has roll-ups or not. Weeks begin on Monday. */
export function splitPeriod({ fromDay, untilDay, today }: ShownPeriod, rollups: readonly DailyRollup[]): PeriodStep[] {
  const days = listDays(fromDay, untilDay);
  const grain = findGrain(days.length);
  const byDay = new Map(rollups.map((rollup) => [rollup.day, rollup] as const));
  const steps = new Map<string, Omit<PeriodStep, 'extent'>>();
  for (const day of days) {
    const key = findStepKey(day, grain);
    const step = steps.get(key) ?? { fromDay: day, untilDay: day, rollups: [] };
    steps.set(key, step);
    step.untilDay = day;
    const rollup = byDay.get(day);
    if (rollup !== undefined) step.rollups.push(rollup);
  }
  return [...steps.values()].map((step) => ({ ...step, extent: findExtent(step, grain, today) }));
}

function findExtent(
  { fromDay, untilDay }: Omit<PeriodStep, 'extent'>,
  grain: Grain,
  today: string,
): PeriodStep['extent'] {
  if (untilDay >= today) return 'so_far';
  const key = findStepKey(fromDay, grain);
  const isWhole = findStepKey(addDays(fromDay, -1), grain) !== key && findStepKey(addDays(untilDay, 1), grain) !== key;
  return isWhole ? 'whole' : 'partly';
}

function findStepKey(day: string, grain: Grain): string {
  if (grain === 'day') return day;
  if (grain === 'month') return day.slice(0, 7);
  const weekday = (new Date(dayStartMs(day)).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** How many days a period has, both ends included. */
export function countDays(fromDay: string, untilDay: string): number {
  return Math.round((dayStartMs(untilDay) - dayStartMs(fromDay)) / dayMs) + 1;
}
