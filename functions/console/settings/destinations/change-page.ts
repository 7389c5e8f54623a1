// The page of one destination: where it lies, and how it is changed or removed.
import { whenUncertainChoices } from '../../../properties/destinations/choose-when-uncertain.ts';
import { type DestinationPlace, toPlace } from '../../../properties/destinations/destination-place.ts';
import { type DestinationSettings, toWhenUncertain } from '../../../rules/destination.ts';
import type { Page } from '../../answer.ts';
import type { Faults } from '../../forms/form-result.ts';
import { radioField, secretField, textField } from '../../page/fields.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { facts, message } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { destinationSettingsTexts as texts } from '../../texts/destination-settings-texts.ts';
import { destinationStepTexts } from '../../texts/destination-step-texts.ts';
import { formTexts } from '../../texts/form-texts.ts';
import { settingsTexts } from '../../texts/settings-texts.ts';
import { seenField } from '../seen.ts';
import { ownersForm, settingsPath, toSettingsPage } from '../settings-frame.ts';
import { nameDestination } from './name-destination.ts';

/** A form that could not be taken as it was. */
export interface ChangeAgain {
  /** As it stood in the fields, by their names; never the secret. */
  entered?: Readonly<Record<string, string>>;
  faults?: Faults;
  fault?: string | undefined;
  /** Somebody else changed it: what is stored is shown beside what was entered. */
  isChanged?: boolean;
}

/** The page. */
export function toChangePage(
  request: PropertyRequest,
  destination: DestinationSettings,
  { entered, faults = {}, fault, isChanged = false }: ChangeAgain = {},
): Page {
  const path = `/destinations/${destination.id}`;
  const place = toPlace(destination);
  const fields = drawFields(entered ?? toEntered(place), faults, place.kind);
  const change = ownersForm(request, { to: path, fields: [seenField(place), ...fields], submit: texts.save });
  const remove = ownersForm(request, {
    ...{ to: `${path}/remove`, fields: html`<p>${texts.removeIntro}</p>`, submit: texts.remove, isDanger: true },
  });
  const body = html`<p><a href="${settingsPath(request, '/destinations')}">${texts.back}</a></p>
${isChanged ? message('bad', html`<p>${settingsTexts.destinationMeanwhile}</p><h3>${settingsTexts.storedNow}</h3><p>${nameDestination(destination)}</p>`) : nothing}
<section class="panel"><h2>${nameDestination(destination)}</h2>
${facts([
  [texts.payments, destinationStepTexts.gets[destination.mode]],
  [texts.id, html`<code>${destination.id}</code>`],
])}
<p>${place.kind === 'ga4' ? texts.changeGa4 : texts.changeContainer}</p>
${change}</section>
${drawRule(request, destination, faults)}
<section class="panel"><h2>${texts.removeTitle}</h2>${remove}</section>`;
  return toSettingsPage(request, { id: '/destinations', title: texts.changeTitle, body, fault });
}

function drawRule(request: PropertyRequest, destination: DestinationSettings, faults: Faults): Html {
  const hints = texts.ruleHints[destination.kind];
  const choices = whenUncertainChoices.map((value) => ({ value, label: texts.rules[value], hint: hints[value] }));
  const field = radioField({
    ...{ name: 'when_uncertain', label: texts.doubt, choices, value: toWhenUncertain(destination) },
    error: faults['when_uncertain'],
  });
  const to = `/destinations/${destination.id}/doubt`;
  const form = ownersForm(request, { to, fields: [field], submit: texts.doubtSave });
  return html`<section class="panel"><h2>${texts.doubtTitle}</h2><p>${texts.doubtIntro}</p>${form}</section>`;
}

function toEntered(place: DestinationPlace): Readonly<Record<string, string>> {
  return place.kind === 'ga4' ? { measurement_id: place.measurementId, region: place.region } : { url: place.url };
}

function drawFields(
  entered: Readonly<Record<string, string>>,
  faults: Faults,
  kind: DestinationPlace['kind'],
): readonly Html[] {
  const steps = destinationStepTexts;
  if (kind === 'server_container') {
    return [
      textField({
        ...{ name: 'url', label: steps.url, hint: steps.urlHint, value: entered['url'], error: faults['url'] },
        isRequired: true,
      }),
    ];
  }
  const regions = (['global', 'eu'] as const).map((region) => ({ value: region, label: steps.regions[region] }));
  return [
    textField({
      ...{ name: 'measurement_id', label: steps.measurementId, hint: steps.measurementIdHint, isRequired: true },
      ...{ value: entered['measurement_id'], error: faults['measurement_id'] },
    }),
    secretField({
      ...{ name: 'api_secret', label: steps.apiSecret, hint: texts.apiSecretKept, placeholder: formTexts.stored },
      error: faults['api_secret'],
    }),
    radioField({
      ...{ name: 'region', label: steps.region, choices: regions, value: entered['region'] },
      error: faults['region'],
    }),
  ];
}
