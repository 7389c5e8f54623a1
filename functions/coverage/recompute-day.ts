// Makes the roll-ups of one day anew, for both modes, from all its entries.
import { type DeliveryRun, isOver } from '../delivery/delivery-run.ts';
import type { DailyRollup } from '../rules/daily-rollup.ts';
import { dayMs, dayStartMs } from '../rules/day.ts';
import { isBareTombstone } from '../rules/erased-session.ts';
import { stripeModes } from '../rules/own-mode.ts';
import type { Property, StripeMode } from '../rules/property.ts';
import { type DayBook, isPurchase, openDayBook } from '../rules/roll-up-day.ts';
import { compareAgain, compareDay, type RecordedSessions, type StripePurchases } from '../rules/stripe-day.ts';
import { rollupId } from '../store/store.ts';
import { keepOrigins } from './keep-origins.ts';
import { readDay } from './read-day.ts';

/** A removal waits for what takes no longer, and for nothing else: the rest looks again before it writes. */
const quickMs = 20_000;

/** A day of a property, with what Stripe just said about it. */
export interface DayToCompute {
  property: Property;
  day: string;
  /** Left out where Stripe was not asked; what it said before then stays. */
  asked?: StripePurchases | undefined;
}

/**
 * Writes the roll-ups in the place of the earlier ones, and gives the number of entries that were read for them. `undefined`
 * where there was no time, and nothing is written; nor is for a property that is being removed meanwhile. Two at once do no harm: who read later knows more, and where the other wrote last, the next look at what changed lately finds the same
 * entries again. Rejects with StoreUnavailableError.
 */
export async function recomputeDay(
  run: DeliveryRun,
  { property, day, asked }: DayToCompute,
): Promise<number | undefined> {
  // Before anything is read, so that it never promises more than what was there then.
  const computedAtMs = run.context.now();
  const counted = await countDay(run, property, day);
  if (counted === undefined) return undefined;
  const clicks = await countClicks(run, property.id, day);
  const made = await Promise.all(
    stripeModes.map((mode) =>
      makeRollup(run, {
        ...{ property, day, mode, computedAtMs },
        ...{ book: counted.books[mode], recorded: counted.recorded },
        clicks: mode === findClicksMode(property) ? clicks : 0,
        stripe: asked?.mode === mode ? compareDay(asked, counted.recorded, computedAtMs) : undefined,
      }),
    ),
  );
  const rollups = made.filter((one) => one !== undefined);
  // What is written for a property that is gone stays for ever.
  if (run.context.now() - computedAtMs >= quickMs && (await isGone(run, property))) return counted.entriesRead;
  const isPair = rollups.length > 1;
  for (const { rollup, before } of rollups) {
    // Somebody who read later wrote first.
    if (before !== undefined && before.computedAtMs > computedAtMs) continue;
    await run.context.store.putRollup(isPair ? { ...rollup, hasTwin: true } : rollup);
    run.book.count('rolled_up');
  }
  return counted.entriesRead;
}

async function isGone({ context }: DeliveryRun, { id }: Property): Promise<boolean> {
  const stored = await context.store.findProperty(id);
  return stored === undefined || stored.removalStartedAtMs !== undefined;
}

interface CountedDay {
  books: Record<StripeMode, DayBook>;
  recorded: RecordedSessions;
  entriesRead: number;
}

/** `undefined` where there was no time for all of it. */
async function countDay(run: DeliveryRun, property: Property, day: string): Promise<CountedDay | undefined> {
  const books = { live: openDayBook(property, 'live'), test: openDayBook(property, 'test') };
  const recorded: RecordedSessions = new Map();
  let entriesRead = 0;
  for await (const page of readDay(run, property.id, day)) {
    const entries = await keepOrigins(run, property, page);
    if (isOver(run)) return undefined;
    entriesRead += entries.length;
    for (const entry of entries) {
      books.live.add(entry);
      books.test.add(entry);
      if (entry.kind === 'session' && !isBareTombstone(entry)) recorded.set(entry.sessionId, isPurchase(entry));
    }
  }
  return isOver(run) ? undefined : { books, recorded, entriesRead };
}

/** A click does not tell which mode's link it was on: where there is a live key it counts as live. */
function findClicksMode({ stripeKeys }: Pick<Property, 'stripeKeys'>): StripeMode {
  return stripeKeys.live === null ? 'test' : 'live';
}

async function countClicks({ context }: DeliveryRun, propertyId: string, day: string): Promise<number> {
  const fromMs = dayStartMs(day);
  return await context.store.countClicks({ propertyId, fromMs, untilMs: fromMs + dayMs });
}

interface RollupToMake extends Pick<DailyRollup, 'day' | 'mode' | 'computedAtMs' | 'clicks'> {
  property: Property;
  book: DayBook;
  recorded: RecordedSessions;
  stripe: DailyRollup['stripe'] | undefined;
}

interface MadeRollup {
  rollup: DailyRollup;
  /** The stored one. */
  before: DailyRollup | undefined;
}

/** `undefined` where the day holds nothing and never did. */
async function makeRollup({ context, logs }: DeliveryRun, wanted: RollupToMake): Promise<MadeRollup | undefined> {
  const { property, day, mode, computedAtMs, book, recorded } = wanted;
  const query = { propertyId: property.id, mode, fromDay: day, untilDay: day };
  const [before] = await context.store.listRollups(query, logs.recordDamaged);
  const stripe = wanted.stripe ?? before?.stripe ?? null;
  const counted = book.toRollup({
    id: rollupId(property.id, mode, day),
    ...{ day, computedAtMs, stripe },
    // Click records expire; what was counted while they were there stays.
    clicks: Math.max(wanted.clicks, before?.clicks ?? 0),
  });
  const rollup = { ...counted, stripe: stripe && compareAgain(stripe, recorded, counted.purchases) };
  const isEmpty = rollup.checkouts === 0 && rollup.renewals.count === 0 && rollup.clicks === 0;
  return isEmpty && before === undefined && rollup.stripe === null ? undefined : { rollup, before };
}
