// What a destination must and may hold of a session that was not always in its property's scope: new money goes by the scope of
// its time, what takes it back goes to whom it was told. Independent of the rules that it judges.
import type { RunRecord } from '../run-shop.ts';
import type { ShopProperty } from '../shop/open-shop.ts';
import type { Arrival } from './arrival.ts';
import type { ExpectedEvent } from './expected-event.ts';
import { findSales, takesBack } from './find-sales.ts';
import type { ScopeStory } from './scope-story.ts';

/** One destination of the property, and what reached it. */
export interface ScopedPlace {
  run: RunRecord;
  shop: ShopProperty;
  story: ScopeStory;
  arrivalsOf: (event: ExpectedEvent) => readonly Arrival[];
  /** An earlier version goes by the scope of the moment at which it hears of a sale. */
  hadEarlierVersion: boolean;
}

/** So long it may take to find the session of a renewal at Stripe, and to try again what failed. */
const searchMs = 3 * 3_600_000;

/** So long it may take until a sweep brings in what a process ignored that did not know yet of a grown scope. */
const sweepMs = 3 * 3_600_000;

/** The events, each demanded only where the scope, or what was told before, leaves no doubt of it. */
export function demandByScope(place: ScopedPlace, expected: readonly ExpectedEvent[]): ExpectedEvent[] {
  return expected.map((event) => {
    const isOurs = takesBack(event)
      ? findSales(event, expected).some((sale) => isSurelyTold(place, sale, event.begunAtMs))
      : isSurelyOwed(place, event);
    return { ...event, isDemanded: event.isDemanded && isOurs, mayLackBuyer: event.stripeId !== event.session.id };
  });
}

/** In words: what arrived, though no process can have held it for the property's, or not when it came about. */
export function findOutOfScope(place: ScopedPlace, event: ExpectedEvent): string[] {
  const { story, arrivalsOf, hadEarlierVersion } = place;
  if (takesBack(event)) return [];
  const wasOurs = hadEarlierVersion || !isOfSession(event) || story.mayBeIn(event.happenedAtMs, event.happenedAtMs);
  return arrivalsOf(event).flatMap(({ destinationId, sending }) => {
    const what = `${event.eventId} at ${destinationId} was told, though it was out of scope`;
    if (!story.mayBeIn(event.happenedAtMs, sending.startedAtMs)) return [`${what} all the time`];
    return wasOurs ? [] : [`${what} when it came about`];
  });
}

/**
 * Whether it must be told: of a session what came about after the scope took it in, also where a page or a process that did not
 * know so yet saw it first.
 */
function isSurelyOwed(place: ScopedPlace, event: ExpectedEvent): boolean {
  const toldAtMs = isOfSession(event) && !place.hadEarlierVersion ? findHeardMs(place, event) : undefined;
  const isOwed = toldAtMs !== undefined && place.story.isSurelyInSince(event.happenedAtMs, toldAtMs + sweepMs);
  return isOwed || findPlannedMs(place, event) !== undefined;
}

function isOfSession({ stripeId, session }: ExpectedEvent): boolean {
  return stripeId === session.id;
}

/** When a webhook first took the event that tells of it, `undefined` where only a sweep can have found it. */
function findHeardMs({ run, shop }: ScopedPlace, event: ExpectedEvent): number | undefined {
  const word = isOfSession(event) ? toWord(event) : '';
  const moments = run.truth.takenEvents
    .filter((one) => one.propertyId === shop.spec.id && one.stripeId === event.stripeId && one.type.endsWith(word))
    .map(({ atMs }) => atMs);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** When it was surely planned, `undefined` where that is in doubt: where only a sweep can have found it, or the scope changed meanwhile. */
function findPlannedMs(place: ScopedPlace, event: ExpectedEvent): number | undefined {
  const { session, happenedAtMs } = event;
  const toldAtMs = findHeardMs(place, event);
  if (toldAtMs === undefined) return undefined;
  const isOwn = isOfSession(event);
  const fromMs = isOwn ? (session.completedAtMs ?? happenedAtMs) : happenedAtMs;
  return place.story.isSurelyIn(fromMs, toldAtMs + (isOwn ? 0 : searchMs)) ? toldAtMs : undefined;
}

/** With what the type of the webhook's event ends that tells of it. */
function toWord({ event, session }: ExpectedEvent): string {
  if (event === 'checkout_expired') return '.expired';
  if (event === 'checkout_failed') return '.async_payment_failed';
  const isLate = event !== 'checkout_pending' && session.plan.ending.startsWith('debit');
  return isLate ? '.async_payment_succeeded' : '.completed';
}

/** Whether the destination, or a page in its stead, had the sale by then, or has it now and it was surely planned by then. */
function isSurelyTold(place: ScopedPlace, sale: ExpectedEvent, atMs: number): boolean {
  const { shop, arrivalsOf } = place;
  const { plan, pushes } = sale.session;
  const isPages = plan.propertyId === shop.spec.id && shop.spec.sender === 'browser_first';
  if (isPages && pushes.some((push) => push.answer.event_id === sale.eventId && push.atMs < atMs)) return true;
  const arrivals = arrivalsOf(sale);
  if (arrivals.some(({ sending }) => sending.endedAtMs < atMs)) return true;
  const plannedMs = findPlannedMs(place, sale);
  return arrivals.length > 0 && plannedMs !== undefined && plannedMs < atMs;
}
