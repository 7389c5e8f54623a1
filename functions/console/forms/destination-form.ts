// The form parts for a place that the server sends to: a GA4 data stream, or a server container.
import type { DestinationWish } from '../../properties/destinations/add-destination.ts';
import {
  ga4Regions,
  isClientUrl,
  parseClientUrl,
  parseDestinationSecret,
  parseMeasurementId,
} from '../../properties/destinations/destination-place.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import { radioField, secretField, textField } from '../page/fields.ts';
import type { Html } from '../page/html.ts';
import { destinationStepTexts as texts } from '../texts/destination-step-texts.ts';
import { formTexts } from '../texts/form-texts.ts';
import type { Faults, FormResult } from './form-result.ts';

/** As it stands in the fields, by their names; never the secret. */
export type EnteredDestination = Readonly<Record<string, string>>;

const ga4Names = ['measurement_id', 'region', 'ga4_mode'];
const containerNames = ['url', 'container_mode'];

export type DestinationWishRead = FormResult<DestinationWish, EnteredDestination>;

/** The fields of a GA4 data stream. */
export function ga4Fields(entered: EnteredDestination = {}, faults: Faults = {}): readonly Html[] {
  const regions = ga4Regions.map((region) => ({ value: region, label: texts.regions[region] }));
  return [
    textField({
      ...{ name: 'measurement_id', label: texts.measurementId, hint: texts.measurementIdHint, placeholder: 'G-…' },
      ...{ value: entered['measurement_id'], error: faults['measurement_id'] },
    }),
    secretField({
      ...{ name: 'api_secret', label: texts.apiSecret, hint: texts.apiSecretHint, error: faults['api_secret'] },
    }),
    radioField({
      ...{ name: 'region', label: texts.region, choices: regions, value: entered['region'] ?? 'global' },
      error: faults['region'],
    }),
    modeField('ga4_mode', entered, faults),
  ];
}

/** The fields of a server container, whose secret is made or shared and not typed. */
export function containerFields(entered: EnteredDestination = {}, faults: Faults = {}): readonly Html[] {
  return [
    textField({
      ...{ name: 'url', label: texts.url, hint: texts.urlHint, placeholder: 'https://sgtm.example.com/checkout' },
      ...{ value: entered['url'], error: faults['url'] },
    }),
    modeField('container_mode', entered, faults),
  ];
}

/** What was sent about a GA4 data stream. */
export function readGa4Form(form: URLSearchParams): DestinationWishRead {
  const entered = pick(form, ga4Names);
  const measurementId = parseMeasurementId(entered['measurement_id'] ?? '');
  const secret = parseDestinationSecret(form.get('api_secret') ?? '');
  const region = ga4Regions.find((one) => one === entered['region']);
  const mode = stripeModes.find((one) => one === entered['ga4_mode']);
  if (measurementId.kind === 'value' && secret.kind === 'value' && region !== undefined && mode !== undefined) {
    const place = { kind: 'ga4', measurementId: measurementId.value, region } as const;
    return { kind: 'read', value: { place, mode, secret: secret.value } };
  }
  const faults = {
    ...(measurementId.kind === 'refused' && { measurement_id: measurementId.sentence }),
    ...(secret.kind === 'refused' && { api_secret: secret.sentence }),
    ...(region === undefined && { region: formTexts.chooseOne }),
    ...(mode === undefined && { ga4_mode: formTexts.chooseOne }),
  };
  return { kind: 'faulty', entered, faults };
}

/** What was sent about a server container. */
export function readContainerForm(form: URLSearchParams, { allowLocal }: { allowLocal: boolean }): DestinationWishRead {
  const entered = pick(form, containerNames);
  const url = parseClientUrl(entered['url'] ?? '', { allowLocal });
  const mode = stripeModes.find((one) => one === entered['container_mode']);
  const isWhole = url.kind === 'value' && isClientUrl(url.value);
  if (url.kind === 'value' && isWhole && mode !== undefined) {
    return { kind: 'read', value: { place: { kind: 'server_container', url: url.value }, mode } };
  }
  const urlFault = url.kind === 'refused' ? url.sentence : texts.urlWithoutPath;
  const faults = {
    ...(!isWhole && { url: urlFault }),
    ...(mode === undefined && { container_mode: formTexts.chooseOne }),
  };
  return { kind: 'faulty', entered, faults };
}

/** What both forms sent beside the secret, to be shown again. */
export function pickDestination(form: URLSearchParams): EnteredDestination {
  return pick(form, [...ga4Names, ...containerNames]);
}

function modeField(name: string, entered: EnteredDestination, faults: Faults): Html {
  const choices = stripeModes.map((mode) => ({ value: mode, ...texts.modes[mode] }));
  return radioField({ name, label: texts.mode, choices, value: entered[name], error: faults[name] });
}

function pick(form: URLSearchParams, names: readonly string[]): EnteredDestination {
  return Object.fromEntries(names.map((name) => [name, form.get(name) ?? '']));
}
