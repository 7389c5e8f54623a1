// Where a destination lies, read from what was typed: one rule for each kind.
import { isOnThisMachine, localCure } from '../../outbound/explain-failure.ts';
import { parseOutboundUrl } from '../../outbound/parse-outbound-url.ts';
import type { DestinationSettings, Ga4Destination, ServerContainerDestination } from '../../rules/destination.ts';
import { accept, type Parsed, refuse } from '../../rules/parsed.ts';

type PlaceOf<D extends DestinationSettings> = Omit<D, 'id' | 'mode' | 'secret' | 'confirmedAtMs' | 'whenUncertain'>;

/** Where a GA4 data stream collects. */
export type Ga4Place = PlaceOf<Ga4Destination>;

/** Where a server container's client answers. */
export type ServerContainerPlace = PlaceOf<ServerContainerDestination>;

/** What tells a destination of a property from the others, but for its mode. */
export type DestinationPlace = ServerContainerPlace | Ga4Place;

/** The kinds that there are. */
export const destinationKinds = ['server_container', 'ga4'] as const satisfies DestinationSettings['kind'][];

/** Where GA4 may collect. */
export const ga4Regions = ['global', 'eu'] as const satisfies Ga4Destination['region'][];

/** How the address of a Checkout client ends, whatever stands in front; its form takes no other path. */
export const clientPath = '/checkout';

/** The address of a server container's Checkout client, without a slash at its end. */
export function parseClientUrl(text: string, { allowLocal }: { allowLocal: boolean }): Parsed<string> {
  const parsed = parseOutboundUrl(text, { allowLocal });
  if (parsed.kind === 'refused') {
    return refuse(isOnThisMachine(text.trim()) ? `${parsed.sentence} ${localCure}` : parsed.sentence);
  }
  const { origin, pathname, search, hash } = parsed.url;
  if (search !== '' || hash !== '') return refuse('The address must end with the path, without ? or #.');
  return accept(`${origin}${pathname.replace(/\/+$/, '')}`);
}

/** Whether a parsed address ends as that of every Checkout client does. */
export function isClientUrl(url: string): boolean {
  return URL.canParse(url) && new URL(url).pathname.endsWith(clientPath);
}

/** The Measurement ID of a data stream, in capitals. */
export function parseMeasurementId(text: string): Parsed<string> {
  const id = text.trim().toUpperCase();
  return /^G-[A-Z0-9]{4,20}$/.test(id)
    ? accept(id)
    : refuse(`This is not the Measurement ID of a GA4 data stream. ${measurementIdHint}`);
}

/** How a Measurement ID looks and where it stands. */
export const measurementIdHint = 'It begins with G- and stands in GA4 under Admin → Data streams.';

/** A destination's secret as it is, without blanks around it: what a header and a query can carry. */
export function parseDestinationSecret(text: string): Parsed<string> {
  const secret = text.trim();
  return /^[\x21-\x7e]{8,500}$/.test(secret)
    ? accept(secret)
    : refuse('A secret of a destination has 8 to 500 letters, digits and signs, and no spaces.');
}

/** Where a destination lies. */
export function toPlace(destination: DestinationSettings): DestinationPlace {
  if (destination.kind === 'server_container') return { kind: destination.kind, url: destination.url };
  return { kind: destination.kind, measurementId: destination.measurementId, region: destination.region };
}

/** Whether two destinations would get the same events at the same place. */
export function isSamePlace(destination: DestinationPlace, place: DestinationPlace): boolean {
  return destination.kind === 'ga4'
    ? place.kind === 'ga4' && place.measurementId === destination.measurementId
    : place.kind === 'server_container' && place.url === destination.url;
}
