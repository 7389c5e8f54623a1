// Chooses what becomes of sends to a destination of which nobody knows whether they arrived.
import type { WhenUncertain } from '../../rules/destination.ts';
import { type ChangeTools, changeProperty, type PropertyChange } from '../change-property.ts';
import { getDestination } from './get-destination.ts';

/** What may be chosen, the usual first. */
export const whenUncertainChoices = ['ask', 'send_again', 'leave'] as const satisfies WhenUncertain[];

/** Which destination, and what is chosen for it. */
export interface RuleWish {
  destinationId: string;
  whenUncertain: WhenUncertain;
}

/**
 * The property with the destination's rule. It holds for what ends in doubt from now on; what waits for a person goes on waiting.
 * Throws `PropertyError`: `unknown_destination`, and as every change does.
 */
export async function chooseWhenUncertain(
  tools: ChangeTools,
  propertyId: string,
  { destinationId, whenUncertain }: RuleWish,
): Promise<PropertyChange> {
  return await changeProperty(tools, propertyId, (property) => {
    const known = getDestination(property, destinationId);
    if (known.whenUncertain === whenUncertain) return property;
    const chosen = { ...known, whenUncertain };
    return { ...property, destinations: property.destinations.map((one) => (one === known ? chosen : one)) };
  });
}
