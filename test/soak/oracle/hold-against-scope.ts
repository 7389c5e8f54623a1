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
}

/** So long it may take to find the session of a renewal at Stripe, and to try again what failed. */
const searchMs = 3 * 3_600_000;

/** The events, each demanded only where the scope, or what was told before, leaves no doubt of it. */
export function demandByScope(place: ScopedPlace, expected: readonly ExpectedEvent[]): ExpectedEvent[] {
  return expected.map((event) => {
    const isOurs = takesBack(event)
      ? findSales(event, expected).some((sale) => isSurelyTold(place, sale, event.begunAtMs))
      : findPlannedMs(place, event) !== undefined;
    return { ...event, isDemanded: event.isDemanded && isOurs, mayLackBuyer: event.stripeId !== event.session.id };
  });
}

/** In words: what arrived, though no process can have held it for the property's. */
export function findOutOfScope({ story, arrivalsOf }: ScopedPlace, event: ExpectedEvent): string[] {
  if (takesBack(event)) return [];
  return arrivalsOf(event)
    .filter(({ sending }) => !story.mayBeIn(event.happenedAtMs, sending.startedAtMs))
    .map(
      ({ destinationId }) => `${event.eventId} at ${destinationId} was told, though it was out of scope all the time`,
    );
}

/** When it was surely planned, `undefined` where that is in doubt: where only a sweep can have found it, or the scope changed meanwhile. */
function findPlannedMs({ run, shop, story }: ScopedPlace, event: ExpectedEvent): number | undefined {
  const { stripeId, session, happenedAtMs } = event;
  const isOfSession = stripeId === session.id;
  const word = isOfSession ? toWord(event) : '';
  const told = run.truth.takenEvents.filter(
    (one) => one.propertyId === shop.spec.id && one.stripeId === stripeId && one.type.endsWith(word),
  );
  if (told.length === 0) return undefined;
  const toldAtMs = Math.min(...told.map(({ atMs }) => atMs));
  const fromMs = isOfSession ? (session.completedAtMs ?? happenedAtMs) : happenedAtMs;
  return story.isSurelyIn(fromMs, toldAtMs + (isOfSession ? 0 : searchMs)) ? toldAtMs : undefined;
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
