// Reads where a destination is to lie from now on.
import {
  type DestinationPlace,
  ga4Regions,
  isClientUrl,
  parseClientUrl,
  parseDestinationSecret,
  parseMeasurementId,
} from '../../../properties/destinations/destination-place.ts';
import type { Faults } from '../../forms/form-result.ts';
import type { PropertyRequest } from '../../route.ts';
import { destinationStepTexts as texts } from '../../texts/destination-step-texts.ts';
import { formTexts } from '../../texts/form-texts.ts';

type Entered = Readonly<Record<string, string>>;

/** The place, with the secret where one was entered; or what is wrong. Either way with what was entered. */
export type PlaceRead =
  | { kind: 'read'; value: { place: DestinationPlace; secret: string | undefined }; entered: Entered }
  | { kind: 'faulty'; entered: Entered; faults: Faults };

/** The fields of this kind of destination. */
export function readPlaceForm({ form, context }: PropertyRequest, kind: DestinationPlace['kind']): PlaceRead {
  if (kind === 'ga4') return readStream(form);
  const entered = { url: form.get('url') ?? '' };
  const url = parseClientUrl(entered.url, context.settings);
  if (url.kind === 'refused') return { kind: 'faulty', entered, faults: { url: url.sentence } };
  if (!isClientUrl(url.value)) return { kind: 'faulty', entered, faults: { url: texts.urlWithoutPath } };
  return { kind: 'read', value: { place: { kind, url: url.value }, secret: undefined }, entered };
}

function readStream(form: URLSearchParams): PlaceRead {
  const entered = { measurement_id: form.get('measurement_id') ?? '', region: form.get('region') ?? '' };
  const measurementId = parseMeasurementId(entered.measurement_id);
  const region = ga4Regions.find((one) => one === entered.region);
  const typed = form.get('api_secret') ?? '';
  const secret = typed.trim() === '' ? undefined : parseDestinationSecret(typed);
  if (measurementId.kind === 'value' && region !== undefined && secret?.kind !== 'refused') {
    const place = { kind: 'ga4', measurementId: measurementId.value, region } as const;
    return { kind: 'read', value: { place, secret: secret?.value }, entered };
  }
  const faults = {
    ...(measurementId.kind === 'refused' && { measurement_id: measurementId.sentence }),
    ...(region === undefined && { region: formTexts.chooseOne }),
    ...(secret?.kind === 'refused' && { api_secret: secret.sentence }),
  };
  return { kind: 'faulty', entered, faults };
}
