// Every sealed value of a property with the place that it is sealed to, so that none is forgotten when they are sealed anew.
import type { Property, Sealed, StripeMode } from '../rules/property.ts';
import type { SealedPlace } from '../store/sealing.ts';
import { stripeKeyPlace } from '../store/stripe-key-place.ts';
import { destinationSecretPlace, type SecretPlaces } from './destination-secret-place.ts';
import { webhookSecretPlace } from './webhook-secret-place.ts';

/** One of them. */
export interface SealedValue {
  /** `stripe_key:live`, `webhook_secret:test` or `destination:dst_…`. */
  name: string;
  sealed: Sealed;
  place: SealedPlace;
}

/** All of them. */
export function listSealedValues(property: Property, secretPlaces: SecretPlaces): SealedValue[] {
  const values: SealedValue[] = [];
  mapSealedValues(property, secretPlaces, (value) => {
    values.push(value);
    return value.sealed;
  });
  return values;
}

/** The property with another sealed value in the place of each. */
export function mapSealedValues(
  property: Property,
  secretPlaces: SecretPlaces,
  change: (value: SealedValue) => Sealed,
): Property {
  const { id, stripeKeys, webhookSecrets, destinations } = property;
  const changeKey = (mode: StripeMode): Sealed | null => {
    const sealed = stripeKeys[mode];
    return sealed === null ? null : change({ name: `stripe_key:${mode}`, sealed, place: stripeKeyPlace(id, mode) });
  };
  const changeSecrets = (mode: StripeMode): Sealed[] =>
    webhookSecrets[mode].map((sealed) =>
      change({ name: `webhook_secret:${mode}`, sealed, place: webhookSecretPlace(id, mode) }),
    );
  return {
    ...property,
    stripeKeys: { live: changeKey('live'), test: changeKey('test') },
    webhookSecrets: { live: changeSecrets('live'), test: changeSecrets('test') },
    destinations: destinations.map((destination) => {
      const place = destinationSecretPlace(secretPlaces, id, destination);
      const value = { name: `destination:${destination.id}`, sealed: destination.secret, place };
      return { ...destination, secret: change(value) };
    }),
  };
}
