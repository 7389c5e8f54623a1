// The page about Stripe's keys and webhook secrets: what is stored, without itself, and how it is replaced.
import { toKeyLink } from '../../../properties/stripe-keys/key-link.ts';
import { neededRights } from '../../../properties/stripe-keys/needed-rights.ts';
import { summarizeStripeKey } from '../../../properties/stripe-keys/open-stripe-key.ts';
import { stripeModes } from '../../../rules/own-mode.ts';
import type { StripeMode } from '../../../rules/property.ts';
import type { Page } from '../../answer.ts';
import type { Faults } from '../../forms/form-result.ts';
import { keyFields } from '../../forms/keys-form.ts';
import { type Html, html, nothing } from '../../page/html.ts';
import { facts } from '../../page/parts.ts';
import type { PropertyRequest } from '../../route.ts';
import { keyTexts } from '../../texts/form-texts.ts';
import { keyStepTexts } from '../../texts/key-step-texts.ts';
import { stripeSettingsTexts as texts } from '../../texts/stripe-settings-texts.ts';
import { seenField } from '../seen.ts';
import { ownersForm, toSettingsPage } from '../settings-frame.ts';
import { drawEncryption } from './encryption.ts';
import { drawWebhook } from './webhook-part.ts';
import { wordStored } from './word-stored.ts';

export interface StripeAgain {
  faults?: Faults;
  fault?: string | undefined;
}

/** The page; `again` says what was wrong with the last form. */
export function toStripePage(request: PropertyRequest, { faults = {}, fault }: StripeAgain = {}): Page {
  const body = html`${drawKeys(request, faults)}
${drawWebhook(request, faults)}
${request.role === 'owner' ? drawEncryption(request) : nothing}`;
  return toSettingsPage(request, { id: '/stripe', body, fault });
}

function drawKeys(request: PropertyRequest, faults: Faults): Html {
  const { property, to } = request;
  const pairs = stripeModes.flatMap((mode) => describeKey(request, mode));
  return html`<section class="panel"><h2>${texts.keysTitle}</h2><p>${texts.keysIntro}</p>
${facts(pairs)}
${request.role === 'owner' ? html`<p><a href="${to(`/properties/${property.id}/setup/keys`)}?check=1">${texts.rights}</a></p>${drawKeyForms(request, faults)}` : nothing}</section>`;
}

function drawKeyForms(request: PropertyRequest, faults: Faults): Html {
  const { stripeKeys } = request.property;
  const seen = seenField(stripeKeys);
  const links = stripeModes.map(
    (mode) =>
      html`<a class="button quiet" href="${toKeyLink(neededRights, mode)}" target="_blank" rel="noopener">${keyStepTexts.create[mode]}</a>`,
  );
  const store = ownersForm(request, {
    to: '/stripe/keys',
    fields: [seen, ...keyFields(request.property, faults)],
    submit: texts.storeKeys,
  });
  const removals = stripeModes
    .filter((mode) => stripeKeys[mode] !== null)
    .map((mode) => {
      const fields = html`${seen}<input type="hidden" name="mode" value="${mode}"><p>${texts.removeIntro(mode)}</p>`;
      const form = ownersForm(request, {
        ...{ to: '/stripe/remove-key', fields, isDanger: true },
        submit: texts.removeTitle(mode),
      });
      return html`<details><summary>${texts.removeTitle(mode)}</summary>${form}</details>`;
    });
  return html`<p>${texts.rotate}</p><p class="actions">${links}</p>${store}${removals}`;
}

function describeKey({ property, role, context }: PropertyRequest, mode: StripeMode): (readonly [string, string])[] {
  const summary = summarizeStripeKey(property, mode, context.settings.keyRing);
  const label = keyTexts.label[mode];
  if (summary === null) return [[label, texts.state.none]];
  const coupons = summary.readsPromotionCodes ? texts.coupons.codes : texts.coupons.ids;
  return [
    [label, wordStored(summary, role)],
    [texts.coupons.label(mode), coupons],
  ];
}
