// Names the settings by which a day is added up, so that days are found that were added up by earlier ones.
import { hash } from 'node:crypto';
import type { DailyRollup, StripeDay } from './daily-rollup.ts';
import type { Property, StripeMode } from './property.ts';

/** What of a property decides how its entries are added up. */
export type RollupProperty = Pick<Property, 'id' | 'valueBasis' | 'sender' | 'destinations'>;

/** Which payments are a property's. */
export type ScopeProperty = Pick<Property, 'scope' | 'hostnames'>;

/** Counted up whenever days are added up in another way than before, so that all of them are once more. */
export const rollUpVersion = 3;

/** The property's destinations of the mode, by id. */
export function listOwnDestinations({ destinations }: RollupProperty, mode: StripeMode): string[] {
  return destinations.filter((destination) => destination.mode === mode).map(({ id }) => id);
}

/** The same text for settings by which the same comes out; of others another. */
export function nameRollupSettings(property: RollupProperty, mode: StripeMode): string {
  const { valueBasis, sender } = property;
  return toName([rollUpVersion, valueBasis, sender, listOwnDestinations(property, mode).sort()]);
}

/** The same for whose payments Stripe's are. */
export function nameScope({ scope, hostnames }: ScopeProperty): string {
  switch (scope.kind) {
    case 'account':
      return toName([scope.kind]);
    case 'payment_links':
      return toName([scope.kind, [...scope.ids].sort()]);
    case 'hostnames':
      return toName([scope.kind, [...hostnames].sort()]);
  }
}

/** Whether the day was added up by other settings than the property has now. */
export function isOutdated(
  { settings, mode }: Pick<DailyRollup, 'settings' | 'mode'>,
  property: RollupProperty,
): boolean {
  return settings !== nameRollupSettings(property, mode);
}

/** Whether Stripe's payments of the day were told apart by another scope than the property has now. */
export function isOtherScope(stripe: StripeDay | null | undefined, property: ScopeProperty): boolean {
  return stripe?.scope !== undefined && stripe.scope !== nameScope(property);
}

function toName(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 16);
}
