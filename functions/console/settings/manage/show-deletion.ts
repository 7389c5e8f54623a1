// Shows how far the deletion of a property is, and hurries it on; the sweep finishes it as well when nobody looks.
import { findSweptAtMs } from '../../../delivery/sweep-mark.ts';
import { goOnWithRemoval, type RemovalState, toEndMark } from '../../../properties/removal/remove-owned.ts';
import type { EndpointOutcome } from '../../../properties/removal/start-removal.ts';
import { findOwningAccount } from '../../../rules/account.ts';
import { stripeModes } from '../../../rules/own-mode.ts';
import type { Property } from '../../../rules/property.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, type Page, page } from '../../answer.ts';
import { createConsoleLogs } from '../../logs.ts';
import { html, nothing } from '../../page/html.ts';
import { message } from '../../page/parts.ts';
import type { AccountRequest } from '../../route.ts';
import { manageTexts as texts } from '../../texts/manage-texts.ts';

/** So many times some of each kind for one look at the page: seconds on a slow database. */
const roundsOfOneLook = 10;
const lookAgainSeconds = 5;

/** So many lines of the trail are looked through for a property that is gone. */
const linesLooked = 100;

/** After a longer time without a sweep there is probably none; it comes every minute. */
const sweepGoneMs = 600_000;

/**
 * Removes some more and shows how far it is; at the end, whoever brought it about, leads to the account. Of a property that nobody
 * began to delete leads to the page where that is done. What is no property of the account leads to the account, which says that
 * it was deleted only where the trail does.
 */
export async function showDeletion(request: AccountRequest): Promise<Answer> {
  const { context, account, params, to } = request;
  const { store } = context;
  const id = params['deletedId'] ?? '';
  const over = { kind: 'redirect', to: to(`/accounts/${account.id}?notice=deleted`) } as const;
  const unknown = { kind: 'redirect', to: to(`/accounts/${account.id}`) } as const;
  const property = await store.findProperty(id);
  if (property === undefined) return (await wasDeleted(request, id)) ? over : unknown;
  const deployment = property.accountId === null ? await store.console.findDeployment() : undefined;
  if (findOwningAccount(property, deployment) !== account.id) return unknown;
  if (property.removalStartedAtMs === undefined) {
    return { kind: 'redirect', to: to(`/properties/${property.id}/settings/manage`) };
  }
  const note = { what: 'property_deleted', about: property.name, once: toEndMark(property) };
  const noteEnd = async (): Promise<void> => await writeAudit({ ...request, property }, note);
  const { state } = await goOnWithRemoval({ ...context, noteEnd }, property, roundsOfOneLook);
  if (state === 'gone' || state === 'missing') return over;
  return page(await toProgressPage(request, property, state));
}

/** Whether the newest lines of the trail tell that its deletion was begun or came to its end. */
async function wasDeleted({ context, account }: AccountRequest, id: string): Promise<boolean> {
  const { damaged } = createConsoleLogs(context.log);
  const asked = { accountId: account.id, limit: linesLooked };
  const events = await context.store.console.listAuditEvents(asked, damaged);
  return events.some(({ what, propertyId }) => propertyId === id && what.startsWith('property_delet'));
}

async function toProgressPage(
  { query, context: { store, now } }: AccountRequest,
  { id, name }: Property,
  state: Extract<RemovalState, 'going_on' | 'settling'>,
): Promise<Page> {
  const sweptAtMs = await findSweptAtMs(store);
  const mayLeave = sweptAtMs !== undefined && now() - sweptAtMs < sweepGoneMs;
  const outcomes = stripeModes.map((mode) => {
    const outcome = toOutcome(query.get(mode));
    if (outcome === 'removed') return message('good', texts.endpoints.removed[mode]);
    if (outcome !== 'left') return nothing;
    return message('warning', html`<p>${texts.endpoints.left[mode]} <code>${id}</code></p>`);
  });
  const sentence = state === 'settling' ? texts.settling : texts.goingOn;
  const lines = html`<p>${sentence}</p><p>${mayLeave ? texts.mayLeave[state] : texts.stay}</p>`;
  return {
    title: texts.progressTitle(name || id),
    body: html`<div id="deletion" aria-live="polite">${message('quiet', lines)}</div>${outcomes}`,
    refreshSeconds: lookAgainSeconds,
  };
}

function toOutcome(word: string | null): EndpointOutcome | undefined {
  return (['removed', 'none', 'left'] as const).find((one) => one === word);
}
