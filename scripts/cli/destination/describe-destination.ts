// Shows a destination to a person or a program, without its secret.
import {
  openDestinationSecret,
  type SecretOpener,
} from '../../../functions/properties/destinations/destination-secret.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';

/** A destination as `--json` prints it. */
export interface DestinationSummary {
  destination_id: string;
  kind: string;
  mode: string;
  /** Where it lies: `url`, or `measurement_id` and `region`. */
  [field: string]: string;
}

/** The destination without its secret; with a `fault` where that cannot be opened. */
export function summarizeDestination(
  opener: SecretOpener,
  propertyId: string,
  destination: DestinationSettings,
): DestinationSummary {
  const { id, kind, mode, secret: _sealed, ...rest } = destination;
  const fields = Object.entries(rest).map(([name, value]) => [toSnakeCase(name), String(value)]);
  const opened = openDestinationSecret(opener, propertyId, destination);
  return {
    destination_id: id,
    kind,
    mode,
    ...Object.fromEntries(fields),
    ...(opened.kind === 'closed' && { fault: opened.fault }),
  };
}

/** Kind, mode and place in a few words. */
export function describeDestination(summary: DestinationSummary): string {
  const { destination_id: id, kind, mode, fault, when_uncertain: rule, ...place } = summary;
  const inDoubt = rule === undefined ? '' : `, when uncertain: ${rule}`;
  const closed = fault === undefined ? '' : `, secret cannot be opened: ${fault}`;
  return `${id}  ${kind}, ${mode}: ${Object.values(place).join(', ')}${inDoubt}${closed}`;
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
