// What is baked into a property's downloads: what the form asked for, and what is known of the property where it did not.
import type { ContainerBaking } from '../../downloads/bake-container.ts';
import { checkGlobal } from '../../downloads/bake-template.ts';
import type { ChecklistReader } from '../../downloads/checklist.ts';
import { BakeError, parseEndpoint } from '../../downloads/parse-endpoint.ts';
import {
  parseClientPath,
  parseConversionId,
  parseConversionLabel,
  parseMeasurementId,
} from '../../downloads/parse-values.ts';
import type { DestinationSettings, Ga4Destination, ServerContainerDestination } from '../../rules/destination.ts';
import type { Faults } from '../forms/form-result.ts';
import { readOwnQuery } from '../forms/own-query.ts';
import { findPublicAddress } from '../functions-address.ts';
import type { PropertyRequest } from '../route.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';

/** The fields of the form that hold a text, by their names in the address. */
const textFieldNames = [
  'functions',
  'container',
  'measurement_id',
  'ads_conversion_id',
  'ads_label',
  'data_layer',
] as const;

type TextFieldName = (typeof textFieldNames)[number];

/** As it stands in the fields. */
export type DownloadFields = Readonly<Record<TextFieldName, string>> & { google_tag: boolean };

/** The values of the fields, and either what is baked or what is wrong with them. */
export interface DownloadValues {
  fields: DownloadFields;
  faults: Faults;
  /** Absent where there is a fault. */
  baking: ContainerBaking | undefined;
}

/** Reads the address that a form or a link of the console made; a field that it does not name has what is known of the property. */
export function readDownloadValues(request: PropertyRequest): DownloadValues {
  const query = readOwnQuery(request);
  const known = findKnown(request);
  const read = (name: TextFieldName): string => (query.get(name) ?? known[name] ?? '').trim();
  const fields: DownloadFields = {
    functions: withoutClientPath(read('functions')),
    container: withoutClientPath(read('container')),
    measurement_id: read('measurement_id'),
    ads_conversion_id: read('ads_conversion_id'),
    ads_label: read('ads_label'),
    data_layer: read('data_layer'),
    google_tag: query.has('google_tag'),
  };
  const faults = findFaults(fields);
  const isWhole = Object.keys(faults).length === 0;
  return { fields, faults, baking: isWhole ? toBaking(fields, request.property.id) : undefined };
}

/** What the checklist is told for this property: the address that its pages ask, as far as it is known, and who sends. */
export function toChecklistReader(
  request: PropertyRequest,
  { fields, faults } = readDownloadValues(request),
): ChecklistReader {
  const { functions, container } = fields;
  const [name, endpoint] = container === '' ? (['functions', functions] as const) : (['container', container] as const);
  return {
    ...(endpoint !== '' && faults[name] === undefined && { endpoint }),
    sender: request.property.sender,
    hasServerContainer: container !== '',
  };
}

/** The part of an address that asks for the same files: everything behind the `?`. */
export function toDownloadQuery(fields: DownloadFields): string {
  const query = new URLSearchParams(textFieldNames.map((name): [string, string] => [name, fields[name]]));
  if (fields.google_tag) query.set('google_tag', 'on');
  return query.toString();
}

/** The same options as those of the build. */
function toBaking(fields: DownloadFields, propertyId: string): ContainerBaking {
  const { functions, container, measurement_id, ads_conversion_id, ads_label, data_layer, google_tag } = fields;
  const endpoint = container === '' ? functions : container;
  return {
    propertyId,
    ...(endpoint !== '' && { endpoint }),
    ...(functions !== '' && { functionEndpoint: functions }),
    ...(container !== '' && toClientPath(container)),
    ...(measurement_id !== '' && { measurementId: measurement_id }),
    ...(ads_conversion_id !== '' && { adsConversionId: ads_conversion_id, adsLabel: ads_label }),
    ...(data_layer !== '' && { dataLayer: data_layer }),
    ...(google_tag && { withGoogleTag: true }),
  };
}

/** Where the client listens, unless that is what its form has anyway. */
function toClientPath(container: string): { path?: string } {
  const path = new URL(parseEndpoint(container)).pathname.replace(/\/+$/, '');
  return path === '' ? {} : { path: `${path}/checkout` };
}

/** People copy the address with the path under which the client answers, which the tags add themselves. */
function withoutClientPath(address: string): string {
  return address.replace(/\/checkout\/*$/, '');
}

function findKnown(request: PropertyRequest): Partial<Record<TextFieldName, string>> {
  const address = findPublicAddress(request);
  // The one for live payments comes first.
  const destinations = request.property.destinations.toSorted((one, other) => (one.mode < other.mode ? -1 : 1));
  const container = destinations.find(isContainer);
  const stream = destinations.find(isStream);
  return {
    ...(isEndpoint(address) && { functions: address }),
    ...(container !== undefined && { container: container.url }),
    ...(stream !== undefined && { measurement_id: stream.measurementId }),
  };
}

function isContainer(destination: DestinationSettings): destination is ServerContainerDestination {
  return destination.kind === 'server_container';
}

function isStream(destination: DestinationSettings): destination is Ga4Destination {
  return destination.kind === 'ga4';
}

function isEndpoint(address: string): boolean {
  return findFault(() => parseEndpoint(address)) === undefined;
}

function findFaults(fields: DownloadFields): Faults {
  const { functions, container, measurement_id, ads_conversion_id, ads_label, data_layer } = fields;
  const checks: readonly [TextFieldName, (text: string) => unknown][] = [
    ['functions', parseEndpoint],
    ['container', (text) => parseClientPath(`${new URL(parseEndpoint(text)).pathname.replace(/^\/$/, '')}/checkout`)],
    ['measurement_id', parseMeasurementId],
    ['ads_conversion_id', parseConversionId],
    ['ads_label', parseConversionLabel],
    ['data_layer', checkGlobal],
  ];
  const entered = { functions, container, measurement_id, ads_conversion_id, ads_label, data_layer };
  const found = checks.flatMap(([name, check]) => {
    const fault = entered[name] === '' ? undefined : findFault(() => check(entered[name]));
    return fault === undefined ? [] : [[name, fault] as const];
  });
  const isHalf = (ads_conversion_id === '') !== (ads_label === '');
  const half = ads_label === '' ? 'ads_label' : 'ads_conversion_id';
  return { ...(isHalf && { [half]: texts.adsHalf }), ...Object.fromEntries(found) };
}

function findFault(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof BakeError) return error.message;
    throw error;
  }
}
