// When a session was in a property's scope, by the changes that were made to that. Independent of the rules that it judges.
import type { Property } from '../../../functions/rules/property.ts';
import type { ShopProperty } from '../shop/open-shop.ts';
import type { SessionTruth, Truth } from '../world/truth.ts';

/** A process remembers a property for a minute, and clocks of processes differ. */
const lagMs = 75_000;
const skewMs = 10_000;

/** What a process may have held the session for. */
export interface ScopeStory {
  /** From the first moment to the last; then the scope decides nothing. */
  isAlwaysIn: boolean;
  /** Whether no process can have held it for another's between these moments. */
  isSurelyIn(fromMs: number, untilMs: number): boolean;
  /** The same of what came about at the first moment, which is judged by the scope of then, however late a process knew that. */
  isSurelyInSince(fromMs: number, untilMs: number): boolean;
  /** Whether any process can have held it for the property's between these moments. */
  mayBeIn(fromMs: number, untilMs: number): boolean;
}

/** The story of one session with one property. */
export function tellScopeStory(
  { scopeChanges }: Pick<Truth, 'scopeChanges'>,
  { record }: SessionTruth,
  { spec, property }: ShopProperty,
): ScopeStory {
  const changes = scopeChanges.filter(({ propertyId }) => propertyId === spec.id);
  const scopes = [{ atMs: Number.NEGATIVE_INFINITY, scope: property.scope }, ...changes].map(({ atMs, scope }) => ({
    atMs,
    isIn: isIn(scope, record.session.payment_link),
  }));
  const during = (fromMs: number, untilMs: number, lateMs = lagMs): boolean[] =>
    scopes.flatMap(({ atMs, isIn }, index) => {
      const endsAtMs = scopes[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
      return atMs <= untilMs + skewMs && endsAtMs >= fromMs - lateMs ? [isIn] : [];
    });
  return {
    isAlwaysIn: scopes.every(({ isIn }) => isIn),
    isSurelyIn: (fromMs, untilMs) => during(fromMs, untilMs).every(Boolean),
    isSurelyInSince: (fromMs, untilMs) => during(fromMs, untilMs, skewMs).every(Boolean),
    mayBeIn: (fromMs, untilMs) => during(fromMs, untilMs).some(Boolean),
  };
}

function isIn(scope: Property['scope'], link: unknown): boolean {
  return scope.kind !== 'payment_links' || (typeof link === 'string' && scope.ids.includes(link));
}
