// Adds days up anew that were added up by settings which the property has no more, newest first and few at a time.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { addDays, toDay } from '../rules/day.ts';
import { stripeModes } from '../rules/own-mode.ts';
import type { Property } from '../rules/property.ts';
import { isOutdated, nameRollupSettings, rollUpVersion } from '../rules/roll-up-settings.ts';
import { computeInTime } from './compute-in-time.ts';
import type { LargeDays } from './large-days.ts';
import { takeTurn } from './take-turn.ts';

/** As far back as the pages show days at once; earlier ones stay as they were counted. */
export const recountDaysBack = 400;

/** How often it is looked whether settings changed, which reads every property. */
const lookEveryMs = 900_000;

/** Other instances may still add up by what they remember of a property, and clocks differ. */
const overlapMs = 600_000;

/** A run adds up so many days at most, and of one property so many before it is the next one's turn. */
const maxDays = 31;
const maxDaysOfProperty = 10;

/** So many days' roll-ups are read at once. */
const windowDays = 31;

/** How far one instance got with each property; where it is lost, only reads are done again. */
export interface RecountMemory {
  reached: Map<string, { settings: string; untilDay: string }>;
  runs: number;
}

/** A memory of nothing. */
export function createRecountMemory(): RecountMemory {
  return { reached: new Map(), runs: 0 };
}

/**
 * True where it was this instance's turn and all days of all properties are added up by the settings of today. What there is
 * no time for, the next run does. Rejects with StoreUnavailableError.
 */
export async function recountDays(run: DeliveryRun, memory: RecountMemory, large: LargeDays): Promise<boolean> {
  const { store, now } = run.context;
  const startedAtMs = now();
  const id = `deployment:recount_${rollUpVersion}` as const;
  const turn = await takeTurn(store, { id, nowMs: startedAtMs, everyMs: lookEveryMs });
  if (turn === undefined) return false;
  const properties = await listChanged(run, turn.checkedUntilSeconds * 1000 - overlapMs);
  const isDone = await recountAll({ run, memory, large, left: maxDays }, properties);
  const next = isDone
    ? { ...turn, checkedUntilSeconds: Math.floor(startedAtMs / 1000) }
    : { ...turn, askedAtMs: turn.askedAtMs - lookEveryMs };
  await store.changeWatermark(next);
  return isDone;
}

/** Those whose settings changed since, whichever they are. */
async function listChanged({ context, logs }: DeliveryRun, sinceMs: number): Promise<Property[]> {
  const properties = await context.store.listProperties(logs.recordDamaged);
  return properties.filter(
    ({ updatedAtMs, removalStartedAtMs }) => updatedAtMs >= sinceMs && removalStartedAtMs === undefined,
  );
}

interface Work {
  run: DeliveryRun;
  memory: RecountMemory;
  large: LargeDays;
  /** How many days the run may still add up. */
  left: number;
}

async function recountAll(work: Work, properties: readonly Property[]): Promise<boolean> {
  const { memory } = work;
  memory.runs += 1;
  // Another one first each time, because the time may never reach to the last.
  const first = memory.runs % Math.max(1, properties.length);
  let isDone = true;
  for (const property of [...properties.slice(first), ...properties.slice(0, first)]) {
    if (!(await recountProperty(work, property))) isDone = false;
  }
  return isDone;
}

/** False where something is left for the next run. */
async function recountProperty(work: Work, property: Property): Promise<boolean> {
  const { run, memory } = work;
  const settings = stripeModes.map((mode) => nameRollupSettings(property, mode)).join();
  const today = toDay(run.context.now());
  const oldest = addDays(today, -recountDaysBack);
  const known = memory.reached.get(property.id);
  let untilDay = known?.settings === settings ? known.untilDay : today;
  let mayCount = Math.min(work.left, maxDaysOfProperty);
  while (untilDay >= oldest) {
    await run.giveWay?.();
    if (isOver(run)) return false;
    const fromDay = laterOf(oldest, addDays(untilDay, 1 - windowDays));
    for (const day of await listOutdatedDays(run, property, { fromDay, untilDay })) {
      memory.reached.set(property.id, { settings, untilDay: day });
      if (mayCount === 0 || (await computeInTime(run, work.large, { property, day })).kind === 'no_time') return false;
      mayCount -= 1;
      work.left -= 1;
    }
    untilDay = addDays(fromDay, -1);
    memory.reached.set(property.id, { settings, untilDay });
  }
  memory.reached.delete(property.id);
  return true;
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}

/** The newest first: they are looked at most. */
async function listOutdatedDays(
  { context, logs }: DeliveryRun,
  property: Property,
  period: { fromDay: string; untilDay: string },
): Promise<string[]> {
  const lists = await Promise.all(
    stripeModes.map((mode) =>
      context.store.listRollups({ propertyId: property.id, mode, ...period }, logs.recordDamaged),
    ),
  );
  const outdated = lists.flat().filter((rollup) => isOutdated(rollup, property));
  return [...new Set(outdated.map(({ day }) => day))].sort().reverse();
}
