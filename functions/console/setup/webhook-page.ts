// What the step about the webhook shows: how it stands, the button that makes it, and how to make it by hand.
import { toEndpointLink } from '../../properties/webhook/endpoint-link.ts';
import { toWebhookUrl } from '../../properties/webhook/to-webhook-url.ts';
import { findLeftOutAtMs } from '../../rules/left-out.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import type { KnownWebhook, Property, StripeMode } from '../../rules/property.ts';
import { webhookEventTypes } from '../../stripe/webhook-event-types.ts';
import type { Faults } from '../forms/form-result.ts';
import { secretField, textField } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { copyable, message } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { webhookStepTexts as texts } from '../texts/webhook-step-texts.ts';
import type { SetupFacts } from './setup-facts.ts';
import { changeForm, stepPath, tickForm } from './step-frame.ts';

export interface WebhookDrawn {
  facts: SetupFacts;
  /** Where the functions answer: as somebody typed it, or as it is known or guessed. */
  address: string;
  /** Whether somebody typed it, so that a fault is theirs to correct. */
  isTyped: boolean;
  faults?: Faults;
}

/** The name of the field of a mode. */
export function secretFieldName(mode: StripeMode): string {
  return `webhook_secret_${mode}`;
}

/** The step's own part. */
export function toWebhookBody(request: PropertyRequest, { facts, address, isTyped, faults = {} }: WebhookDrawn): Html {
  const { property } = facts;
  const url = toWebhookUrl(address, property.id, request.context.settings);
  const modes = listModes(property);
  const isMade = url.kind === 'value' && listUnconnected(property).length > 0;
  const isOffered = !hasWebhook(property) && findLeftOutAtMs(property, 'webhook') === undefined;
  return html`<p>${texts.intro}</p>
<h2>${texts.stateTitle}</h2>
${drawState(facts)}
<form class="panel" method="get" action="${stepPath(request, 'webhook')}">${textField({
    ...{ name: 'address', label: texts.addressLabel, hint: texts.addressHint, value: address },
    error: url.kind === 'refused' && isTyped ? url.sentence : faults['address'],
  })}<div class="actions"><button class="quiet">${texts.show}</button></div></form>
${drawLocal(request, address)}
${url.kind === 'value' ? drawWays(request, { url: url.value, address, modes }) : nothing}
<div class="panel">${changeForm(request, 'webhook', {
    to: '/secret',
    fields: modes.map((mode) => drawSecret(property, mode, faults)),
    submit: texts.secretSubmit,
    isQuiet: isMade,
  })}</div>
${isOffered ? tickForm(request, 'webhook', { to: '/skip', submit: texts.skip, hint: texts.skipHint, isQuiet: true }) : nothing}`;
}

/** What brings events to this machine, where Stripe itself cannot; a Stripe that is played here can. */
function drawLocal({ property, context: { settings } }: PropertyRequest, address: string): Html {
  if (settings.stripeApiBase !== undefined || !isLocal(address)) return nothing;
  const url = toWebhookUrl(address, property.id, { allowLocal: true });
  if (url.kind === 'refused') return nothing;
  const { title, why, how, secret } = texts.local;
  const listen = `stripe listen --events ${webhookEventTypes.join(',')} --forward-to ${url.value}`;
  return html`<section class="panel"><h2>${title}</h2><p>${why}</p><ol>${how.map((step) => html`<li>${step}</li>`)}</ol>
${copyable(listen, texts.copy)}<p>${secret}</p></section>`;
}

function isLocal(address: string): boolean {
  return URL.canParse(address) && ['localhost', '127.0.0.1'].includes(new URL(address).hostname);
}

/** Those with a key; both while there is none. */
function listModes({ stripeKeys }: Property): readonly StripeMode[] {
  const keyed = stripeModes.filter((mode) => stripeKeys[mode] !== null);
  return keyed.length === 0 ? stripeModes : keyed;
}

function listUnconnected(property: Property): readonly StripeMode[] {
  return listModes(property).filter((mode) => property.webhookSecrets[mode].length === 0);
}

function hasWebhook({ webhookSecrets }: Property): boolean {
  return stripeModes.some((mode) => webhookSecrets[mode].length > 0);
}

function drawState({ property, eventDays }: SetupFacts): Html {
  const last = eventDays.at(-1);
  const isOfBoth = stripeModes.every((mode) => property.webhookSecrets[mode].length > 0);
  const secrets = listModes(property).map((mode) => {
    const count = property.webhookSecrets[mode].length;
    if (count === 0) return message('quiet', texts.secrets(mode, count));
    return message('good', html`<p>${texts.secrets(mode, count)} ${drawPlace(property.webhooks?.[mode])}</p>`);
  });
  return html`${secrets}${last === undefined ? nothing : message('good', isOfBoth ? `${texts.events(last)} ${texts.bothModes}` : texts.events(last))}`;
}

/** Nothing of a webhook that a version connected which kept nothing of it. */
function drawPlace(known: KnownWebhook | undefined): Html {
  if (known === undefined) return nothing;
  return known.url === undefined ? html`${texts.leadsUnknown}` : html`${texts.leadsTo} <code>${known.url}</code>.`;
}

interface Ways {
  url: string;
  address: string;
  modes: readonly StripeMode[];
}

function drawWays(request: PropertyRequest, { url, address, modes }: Ways): Html {
  const left = listUnconnected(request.property);
  const makeForm = (to: string, mode: StripeMode, submit: string, isQuiet: boolean) =>
    changeForm(request, 'webhook', {
      ...{ to, isQuiet, submit },
      fields: html`<input type="hidden" name="mode" value="${mode}"><input type="hidden" name="address" value="${address}">`,
    });
  const forms = left.map((mode, index) => makeForm('/make', mode, texts.makeSubmit[mode], index > 0));
  const again = modes.filter((mode) => !left.includes(mode) && request.property.stripeKeys[mode] !== null);
  const remakeForms = again.map((mode) => makeForm('/remake', mode, texts.remakeSubmit[mode], true));
  const links = modes.map(
    (mode) =>
      html`<a class="button quiet" href="${toEndpointLink(mode)}" target="_blank" rel="noopener">${texts.openForm[mode]}</a>`,
  );
  const { open, events, paste, secret } = texts.hand;
  const making =
    left.length === 0
      ? nothing
      : html`<h2>${texts.makeTitle}</h2><p>${texts.make}</p><div class="actions">${forms}</div>`;
  const remaking =
    again.length === 0
      ? nothing
      : html`<h2>${texts.remakeTitle}</h2><p>${texts.remake}</p><div class="actions">${remakeForms}</div>`;
  const types = webhookEventTypes.map((type) => html`<li><code>${type}</code></li>`);
  return html`${making}${remaking}
<h2>${left.length === 0 ? texts.handAloneTitle : texts.handTitle}</h2>
<ol><li>${open}<p class="actions">${links}</p></li>
<li>${events}<details><summary>${texts.eventsTitle(webhookEventTypes.length)}</summary><ul class="plain">${types}</ul></details></li>
<li>${paste}${copyable(url, texts.copy)}</li>
<li>${secret}</li></ol>`;
}

function drawSecret({ webhookSecrets }: Property, mode: StripeMode, faults: Faults): Html {
  const name = secretFieldName(mode);
  const hint = webhookSecrets[mode].length === 0 ? texts.secretHint : `${texts.secretHint} ${texts.secretStored}`;
  return secretField({
    ...{ name, label: texts.secretLabel[mode], hint, placeholder: 'whsec_…' },
    error: faults[name],
  });
}
