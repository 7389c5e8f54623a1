// The names of the destinations that pages of added-up days tell of.
import type { DailyRollup } from '../../rules/daily-rollup.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { pageDestination } from '../../rules/purchase-outcome.ts';
import { nameDestination } from '../conversions/name-destination.ts';
import { coverageTexts as texts } from '../texts/coverage-texts.ts';

/** What a number of payments told to a destination, or by pages, is called; `name` as below. */
export function wordTold(id: string, name: string, mode: StripeMode): string {
  return id === pageDestination ? texts.toldByPages[mode] : texts.told(name);
}

/** By id: the property's own destinations of the mode, then those that roll-ups know besides, pages among them. */
export function nameDestinations(
  property: Pick<Property, 'destinations'>,
  mode: StripeMode,
  rollups: readonly DailyRollup[],
): Map<string, string> {
  const own = property.destinations.filter((destination) => destination.mode === mode).map(({ id }) => id);
  const known = rollups.flatMap(({ destinations }) => destinations.map(({ destinationId }) => destinationId));
  const toName = (id: string): string => (id === pageDestination ? texts.pages[mode] : nameDestination(property, id));
  return new Map([...own, ...known].map((id) => [id, toName(id)]));
}
