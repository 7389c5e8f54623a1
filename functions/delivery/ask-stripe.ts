// Asks Stripe for the events that the webhook missed, once per property, mode and hour whoever else sweeps.
import type { PropertyRecord } from '../properties/property-cache.ts';
import type { Property, StripeMode } from '../rules/property.ts';
import type { Watermark } from '../rules/stored-records.ts';
import { StoreUnavailableError } from '../store/errors.ts';
import { watermarkId } from '../store/store.ts';
import type { EventPeriod, ReadEvent } from '../stripe/payment-reader.ts';
import { applyEvent } from './apply-event.ts';
import { askEveryMs } from './ask-memory.ts';
import { type DeliveryRun, isOver } from './delivery-run.ts';
import { listWindows } from './list-windows.ts';
import { withStripe } from './with-stripe.ts';

/** What a person asked for; without it, what nobody asked for since the last time. */
export interface AskWish {
  sinceSeconds?: number | undefined;
  replan?: boolean | undefined;
}

/** Stripe's list is behind itself by moments, and clocks differ. */
const overlapSeconds = 600;
/** What happened before the property was made may be another one's, or another tool's, to tell. */
const firstTimeSeconds = 3_600;
/** After so many events it is noted how far they go, or else a run that fails would leave more to the next, which fails all the more. */
const eventsPerNote = 20;
/** Stripe forgets its events after as long (https://docs.stripe.com/api/events/list). */
const longestSeconds = 30 * 86_400;

/** Brings in the missed events of one mode where it is time, or where a person asked. Rejects as the store does. */
export async function askStripe(
  run: DeliveryRun,
  record: PropertyRecord,
  mode: StripeMode,
  wish: AskWish = {},
): Promise<void> {
  const untilSeconds = Math.floor(run.context.now() / 1000);
  const earliest = untilSeconds - longestSeconds;
  if (wish.sinceSeconds !== undefined) {
    const period = { fromSeconds: Math.max(wish.sinceSeconds, earliest), untilSeconds };
    await applyPeriod(run, record, mode, { period, wish, onApplied: async () => {} });
    return;
  }
  const taken = await takeWatermark(run, record.property, mode);
  if (taken === undefined) return;
  let watermark = taken;
  const change = async (changes: Partial<Watermark>): Promise<void> => {
    const next = { ...watermark, ...changes };
    const outcome = await run.context.store.changeWatermark(next);
    if (outcome === 'changed') watermark = { ...next, version: next.version + 1 };
  };
  const fromSeconds = Math.max(watermark.checkedUntilSeconds - overlapSeconds, earliest);
  const isDone = await applyPeriod(run, record, mode, {
    period: { fromSeconds, untilSeconds },
    wish,
    // After each window and some events, so that a process that dies, or has no time left, is followed by one that goes on from there.
    onApplied: async (checkedUntilSeconds) => {
      if (checkedUntilSeconds > watermark.checkedUntilSeconds) await change({ checkedUntilSeconds });
    },
  });
  if (isDone) return;
  // The next run goes on: a shop that makes more in an hour than one run can take would else never be up to date.
  const askedAtMs = watermark.askedAtMs - askEveryMs;
  await change({ askedAtMs });
  run.context.askMemory.noteAsked(watermark.id, askedAtMs);
}

/** The watermark in this run's hands, `undefined` where somebody asked within the hour or was faster just now. */
async function takeWatermark(
  { context }: DeliveryRun,
  { id: propertyId, createdAtMs }: Property,
  mode: StripeMode,
): Promise<Watermark | undefined> {
  const id = watermarkId(propertyId, mode);
  const { store, askMemory } = context;
  const nowMs = context.now();
  if (askMemory.isEarly(id, nowMs)) return undefined;
  const known = await store.findWatermark(id);
  if (known === undefined) {
    const fromSeconds = Math.max(Math.floor(nowMs / 1000) - firstTimeSeconds, Math.floor(createdAtMs / 1000));
    const checkedUntilSeconds = fromSeconds + overlapSeconds;
    const first: Watermark = { id, version: 1, checkedUntilSeconds, askedAtMs: nowMs };
    if ((await store.createWatermark(first)) !== 'created') return undefined;
    askMemory.noteAsked(id, nowMs);
    return first;
  }
  // A time far ahead was written by a clock that was wrong.
  if (Math.abs(nowMs - known.askedAtMs) < askEveryMs) {
    askMemory.noteAsked(id, known.askedAtMs);
    return undefined;
  }
  const taken: Watermark = { ...known, askedAtMs: nowMs };
  if ((await store.changeWatermark(taken)) !== 'changed') return undefined;
  askMemory.noteAsked(id, nowMs);
  return { ...taken, version: taken.version + 1 };
}

interface PeriodToApply {
  period: EventPeriod;
  wish: AskWish;
  /** Everything before this second is in the ledger. */
  onApplied: (untilSeconds: number) => Promise<void>;
}

/** False where there was no time for all of it. */
async function applyPeriod(
  run: DeliveryRun,
  record: PropertyRecord,
  mode: StripeMode,
  { period, wish, onApplied }: PeriodToApply,
): Promise<boolean> {
  run.book.count('asked');
  const how = { source: wish.replan ? 'replay' : 'sweep', replan: wish.replan ?? false } as const;
  const apply = (event: ReadEvent): Promise<void> => applyOne(run, record, event, how);
  const answer = await withStripe(run, { record, mode, purpose: 'events' }, async (apiKey) => {
    for await (const { events, untilSeconds } of listWindows(run.context.openPaymentReader(apiKey), period)) {
      if (!(await applyEvents(run, events, apply, onApplied))) return false;
      await onApplied(untilSeconds);
      if (untilSeconds < period.untilSeconds && isOver(run)) {
        run.book.leaveOver();
        return false;
      }
    }
    return true;
  });
  // Where Stripe did not answer, the hour is waited for.
  return answer.kind !== 'answer' || answer.value;
}

/** Whether there was time for all of them. */
async function applyEvents(
  run: DeliveryRun,
  events: readonly ReadEvent[],
  apply: (event: ReadEvent) => Promise<void>,
  onApplied: PeriodToApply['onApplied'],
): Promise<boolean> {
  for (const [index, event] of events.entries()) {
    if (isOver(run)) {
      run.book.leaveOver();
      return false;
    }
    await apply(event);
    const isNoted = index % eventsPerNote === eventsPerNote - 1 && event.kind === 'change';
    if (isNoted) await onApplied(event.change.createdSeconds);
  }
  return true;
}

/** One event that cannot be applied may not stand in front of all that came after it. */
async function applyOne(run: DeliveryRun, record: PropertyRecord, ...rest: ApplyArguments): Promise<void> {
  try {
    await applyEvent(run, record, ...rest);
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    run.book.fail(record.property.id, 'event_not_applied');
    run.logs.failed(record.property.id, 'event_not_applied', error);
  }
}

type ApplyArguments = [event: Parameters<typeof applyEvent>[2], how: Parameters<typeof applyEvent>[3]];
