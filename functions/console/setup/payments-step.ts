// The step that decides which of a Stripe account's payments belong to a property.
import { findSharing } from '../../doctor/find-sharing.ts';
import { openStripeKey } from '../../properties/stripe-keys/open-stripe-key.ts';
import { findOwningAccount } from '../../rules/account.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { type Answer, type Page, page } from '../answer.ts';
import { type EnteredScope, readScopeForm, scopeFields, toEnteredScope } from '../forms/scope-form.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { message } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { frameTexts } from '../texts/setup-texts.ts';
import { paymentsStepTexts as texts } from '../texts/step-texts.ts';
import { type ModeLinks, readLinks } from './read-links.ts';
import { type Redrawn, saveSettingsStep } from './save-settings-step.ts';
import { toDamageListener } from './setup-facts.ts';
import { changeForm, drawWithFacts } from './step-frame.ts';

/** The page with what the property has, the links that its keys may read, and a warning where payments are shared. */
export async function showPaymentsStep(request: PropertyRequest): Promise<Answer> {
  return page(await draw(request));
}

/** Stores what was chosen. */
export async function savePaymentsStep(request: PropertyRequest): Promise<Answer> {
  return await saveSettingsStep(
    request,
    { id: 'payments', toSettings: (scope) => ({ scope }), isTicked: true, draw },
    readScopeForm(request.form),
  );
}

async function draw(
  request: PropertyRequest,
  { entered, faults = {}, fault }: Redrawn<EnteredScope> = {},
): Promise<Page> {
  return await drawWithFacts(request, async (facts) => {
    const { property } = facts;
    const [read, sharing] = await Promise.all([readLinks(request, property), drawSharing(request, property)]);
    const offered = read.flatMap((one) => (one.kind === 'listed' ? one.links : []));
    const fields = scopeFields(entered ?? toEnteredScope(property.scope), { faults, offered });
    return {
      ...{ id: 'payments', facts, fault },
      body: html`${sharing}
<p>${texts.intro}</p>
${offered.length === 0 ? html`<p class="hint">${wordUnread(request, read)}</p>` : nothing}
<div class="panel">${changeForm(request, 'payments', { fields, submit: frameTexts.save })}</div>`,
    };
  });
}

function wordUnread({ role }: PropertyRequest, read: readonly ModeLinks[]): string {
  if (role !== 'owner') return texts.linksUnread.viewer;
  if (read.length === 0) return texts.linksUnread.no_key;
  if (read.some(({ kind }) => kind === 'missing_permission')) return texts.linksUnread.missing_permission;
  return read.every(({ kind }) => kind === 'listed') ? '' : texts.linksUnread.unavailable;
}

/** Names only what the visitor's account owns; of others it tells that they are there. */
async function drawSharing({ context, account }: PropertyRequest, property: Property): Promise<Html> {
  const { store, settings } = context;
  const all = await store.listProperties(toDamageListener(context));
  const openKey = (one: Property, mode: StripeMode): string | undefined => {
    const opened = openStripeKey(one, mode, settings.keyRing);
    return opened.kind === 'key' ? opened.apiKey : undefined;
  };
  // Once for both modes.
  const sharing = [...new Set(findSharing(property, all, openKey).map(({ other }) => other))];
  if (sharing.length === 0) return nothing;
  const deployment = await store.console.findDeployment();
  const isOurs = (other: Property): boolean => findOwningAccount(other, deployment) === account.id;
  const names = sharing.filter(isOurs).map(({ name }) => name);
  const sentences = [
    ...(names.length > 0 ? [texts.shared(names.join(', '))] : []),
    ...(names.length < sharing.length ? [texts.sharedElsewhere] : []),
  ];
  return message(
    'warning',
    html`<p><strong>${texts.sharedTitle}</strong></p>${sentences.map((one) => html`<p>${one}</p>`)}`,
  );
}
