// Once a day, asks Stripe about the days before that it was not asked about yet, for every property and mode with a key.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { forEachAtOnce } from '../delivery/for-each-at-once.ts';
import { addDays, dayStartMs, listDays, toDay } from '../rules/day.ts';
import { stripeModes } from '../rules/own-mode.ts';
import type { Property, StripeMode } from '../rules/property.ts';
import { isOtherScope } from '../rules/roll-up-settings.ts';
import { isAskDue } from '../rules/stripe-day.ts';
import { askBackDays } from '../rules/unasked-days.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { askDay } from './ask-day.ts';
import { hasFairTime } from './large-days.ts';
import { takeTurn } from './take-turn.ts';

/** How long after midnight: what was sold by then is in Stripe's list. */
const beginAfterMs = 3_600_000;

/** Longer than a run takes, so that no two instances ask the same. */
const turnMs = 120_000;

/** With how many properties' keys Stripe is asked at once. */
const propertiesAtOnce = 4;

/** The properties and modes that one instance is done with on a day; where it is lost, only reads are done again. */
export interface PartyMemory {
  day: string;
  done: Set<string>;
}

/** A memory of nothing. */
export function createPartyMemory(): PartyMemory {
  return { day: '', done: new Set() };
}

/**
 * True where the day's questions are all asked, by whomever. What there is no time for, the next run does; by the memory it goes
 * on where this one ended. Rejects with StoreUnavailableError.
 */
export async function askPastDays(run: DeliveryRun, memory: PartyMemory = createPartyMemory()): Promise<boolean> {
  const { store, now } = run.context;
  const nowMs = now();
  const today = toDay(nowMs);
  const todaySeconds = dayStartMs(today) / 1000;
  if (nowMs < todaySeconds * 1000 + beginAfterMs) return false;
  const isWanted = (checkedUntilSeconds: number): boolean => checkedUntilSeconds < todaySeconds;
  const turn = await takeTurn(store, { id: 'deployment:stripe_days', nowMs, everyMs: turnMs, isWanted });
  if (turn === undefined) return false;
  const isDone = await askAll(run, today, memory);
  if (isDone) await store.changeWatermark({ ...turn, checkedUntilSeconds: todaySeconds });
  else run.book.leaveOver();
  return isDone;
}

async function askAll(run: DeliveryRun, today: string, memory: PartyMemory): Promise<boolean> {
  if (memory.day !== today) {
    memory.day = today;
    memory.done.clear();
  }
  const properties = await run.context.store.listProperties(run.logs.recordDamaged);
  let isDone = true;
  const faults: unknown[] = [];
  const mayGoOn = (): boolean => faults.length === 0 && !isOver(run);
  // One mode after the other, because both are written whenever one is asked about.
  const ask = async (property: Property): Promise<void> => {
    try {
      for (const mode of listOpenModes(property, memory)) {
        if (mayGoOn() && (await askProperty(run, property, mode, today))) memory.done.add(toKey(property, mode));
        else isDone = false;
      }
    } catch (error) {
      faults.push(error);
    }
  };
  const open = properties.filter((property) => listOpenModes(property, memory).length > 0);
  const begun = await forEachAtOnce(open, propertiesAtOnce, ask, mayGoOn);
  // What was under way beside it came to its end.
  if (faults.length > 0) throw faults[0];
  return isDone && begun === open.length;
}

function listOpenModes(property: Property, { done }: PartyMemory): StripeMode[] {
  return stripeModes.filter((mode) => property.stripeKeys[mode] !== null && !done.has(toKey(property, mode)));
}

function toKey({ id }: Property, mode: StripeMode): string {
  return `${id}:${mode}`;
}

/** False where there was no time. One property that cannot be asked about may not stand in front of all the others. */
async function askProperty(run: DeliveryRun, property: Property, mode: StripeMode, today: string): Promise<boolean> {
  try {
    const record = await run.context.properties.find(property.id);
    if (record === undefined) return true;
    for (const day of await listDueDays(run, property, mode, today)) {
      if (isOver(run)) return false;
      const isFair = hasFairTime(run);
      const outcome = await askDay(run, record, mode, day);
      if (outcome === 'no_time' && (!isFair || run.signal?.aborted === true)) return false;
      if (outcome === 'no_time') throw new Error(`A run has no time for all of ${day}.`);
      // The same would be said about its other days.
      if (outcome === 'unanswered') return true;
    }
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    run.book.fail(property.id, 'day_not_asked');
    run.logs.failed(property.id, 'ask_day', error);
  }
  return true;
}

async function listDueDays(
  { context, logs }: DeliveryRun,
  property: Property,
  mode: StripeMode,
  today: string,
): Promise<string[]> {
  const { id: propertyId, createdAtMs } = property;
  const [created, earliest] = [toDay(createdAtMs), addDays(today, -askBackDays)];
  const fromDay = created > earliest ? created : earliest;
  const days = listDays(fromDay, addDays(today, -1));
  if (days.length === 0) return [];
  const query = { propertyId, mode, fromDay, untilDay: addDays(today, -1) };
  const rollups = await context.store.listRollups(query, logs.recordDamaged);
  const asked = new Map(rollups.map(({ day, stripe }) => [day, stripe] as const));
  // The newest first: they are looked at most.
  return days
    .filter((day) => isOtherScope(asked.get(day), property) || isAskDue(day, asked.get(day), context.now()))
    .reverse();
}
