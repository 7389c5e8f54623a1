// Once a day, asks Stripe about the days before that it was not asked about yet, for every property and mode with a key.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import { addDays, dayStartMs, listDays, toDay } from '../rules/day.ts';
import type { Property, StripeMode } from '../rules/property.ts';
import { isAskDue } from '../rules/stripe-day.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { askDay } from './ask-day.ts';
import { takeTurn } from './take-turn.ts';

/** How many days back what was not asked about is made up for, after a sweep that stood still or a key that was refused. */
const lookBackDays = 10;

/** How long after midnight: what was sold by then is in Stripe's list. */
const beginAfterMs = 3_600_000;

/** Longer than a run takes, so that no two instances ask the same. */
const turnMs = 120_000;

/** True where the day's questions are all asked, by whomever. What there is no time for, the next run does. Rejects with StoreUnavailableError. */
export async function askPastDays(run: DeliveryRun): Promise<boolean> {
  const { store, now } = run.context;
  const nowMs = now();
  const today = toDay(nowMs);
  const todaySeconds = dayStartMs(today) / 1000;
  if (nowMs < todaySeconds * 1000 + beginAfterMs) return false;
  const isWanted = (checkedUntilSeconds: number): boolean => checkedUntilSeconds < todaySeconds;
  const turn = await takeTurn(store, { id: 'deployment:stripe_days', nowMs, everyMs: turnMs, isWanted });
  if (turn === undefined) return false;
  const isDone = await askAll(run, today);
  if (isDone) await store.changeWatermark({ ...turn, checkedUntilSeconds: todaySeconds });
  else run.book.leaveOver();
  return isDone;
}

async function askAll(run: DeliveryRun, today: string): Promise<boolean> {
  const properties = await run.context.store.listProperties(run.logs.recordDamaged);
  for (const property of properties) {
    for (const mode of ['live', 'test'] as const) {
      if (property.stripeKeys[mode] === null) continue;
      if (isOver(run) || !(await askProperty(run, property, mode, today))) return false;
    }
  }
  return true;
}

/** False where there was no time. One property that cannot be asked about may not stand in front of all the others. */
async function askProperty(run: DeliveryRun, property: Property, mode: StripeMode, today: string): Promise<boolean> {
  try {
    const record = await run.context.properties.find(property.id);
    if (record === undefined) return true;
    for (const day of await listDueDays(run, property, mode, today)) {
      if (isOver(run)) return false;
      const outcome = await askDay(run, record, mode, day);
      if (outcome === 'no_time') return false;
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
  { id: propertyId, createdAtMs }: Property,
  mode: StripeMode,
  today: string,
): Promise<string[]> {
  const [created, earliest] = [toDay(createdAtMs), addDays(today, -lookBackDays)];
  const fromDay = created > earliest ? created : earliest;
  const days = listDays(fromDay, addDays(today, -1));
  if (days.length === 0) return [];
  const query = { propertyId, mode, fromDay, untilDay: addDays(today, -1) };
  const rollups = await context.store.listRollups(query, logs.recordDamaged);
  const asked = new Map(rollups.map(({ day, stripe }) => [day, stripe] as const));
  // The newest first: they are looked at most.
  return days.filter((day) => isAskDue(day, asked.get(day), context.now())).reverse();
}
