// Where a destination lies, read from the options of a command.
import {
  type DestinationPlace,
  destinationKinds,
  measurementIdHint,
  parseClientUrl,
  parseMeasurementId,
} from '../../../functions/properties/destinations/destination-place.ts';
import type { DestinationSettings, Ga4Destination } from '../../../functions/rules/destination.ts';
import { UsageError } from '../cli-errors.ts';
import { takeParsed } from '../take-parsed.ts';

/** The options as commander has read them. */
export interface PlaceOptions {
  kind?: DestinationSettings['kind'];
  url?: string;
  measurementId?: string;
  region?: Ga4Destination['region'];
}

/** The place; throws `UsageError` for options that are missing, malformed or of the other kind. */
export function toPlace(options: PlaceOptions, { allowLocal }: { allowLocal: boolean }): DestinationPlace {
  const { kind, url, measurementId, region } = options;
  if (kind === undefined) {
    throw new UsageError(`The kind of the destination is missing: --kind ${destinationKinds.join(' or --kind ')}.`);
  }
  if (kind === 'ga4') {
    refuseOptions(kind, { '--url': url });
    return { kind, measurementId: toMeasurementId(measurementId), region: region ?? 'global' };
  }
  refuseOptions(kind, { '--measurement-id': measurementId, '--region': region });
  return { kind, url: toUrl(url, allowLocal) };
}

function refuseOptions(kind: string, options: Record<string, string | undefined>): void {
  const [misplaced] = Object.entries(options).find(([, value]) => value !== undefined) ?? [];
  if (misplaced !== undefined) throw new UsageError(`${misplaced} does not belong to --kind ${kind}.`);
}

function toUrl(text: string | undefined, allowLocal: boolean): string {
  if (text !== undefined) return takeParsed(parseClientUrl(text, { allowLocal }));
  throw new UsageError('The address of the Checkout client is missing: --url https://sgtm.example.com/checkout.');
}

function toMeasurementId(text: string | undefined): string {
  if (text !== undefined) return takeParsed(parseMeasurementId(text));
  throw new UsageError(`The Measurement ID is missing: --measurement-id G-XXXXXXXXXX. ${measurementIdHint}`);
}
