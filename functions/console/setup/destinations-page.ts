// What the step about destinations shows: what is there and how it stands, and the forms for more.
import type { CheckedDestination } from '../../properties/destinations/check-destinations.ts';
import type { DestinationPlace } from '../../properties/destinations/destination-place.ts';
import { type DestinationSettings, isUnconfirmed } from '../../rules/destination.ts';
import { findLeftOutAtMs } from '../../rules/left-out.ts';
import { containerFields, type EnteredDestination, ga4Fields } from '../forms/destination-form.ts';
import type { Faults } from '../forms/form-result.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { copyable, message, type Tone, table } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { nameDestination, wordDestinationState } from '../settings/destinations/name-destination.ts';
import { destinationStepTexts as texts } from '../texts/destination-step-texts.ts';
import type { SetupFacts } from './setup-facts.ts';
import { changeForm, stepPath, tickForm } from './step-frame.ts';

export interface DestinationsDrawn {
  facts: SetupFacts;
  /** What checks found just now. */
  checks?: readonly CheckedDestination[];
  /** What was just added. */
  added?: { destination: DestinationSettings; madeSecret?: string; isShared: boolean };
  /** What was just sent a test event. */
  sent?: DestinationSettings;
  /** A form that could not be taken as it was. */
  again?: { kind: DestinationPlace['kind']; entered: EnteredDestination; faults: Faults };
}

const tones: Record<CheckedDestination['verdict'], Tone> = { good: 'good', unproven: 'warning', bad: 'bad' };

/** The step's own part. */
export function toDestinationsBody(request: PropertyRequest, drawn: DestinationsDrawn): Html {
  const { facts, checks = [], sent, again } = drawn;
  const { destinations } = facts.property;
  return html`${drawAdded(request, drawn)}
${sent === undefined ? nothing : message('good', wordSent(sent))}
${checks.map(({ destination, verdict, sentence }) => message(tones[verdict], `${nameDestination(destination)}: ${sentence}`))}
<p>${texts.intro}</p>
${destinations.length === 0 ? nothing : drawList(request, destinations)}
${drawProof(drawn)}
${drawForm(request, { kind: 'ga4', again })}
${drawForm(request, { kind: 'server_container', again })}
${isOffered(facts) ? tickForm(request, 'destinations', { to: '/skip', submit: texts.skip, hint: texts.skipHint, isQuiet: true }) : nothing}`;
}

/** Whoever goes without already need not say so again. */
function isOffered({ property }: SetupFacts): boolean {
  return property.destinations.length === 0 && findLeftOutAtMs(property, 'destinations') === undefined;
}

function drawAdded(request: PropertyRequest, { added }: DestinationsDrawn): Html {
  if (added === undefined) return nothing;
  const notice = message('good', texts.added(nameDestination(added.destination)));
  if (added.madeSecret === undefined)
    return html`${notice}${added.isShared ? message('warning', texts.shared) : nothing}`;
  return html`${notice}<section class="panel"><h2>${texts.madeTitle}</h2><p>${texts.made}</p>${copyable(added.madeSecret, texts.copy)}<p><a class="button" href="${stepPath(request, 'destinations')}">${texts.madeGoOn}</a></p></section>`;
}

function drawList(request: PropertyRequest, destinations: readonly DestinationSettings[]): Html {
  const columns = [
    { label: texts.columns.what },
    { label: texts.columns.payments },
    { label: texts.columns.state },
    { label: texts.columns.action },
  ];
  const rows = destinations.map((destination) => [
    nameDestination(destination),
    texts.gets[destination.mode],
    wordDestinationState(destination),
    drawActions(request, destination),
  ]);
  return html`<h2>${texts.listTitle}</h2><div class="as-cards">${table(texts.listCaption, columns, rows)}</div>`;
}

/** What to do about GA4, unless what a test event or a check just said of each such stream says it. */
function drawProof({ facts, checks = [], sent }: DestinationsDrawn): Html {
  const unproven = facts.property.destinations.filter(isUnconfirmed).map(({ id }) => id);
  if (unproven.every((id) => id === sent?.id)) return nothing;
  const checked = new Set(checks.map(({ destination }) => destination.id));
  const isWarned = unproven.every((id) => checked.has(id));
  return isWarned ? html`<p>${texts.ga4Proof}</p>` : message('warning', texts.ga4Proof);
}

function wordSent(destination: DestinationSettings): string {
  return isUnconfirmed(destination) ? `${texts.sent} ${texts.sentUnproven}` : texts.sent;
}

function drawActions(request: PropertyRequest, destination: DestinationSettings): Html {
  const fields = html`<input type="hidden" name="destination" value="${destination.id}">`;
  const button = (to: string, label: string): Html => {
    const submit = html`${label}<span class="unseen">${texts.of(nameDestination(destination))}</span>`;
    return changeForm(request, 'destinations', { to, fields, submit });
  };
  const check = button('/check', texts.check);
  if (destination.kind !== 'ga4') return html`<div class="actions">${check}</div>`;
  const saw = isUnconfirmed(destination) ? button('/confirm', texts.iSawIt) : nothing;
  return html`<div class="actions">${check}${button('/send-test', texts.sendTest)}${saw}</div>`;
}

interface AddForm {
  kind: DestinationPlace['kind'];
  again: DestinationsDrawn['again'];
}

function drawForm(request: PropertyRequest, { kind, again }: AddForm): Html {
  const isAgain = again?.kind === kind;
  const entered = isAgain ? again.entered : { [`${kind === 'ga4' ? 'ga4' : 'container'}_mode`]: guessMode(request) };
  const faults = isAgain ? again.faults : {};
  const fields = kind === 'ga4' ? ga4Fields(entered, faults) : containerFields(entered, faults);
  const [title, intro] = kind === 'ga4' ? [texts.addGa4, texts.ga4Intro] : [texts.addContainer, texts.containerIntro];
  const to = kind === 'ga4' ? '/ga4' : '/container';
  const form = changeForm(request, 'destinations', { to, fields, submit: texts.add });
  return html`<details class="panel" ${isAgain ? 'open' : nothing}><summary>${title}</summary><p>${intro}</p>${form}</details>`;
}

/**
 * Real payments, as soon as they can be read. Before, a person says which, or the stream of the real ones would fill up with
 * trials and never hear of a sale.
 */
function guessMode({ property: { stripeKeys } }: PropertyRequest): string {
  return stripeKeys.live === null ? '' : 'live';
}
