// Where a destination lies, read from the options of a command: one rule for each kind.
import { isOnThisMachine, localCure } from '../../../functions/outbound/explain-failure.ts';
import { parseOutboundUrl } from '../../../functions/outbound/parse-outbound-url.ts';
import type {
  DestinationSettings,
  Ga4Destination,
  ServerContainerDestination,
} from '../../../functions/rules/destination.ts';
import { UsageError } from '../cli-errors.ts';

/** The options as commander has read them. */
export interface PlaceOptions {
  kind?: DestinationSettings['kind'];
  url?: string;
  measurementId?: string;
  region?: Ga4Destination['region'];
}

type PlaceOf<D extends DestinationSettings> = Omit<D, 'id' | 'mode' | 'secret'>;

/** What tells a destination of a property from the others, but for its mode. */
export type DestinationPlace = PlaceOf<ServerContainerDestination> | PlaceOf<Ga4Destination>;

/** The kinds that there are. */
export const destinationKinds = ['server_container', 'ga4'] as const satisfies DestinationSettings['kind'][];

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

/** Whether two destinations would get the same events at the same place. */
export function isSamePlace(destination: DestinationSettings, place: DestinationPlace): boolean {
  return destination.kind === 'ga4'
    ? place.kind === 'ga4' && place.measurementId === destination.measurementId
    : place.kind === 'server_container' && place.url === destination.url;
}

/** The secret as it is; throws `UsageError` for one that no header or query can carry. */
export function parseDestinationSecret(text: string): string {
  if (/^[\x21-\x7e]{8,500}$/.test(text)) return text;
  throw new UsageError('A secret of a destination has 8 to 500 letters, digits and signs, and no spaces.');
}

function refuseOptions(kind: string, options: Record<string, string | undefined>): void {
  const [misplaced] = Object.entries(options).find(([, value]) => value !== undefined) ?? [];
  if (misplaced !== undefined) throw new UsageError(`${misplaced} does not belong to --kind ${kind}.`);
}

function toUrl(text: string | undefined, allowLocal: boolean): string {
  if (text === undefined) {
    throw new UsageError('The address of the Checkout client is missing: --url https://sgtm.example.com/checkout.');
  }
  const parsed = parseOutboundUrl(text, { allowLocal });
  if (parsed.kind === 'refused') {
    throw new UsageError(isOnThisMachine(text.trim()) ? `${parsed.sentence} ${localCure}` : parsed.sentence);
  }
  const { origin, pathname, search, hash } = parsed.url;
  if (search !== '' || hash !== '') throw new UsageError('The address must end with the path, without ? or #.');
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

function toMeasurementId(text: string | undefined): string {
  const example = 'It begins with G- and stands in GA4 under Admin → Data streams.';
  if (text === undefined)
    throw new UsageError(`The Measurement ID is missing: --measurement-id G-XXXXXXXXXX. ${example}`);
  const id = text.trim().toUpperCase();
  if (!/^G-[A-Z0-9]{4,20}$/.test(id))
    throw new UsageError(`This is not the Measurement ID of a GA4 data stream. ${example}`);
  return id;
}
