// Where a property's Stripe keys are sealed, said once for whoever seals them and whoever opens them.
import type { StripeMode } from '../rules/property.ts';
import type { SealedPlace } from './sealing.ts';

/** The place of the property's Stripe key of this mode. */
export function stripeKeyPlace(propertyId: string, mode: StripeMode): SealedPlace {
  return { propertyId, field: `stripeKeys.${mode}` };
}
