// Where a property's webhook secrets are sealed, said once for whoever seals them and whoever opens them.
import type { StripeMode } from '../rules/property.ts';
import type { SealedPlace } from '../store/sealing.ts';

/** The place of all the property's webhook secrets of this mode. */
export function webhookSecretPlace(propertyId: string, mode: StripeMode): SealedPlace {
  return { propertyId, field: `webhook_${mode}` };
}
