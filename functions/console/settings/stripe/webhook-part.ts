// The part of the Stripe page about the signing secrets of the webhook.
import { summarizeSecrets } from '../../../properties/webhook/webhook-secrets.ts';
import { stripeModes } from '../../../rules/own-mode.ts';
import type { StripeMode } from '../../../rules/property.ts';
import type { Faults } from '../../forms/form-result.ts';
import { checkboxField, secretField } from '../../page/fields.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { facts } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { stripeSettingsTexts as texts } from '../../texts/stripe-settings-texts.ts';
import { ownersForm } from '../settings-frame.ts';
import { wordStored } from './word-stored.ts';

/** The name of the field for a mode's secret. */
export function secretFieldName(mode: StripeMode): string {
  return `webhook_secret_${mode}`;
}

/** The name of the box that forgets the others. */
export function forgetFieldName(mode: StripeMode): string {
  return `forget_old_${mode}`;
}

/** What is stored, and the forms to add and to forget. */
export function drawWebhook(request: PropertyRequest, faults: Faults): Html {
  const { property, to, role } = request;
  const pairs = stripeModes.map((mode) => [texts.secretsOf(mode), listSecrets(request, mode)] as const);
  const forms = role === 'owner' ? stripeModes.map((mode) => drawForms(request, mode, faults)) : nothing;
  return html`<section class="panel"><h2>${texts.webhookTitle}</h2><p>${texts.webhookIntro}</p>
${facts(pairs)}
<p><a href="${to(`/properties/${property.id}/setup/webhook`)}">${texts.setUp}</a></p>
${role === 'owner' ? html`<p>${texts.rotateWebhook}</p>` : nothing}
${forms}</section>`;
}

function listSecrets({ property, role, context }: PropertyRequest, mode: StripeMode): Html | string {
  const secrets = summarizeSecrets(property, mode, context.settings.keyRing);
  if (secrets.length === 0) return texts.state.none;
  const words = secrets.map((secret, index) => {
    const word = wordStored(secret, role);
    return index === 0 && secrets.length > 1 ? texts.newest(word) : word;
  });
  return html`<ul class="plain">${words.map((word) => html`<li>${word}</li>`)}</ul>`;
}

function drawForms(request: PropertyRequest, mode: StripeMode, faults: Faults): Html {
  const name = secretFieldName(mode);
  const { length } = request.property.webhookSecrets[mode];
  const hidden = html`<input type="hidden" name="mode" value="${mode}">`;
  const secret = secretField({
    ...{ name, label: texts.secretLabel[mode], hint: texts.secretHint, placeholder: 'whsec_…' },
    error: faults[name],
  });
  const box = length === 0 ? nothing : checkboxField({ name: forgetFieldName(mode), label: texts.forgetOld });
  const add = ownersForm(request, {
    to: '/stripe/webhook',
    fields: [hidden, secret, box],
    submit: texts.addSecret[mode],
  });
  if (length < 2) return add;
  const forget = ownersForm(request, {
    to: '/stripe/forget-webhook',
    fields: html`${hidden}<p>${texts.forgetIntro}</p>`,
    ...{ submit: texts.forgetTitle(mode), isDanger: true },
  });
  return html`${add}<details><summary>${texts.forgetTitle(mode)}</summary>${forget}</details>`;
}
