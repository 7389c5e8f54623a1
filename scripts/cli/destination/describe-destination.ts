// Shows a destination to a person or a program, without its secret.
import { destinationSecretPlace, type SecretPlaces } from '../../../functions/properties/destination-secret-place.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import { UnsealError } from '../../../functions/store/errors.ts';
import type { KeyRing } from '../../../functions/store/key-ring.ts';
import { unseal } from '../../../functions/store/sealing.ts';

/** A destination as `--json` prints it. */
export interface DestinationSummary {
  destination_id: string;
  kind: string;
  mode: string;
  /** Where it lies: `url`, or `measurement_id` and `region`. */
  [field: string]: string;
}

/** What opens a destination's secret. */
export interface SecretOpener {
  keyRing: KeyRing;
  findDestination: SecretPlaces;
}

/** A secret, or why it stays closed. */
export type OpenedSecret = { kind: 'secret'; secret: string } | { kind: 'closed'; fault: string };

/** Opens the secret of one of the property's destinations. */
export function openSecret(
  { keyRing, findDestination }: SecretOpener,
  propertyId: string,
  destination: DestinationSettings,
): OpenedSecret {
  try {
    const place = destinationSecretPlace(findDestination, propertyId, destination);
    return { kind: 'secret', secret: unseal(keyRing, destination.secret, place) };
  } catch (error) {
    if (!(error instanceof UnsealError)) throw error;
    return { kind: 'closed', fault: error.message };
  }
}

/** The destination without its secret; with a `fault` where that cannot be opened. */
export function summarizeDestination(
  opener: SecretOpener,
  propertyId: string,
  destination: DestinationSettings,
): DestinationSummary {
  const { id, kind, mode, secret: _sealed, ...rest } = destination;
  const fields = Object.entries(rest).map(([name, value]) => [toSnakeCase(name), String(value)]);
  const opened = openSecret(opener, propertyId, destination);
  return {
    destination_id: id,
    kind,
    mode,
    ...Object.fromEntries(fields),
    ...(opened.kind === 'closed' && { fault: opened.fault }),
  };
}

/** Kind, mode and place in a few words. */
export function describeDestination({ destination_id: id, kind, mode, fault, ...place }: DestinationSummary): string {
  const closed = fault === undefined ? '' : `, secret cannot be opened: ${fault}`;
  return `${id}  ${kind}, ${mode}: ${Object.values(place).join(', ')}${closed}`;
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
