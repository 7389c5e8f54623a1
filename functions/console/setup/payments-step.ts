// The step that decides which of a Stripe account's payments belong to a property.
import { findOwningAccount } from '../../rules/account.ts';
import { type Answer, type Page, page } from '../answer.ts';
import { type EnteredScope, readScopeForm, scopeFields, toEnteredScope } from '../forms/scope-form.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { message } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { frameTexts } from '../texts/setup-texts.ts';
import { paymentsStepTexts as texts } from '../texts/step-texts.ts';
import { type ModeLinks, readLinks } from './read-links.ts';
import type { Sharer } from './read-sharers.ts';
import { type Redrawn, saveSettingsStep } from './save-settings-step.ts';
import { type SetupFacts, sharersAgeMs } from './setup-facts.ts';
import { changeForm, drawWithFacts, type StepContent } from './step-frame.ts';

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
  const drawn = async (facts: SetupFacts): Promise<StepContent> => {
    const { property, sharers } = facts;
    const [read, sharing] = await Promise.all([readLinks(request, property), drawSharing(request, sharers)]);
    const offered = read.flatMap((one) => (one.kind === 'listed' ? one.links : []));
    const fields = scopeFields(entered ?? toEnteredScope(property.scope), { faults, offered });
    return {
      ...{ id: 'payments', facts, fault },
      body: html`${sharing}
<p>${texts.intro}</p>
${offered.length === 0 ? html`<p class="hint">${wordUnread(request, read)}</p>` : nothing}
<div class="panel">${changeForm(request, 'payments', { fields, submit: frameTexts.save })}</div>`,
    };
  };
  return await drawWithFacts(request, drawn, sharersAgeMs.anew);
}

function wordUnread({ role }: PropertyRequest, read: readonly ModeLinks[]): string {
  if (role !== 'owner') return texts.linksUnread.viewer;
  if (read.length === 0) return texts.linksUnread.no_key;
  if (read.some(({ kind }) => kind === 'missing_permission')) return texts.linksUnread.missing_permission;
  return read.every(({ kind }) => kind === 'listed') ? '' : texts.linksUnread.unavailable;
}

/** Names only what the visitor's account owns; of others it tells that they are there. */
async function drawSharing({ context, account }: PropertyRequest, sharing: readonly Sharer[]): Promise<Html> {
  if (sharing.length === 0) return nothing;
  const deployment = await context.store.console.findDeployment();
  const isOurs = (other: Sharer): boolean => findOwningAccount(other, deployment) === account.id;
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
