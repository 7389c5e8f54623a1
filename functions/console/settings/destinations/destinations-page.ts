// The page about a property's destinations: what is there, forms for more, and the secret of its server containers.
import type { CheckedDestination } from '../../../properties/destinations/check-destinations.ts';
import { findContainers, listClientUrls } from '../../../properties/destinations/container-secret.ts';
import type { DestinationPlace } from '../../../properties/destinations/destination-place.ts';
import { type DestinationSettings, toWhenUncertain } from '../../../rules/destination.ts';
import type { Page } from '../../answer.ts';
import { containerFields, type EnteredDestination, ga4Fields } from '../../forms/destination-form.ts';
import type { Faults } from '../../forms/form-result.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { copyable, facts, message, type Tone } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { destinationSettingsTexts as texts } from '../../texts/destination-settings-texts.ts';
import { destinationStepTexts } from '../../texts/destination-step-texts.ts';
import { ownersForm, settingsPath, toSettingsPage } from '../settings-frame.ts';
import { nameDestination, wordDestinationState } from './name-destination.ts';

/** What the page says beside what is stored. */
export interface DestinationsShown {
  fault?: string | undefined;
  /** What was just done, a sentence each. */
  done?: readonly string[];
  /** What wants an eye after that. */
  warnings?: readonly string[];
  checks?: readonly CheckedDestination[];
  /** A container secret that was just made. */
  madeSecret?: string | undefined;
  /** A form for a further destination that could not be taken as it was. */
  again?: { kind: DestinationPlace['kind']; entered: EnteredDestination; faults: Faults };
}

const tones: Record<CheckedDestination['verdict'], Tone> = { good: 'good', unproven: 'warning', bad: 'bad' };

/** The page; `request` holds the property as it is stored now. */
export function toDestinationsPage(request: PropertyRequest, shown: DestinationsShown = {}): Page {
  const { done = [], warnings = [], checks = [], madeSecret, again, fault } = shown;
  const { destinations } = request.property;
  const body = html`${done.map((sentence) => message('good', sentence))}
${warnings.map((sentence) => message('warning', sentence))}
${checks.map(({ destination, verdict, sentence }) => message(tones[verdict], `${nameDestination(destination)}: ${sentence}`))}
${madeSecret === undefined ? nothing : drawMade(request, madeSecret)}
<p>${texts.intro}</p>
<h2>${texts.listTitle}</h2>
${destinations.length === 0 ? message('quiet', texts.none) : destinations.map((one) => drawDestination(request, one))}
${request.role === 'owner' ? drawAdding(request, again) : nothing}
${drawSecret(request)}`;
  return toSettingsPage(request, { id: '/destinations', body, fault });
}

function drawDestination(request: PropertyRequest, destination: DestinationSettings): Html {
  const name = nameDestination(destination);
  const label = (word: string): Html => html`${word}<span class="unseen">${texts.of(name)}</span>`;
  const path = `/destinations/${destination.id}`;
  const check = ownersForm(request, { to: `${path}/check`, fields: [], submit: label(texts.check) });
  const actions = html`<div class="actions"><a class="button quiet" href="${settingsPath(request, path)}">${label(texts.change)}</a>${check}</div>`;
  return html`<section class="panel" id="${destination.id}"><h3>${name}</h3>
${facts([
  [texts.payments, destinationStepTexts.gets[destination.mode]],
  [texts.state, wordDestinationState(destination)],
  [texts.doubt, texts.rules[toWhenUncertain(destination)]],
  [texts.secret, texts.secretStored],
])}
${request.role === 'owner' ? actions : nothing}</section>`;
}

function drawAdding(request: PropertyRequest, again: DestinationsShown['again']): Html {
  const { property } = request;
  const mode = property.stripeKeys.live === null && property.stripeKeys.test !== null ? 'test' : 'live';
  const draw = (kind: DestinationPlace['kind']): Html => {
    const isAgain = again?.kind === kind;
    const entered = isAgain ? again.entered : { ga4_mode: mode, container_mode: mode };
    const faults = isAgain ? again.faults : {};
    const [title, intro, to] =
      kind === 'ga4'
        ? [destinationStepTexts.addGa4, destinationStepTexts.ga4Intro, '/destinations/ga4']
        : [destinationStepTexts.addContainer, destinationStepTexts.containerIntro, '/destinations/container'];
    const fields = kind === 'ga4' ? ga4Fields(entered, faults) : containerFields(entered, faults);
    const form = ownersForm(request, { to, fields, submit: destinationStepTexts.add });
    return html`<details class="panel" ${isAgain ? 'open' : nothing}><summary>${title}</summary><p>${intro}</p>${form}</details>`;
  };
  return html`<h2>${texts.addTitle}</h2>${draw('ga4')}${draw('server_container')}`;
}

function drawSecret(request: PropertyRequest): Html {
  const { containerSecretHash, destinations } = request.property;
  const hint = texts.renewHint(findContainers(destinations).length);
  const renew = ownersForm(request, {
    to: '/container-secret',
    fields: html`<p>${hint}</p>`,
    ...{ submit: texts.renew, isDanger: containerSecretHash !== null },
  });
  return html`<section class="panel"><h2>${texts.secretTitle}</h2><p>${texts.secretIntro}</p>
<p>${containerSecretHash === null ? texts.secretState.none : texts.secretState.set}</p>
${request.role === 'owner' ? html`<details><summary>${texts.renewTitle}</summary>${renew}</details>` : nothing}</section>`;
}

function drawMade({ property }: PropertyRequest, secret: string): Html {
  const urls = listClientUrls(property);
  const whom =
    urls.length === 0
      ? nothing
      : html`<p>${texts.madeFor}</p><ul class="plain">${urls.map((url) => html`<li>${url}</li>`)}</ul>`;
  return html`<section class="panel" role="status"><h2>${texts.madeTitle}</h2><p>${texts.made}</p>${copyable(secret, texts.copy)}${whom}</section>`;
}
