// Makes the roll-ups of all days anew on which an entry changed since the last time, whatever property it is of.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import type { PropertyRecord } from '../properties/property-cache.ts';
import { toDay } from '../rules/day.ts';
import { stripeModes } from '../rules/own-mode.ts';
import type { Watermark } from '../rules/stored-records.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import type { ChangedEntry, ChangePosition } from '../store/store.ts';
import { computeInTime } from './compute-in-time.ts';
import { createLargeDays, type LargeDays } from './large-days.ts';
import { takeTurn } from './take-turn.ts';

/** How often at most a day that changes all the time is added up. */
export const rollUpEveryMs = 300_000;

/** What became of it. */
interface ChangedDays {
  /** Whether it was this instance's turn and all is done. */
  isDone: boolean;
  /** Entries that were read to add days up. */
  entriesRead: number;
}

/** A line of an entry's history may be written a little after its moment, and clocks differ. */
export const overlapMs = 600_000;

/** The watermark that says how far it got. */
export const rollUpTurnId = 'deployment:rollups';

const batchSize = 500;

/**
 * Brings the roll-ups up where it is time. What there is no time for, the next run does. Rejects with StoreUnavailableError.
 */
export async function recomputeChangedDays(
  run: DeliveryRun,
  large: LargeDays = createLargeDays(),
): Promise<ChangedDays> {
  const { store, now } = run.context;
  const startedAtMs = now();
  const turn = await takeTurn(store, { id: rollUpTurnId, nowMs: startedAtMs, everyMs: rollUpEveryMs });
  if (turn === undefined) return { isDone: false, entriesRead: 0 };
  let reachedMs = turn.checkedUntilSeconds * 1000 - overlapMs;
  const work: Work = { run, large, computed: new Map(), entriesRead: 0 };
  const isDone = await recomputeSince(work, reachedMs, (changedAtMs) => {
    reachedMs = changedAtMs;
  });
  // Where it did not get to the end, the next run goes on exactly there, and at once.
  const checkedUntilMs = isDone ? startedAtMs : reachedMs + overlapMs;
  const askedAtMs = isDone ? turn.askedAtMs : turn.askedAtMs - rollUpEveryMs;
  const next: Watermark = { ...turn, checkedUntilSeconds: Math.max(0, Math.floor(checkedUntilMs / 1000)), askedAtMs };
  await store.changeWatermark(next);
  if (!isDone) run.book.leaveOver();
  return { isDone, entriesRead: work.entriesRead };
}

interface Work {
  run: DeliveryRun;
  large: LargeDays;
  /** When this run added days up, by property and day. */
  computed: Map<string, number>;
  entriesRead: number;
}

/** Whether there was time for all of it; `onReached` is told how far it is done. */
async function recomputeSince(work: Work, sinceMs: number, onReached: (changedAtMs: number) => void): Promise<boolean> {
  const { run } = work;
  let after: ChangePosition | undefined;
  for (;;) {
    const query = { sinceMs: Math.max(0, sinceMs), after, limit: batchSize };
    const changed = await run.context.store.listChangedEntries(query);
    for (const day of groupByDay(changed)) {
      // Of all that changed before this day's first change, the days are done.
      onReached(day.fromMs);
      await run.giveWay?.();
      if (isOver(run) || !(await recomputeOnce(work, day))) return false;
    }
    const last = changed.at(-1);
    if (last === undefined || changed.length < batchSize) return true;
    after = { changedAtMs: last.changedAtMs, id: last.id };
  }
}

interface ChangedDay {
  key: string;
  propertyId: string;
  day: string;
  /** When the first of its changes was. */
  fromMs: number;
  /** When the latest was. */
  changedAtMs: number;
}

function groupByDay(changed: readonly ChangedEntry[]): ChangedDay[] {
  const days = new Map<string, ChangedDay>();
  for (const { propertyId, occurredAtMs, changedAtMs } of changed) {
    const day = toDay(occurredAtMs);
    const key = `${propertyId}:${day}`;
    // They come in the order in which they changed.
    days.set(key, { key, propertyId, day, fromMs: days.get(key)?.fromMs ?? changedAtMs, changedAtMs });
  }
  return [...days.values()];
}

/** False where there was no time. */
async function recomputeOnce(work: Work, changed: ChangedDay): Promise<boolean> {
  const { run, large, computed } = work;
  const { key, propertyId, day, changedAtMs } = changed;
  const record = await findRecord(run, propertyId);
  if (record === undefined) return true;
  const computedAtMs = computed.get(key) ?? (await findComputedAtMs(run, changed));
  if (computedAtMs !== undefined && computedAtMs >= changedAtMs + overlapMs) return true;
  const startedAtMs = run.context.now();
  const outcome = await computeInTime(run, large, { property: record.property, day });
  if (outcome.kind === 'done') {
    computed.set(key, startedAtMs);
    work.entriesRead += outcome.entriesRead;
  }
  return outcome.kind !== 'no_time';
}

async function findRecord(run: DeliveryRun, propertyId: string): Promise<PropertyRecord | undefined> {
  try {
    return await run.context.properties.find(propertyId);
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    run.book.fail(propertyId, 'day_not_rolled_up');
    run.logs.failed(propertyId, 'roll_up', error);
    return undefined;
  }
}

/** When the day was last added up, where that can have been long enough after the change; it costs less than the day's entries. */
async function findComputedAtMs(
  { context, logs }: DeliveryRun,
  { propertyId, day, changedAtMs }: ChangedDay,
): Promise<number | undefined> {
  if (context.now() < changedAtMs + overlapMs) return undefined;
  const lists = await Promise.all(
    stripeModes.map((mode) =>
      context.store.listRollups({ propertyId, mode, fromDay: day, untilDay: day }, logs.recordDamaged),
    ),
  );
  const rollups = lists.flat();
  // One mode is written after the other, and the second may have failed.
  const isLacking = rollups.length < 2 && rollups.some(({ hasTwin }) => hasTwin);
  return rollups.length === 0 || isLacking ? undefined : Math.min(...rollups.map(({ computedAtMs }) => computedAtMs));
}
