// Remembers in the store which days were passed over, and tries each of them again every day or two, with more time than others get.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { dayMs } from '../rules/day.ts';
import type { Property } from '../rules/property.ts';
import type { Watermark } from '../rules/stored-records.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { recomputeDay } from './recompute-day.ts';

const leftDaysId = 'deployment:left_days';

/** So many are remembered, some 5 kB; more of them are a fault of their own. */
const maxLeft = 100;

/** How often one is tried again. */
const againAfterMs = dayMs;

/**
 * So long a run has to have for it, which is more than the others share, and less than what a removal that is under way leaves
 * of a run; a day that waited twice as long takes what there is.
 */
const longMs = 27_000;

/** Others may write at the same time; where they always do, the day is passed over once more. */
const maxTries = 3;

type LeftStore = Pick<Store, 'findWatermark' | 'createWatermark' | 'changeWatermark'>;

/** Remembers that the day was passed over now. `key` is `<property id>:<day>`. Rejects with StoreUnavailableError. */
export async function leaveDay(store: LeftStore, key: string, nowMs: number): Promise<void> {
  await changeLeft(store, (left) => keepNewest({ ...left, [key]: nowMs }));
}

/** The property's days that were passed over, the oldest first, with when that was. Rejects as the store does. */
export async function listLeftDays(
  store: Pick<Store, 'findWatermark'>,
  propertyId: string,
): Promise<[day: string, triedAtMs: number][]> {
  const { leftDays = {} } = (await store.findWatermark(leftDaysId)) ?? {};
  return Object.entries(leftDays)
    .filter(([key]) => key.startsWith(`${propertyId}:`))
    .map(([key, triedAtMs]): [string, number] => [key.slice(propertyId.length + 1), triedAtMs])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What came of looking for one: `none` is to be tried for now; for the one there is `no_time` in this run; it was `tried`. */
type RetryOutcome = 'none' | 'no_time' | 'tried';

/** Tries the day that waits the longest. One that the run's signal breaks off waits as before. Rejects with StoreUnavailableError. */
export async function retryLeftDay(run: DeliveryRun): Promise<RetryOutcome> {
  const { store, now } = run.context;
  const nowMs = now();
  const [oldest] = Object.entries((await store.findWatermark(leftDaysId))?.leftDays ?? {}).sort(
    ([, a], [, b]) => a - b,
  );
  if (oldest === undefined) return 'none';
  const [key, triedAtMs] = oldest;
  // A moment far ahead comes from a clock that was wrong.
  const waitedMs = Math.abs(nowMs - triedAtMs);
  if (waitedMs < againAfterMs) return 'none';
  if (isOver(run) || (run.deadlineAtMs - nowMs < longMs && waitedMs < 2 * againAfterMs)) return 'no_time';
  // Another instance that looks now finds that it was just tried.
  await leaveDay(store, key, nowMs);
  const outcome = await tryLeft(run, key);
  if (outcome === 'done') await changeLeft(store, ({ [key]: _done, ...others }) => others);
  // That says nothing of the day: the next instance tries it soon, and not in a day.
  if (outcome === 'broken_off') await changeLeft(store, (left) => ({ ...left, [key]: triedAtMs }));
  return 'tried';
}

type TryOutcome = 'done' | 'broken_off' | 'left';

/** `done` as well where there is nothing to add up any more. */
async function tryLeft(run: DeliveryRun, key: string): Promise<TryOutcome> {
  const [propertyId = '', day = ''] = key.split(':');
  try {
    const property = (await run.context.properties.find(propertyId))?.property;
    if (property === undefined || property.removalStartedAtMs !== undefined) return 'done';
    return await tryDay(run, property, day);
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    run.book.fail(propertyId, 'day_not_rolled_up');
    run.logs.failed(propertyId, 'roll_up', error);
    return 'left';
  }
}

async function tryDay(run: DeliveryRun, property: Property, day: string): Promise<TryOutcome> {
  if ((await recomputeDay(run, { property, day })) !== undefined) return 'done';
  if (run.signal?.aborted === true) return 'broken_off';
  run.book.fail(property.id, 'day_too_large');
  run.logs.failed(
    property.id,
    'roll_up',
    new Error(`A run has no time for all of ${day}, which is tried again in a day or two.`),
  );
  return 'left';
}

type LeftDays = Readonly<Record<string, number>>;

function keepNewest(left: LeftDays): LeftDays {
  const dayOf = (key: string): string => key.slice(key.lastIndexOf(':') + 1);
  const newestFirst = Object.entries(left).sort(([a], [b]) => (dayOf(a) < dayOf(b) ? 1 : -1));
  return Object.fromEntries(newestFirst.slice(0, maxLeft));
}

async function changeLeft(store: LeftStore, change: (left: LeftDays) => LeftDays): Promise<void> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const known = await store.findWatermark(leftDaysId);
    const next: Watermark = {
      ...(known ?? { id: leftDaysId, version: 1, checkedUntilSeconds: 0, askedAtMs: 0 }),
      leftDays: { ...change(known?.leftDays ?? {}) },
    };
    const outcome = known === undefined ? await store.createWatermark(next) : await store.changeWatermark(next);
    if (outcome === 'created' || outcome === 'changed') return;
  }
}
