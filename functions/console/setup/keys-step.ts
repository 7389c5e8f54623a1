// The step that takes restricted Stripe keys, checks them with Stripe and stores them sealed.
import { findKeyRights, type KeyRights } from '../../properties/stripe-keys/find-key-rights.ts';
import { toKeyLink } from '../../properties/stripe-keys/key-link.ts';
import { neededRights, rightBoxes } from '../../properties/stripe-keys/needed-rights.ts';
import { openStripeKey } from '../../properties/stripe-keys/open-stripe-key.ts';
import { setUpRights } from '../../properties/stripe-keys/set-up-rights.ts';
import { updateProperty } from '../../properties/update-property.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { listPaymentLinks } from '../../stripe/list-payment-links.ts';
import { laterRights } from '../../stripe/probe-rights.ts';
import { mayChangePaymentLinks } from '../../stripe/redirect-payment-link.ts';
import { writeAudit } from '../access/audit.ts';
import { type Answer, type Page, page, pageAgain } from '../answer.ts';
import type { Faults } from '../forms/form-result.ts';
import { keyFields, readKeysForm } from '../forms/keys-form.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { message } from '../page/parts.ts';
import { toPropertyTools } from '../property-tools.ts';
import type { PropertyRequest } from '../route.ts';
import { keyStepTexts as texts } from '../texts/key-step-texts.ts';
import { changeForm, changing, drawWithFacts, stepPath } from './step-frame.ts';

/** The page; with `check` in its address it asks Stripe for owners what the stored keys may do. */
export async function showKeysStep(request: PropertyRequest): Promise<Answer> {
  return page(await draw(request, { isChecked: request.query.has('check') && request.role === 'owner' }));
}

/** Stores the keys that Stripe accepted, and comes back with what they may do. */
export async function saveKeysStep(request: PropertyRequest): Promise<Answer> {
  const result = await readKeysForm(request.form, request.context.settings.stripeApiBase);
  if (result.kind === 'faulty') return pageAgain(await draw(request, { faults: result.faults }));
  const { keys } = result;
  if (keys.length === 0) return pageAgain(await draw(request, { fault: texts.nothing }));
  return await changing(
    (fault) => draw(request, { fault }),
    async () => {
      await updateProperty(toPropertyTools(request.context), request.property.id, { keys });
      for (const { mode } of keys) await writeAudit(request, { what: 'stripe_key_replaced', about: mode });
      return { kind: 'redirect', to: `${stepPath(request, 'keys')}?check=1&notice=saved` };
    },
  );
}

interface Drawn {
  isChecked?: boolean;
  faults?: Faults;
  fault?: string | undefined;
}

async function draw(request: PropertyRequest, { isChecked = false, faults, fault }: Drawn): Promise<Page> {
  return await drawWithFacts(request, async (facts) => {
    const { property } = facts;
    const fields = keyFields(property, faults);
    const form = changeForm(request, 'keys', { fields, submit: texts.submit });
    return {
      ...{ id: 'keys', facts, fault },
      body: html`${isChecked ? await drawRights(request, property) : nothing}
<p>${texts.intro}</p>
<ol>${texts.how.map((step) => html`<li>${step}</li>`)}</ol>
<p class="actions">${stripeModes.map((mode) => keyButton(toKeyLink(neededRights, mode), texts.create[mode]))}</p>
<details><summary>${texts.moreTitle}</summary><p>${texts.more}</p><p class="actions">${stripeModes.map((mode) => keyButton(toKeyLink([...neededRights, ...setUpRights], mode), texts.createMore[mode]))}</p></details>
<div class="panel">${form}</div>
${isChecked ? nothing : checkLink(request, property)}`,
    };
  });
}

function keyButton(href: string, label: string): Html {
  return html`<a class="button quiet" href="${href}" target="_blank" rel="noopener">${label}</a>`;
}

function checkLink(request: PropertyRequest, { stripeKeys }: Property): Html {
  if (request.role !== 'owner') return nothing;
  if (stripeKeys.live === null && stripeKeys.test === null) return nothing;
  return html`<p><a href="${stepPath(request, 'keys')}?check=1">${texts.check}</a></p>`;
}

async function drawRights({ context: { settings } }: PropertyRequest, property: Property): Promise<Html> {
  const parts = await Promise.all(
    stripeModes.map(async (mode) => {
      const key = openStripeKey(property, mode, settings.keyRing);
      const rights = drawRightsOf(mode, await findKeyRights(key, settings.stripeApiBase));
      return html`${rights}${key.kind === 'key' ? await drawLinkRights(mode, key.apiKey, settings.stripeApiBase) : nothing}`;
    }),
  );
  return html`<section><h2>${texts.checkTitle}</h2>${parts}</section>`;
}

/** The right that is recommended and not needed, and the one that a key has beyond that. */
async function drawLinkRights(mode: StripeMode, apiKey: string, apiBase: string | undefined): Promise<Html> {
  const { kind } = await listPaymentLinks({ apiKey, apiBase });
  if (kind === 'missing_permission') return message('quiet', texts.linksUnread(mode));
  const mayChange = kind === 'listed' && (await mayChangePaymentLinks({ apiKey, apiBase })) === true;
  return mayChange ? message('quiet', texts.checked.mayChange(mode)) : nothing;
}

function drawRightsOf(mode: StripeMode, rights: KeyRights): Html {
  switch (rights.kind) {
    case 'no_key':
      return message('quiet', texts.checked.none(mode));
    case 'unknown':
      return message('bad', texts.checked.unknown(mode, rights.reason));
    case 'found': {
      if (rights.missing.length === 0) return message('good', texts.checked.all(mode));
      const items = rights.missing.map(
        (right) => html`<li>${texts.missingRight(rightBoxes[right], laterRights[right])}</li>`,
      );
      return message('warning', html`<p>${texts.checked.missing(mode)}</p><ul>${items}</ul>`);
    }
  }
}
