// Deletes a property with everything it owns: begun by a form, gone on with by the page that shows how far it is.
import { goOnWithRemoval, type RemovalState } from '../../../properties/removal/remove-owned.ts';
import { type EndpointOutcome, startRemoval } from '../../../properties/removal/start-removal.ts';
import { stripeModes } from '../../../rules/own-mode.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, type Page, page, pageAgain } from '../../answer.ts';
import { html, nothing } from '../../page/html.ts';
import { message } from '../../page/parts.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { manageTexts as texts } from '../../texts/manage-texts.ts';
import { answerChange, settingsPath, toSettingsPage } from '../settings-frame.ts';
import { toManagePage } from './manage-page.ts';

/** So many times some of each kind for one look at the page: seconds on a slow database. */
const roundsOfOneLook = 10;
const lookAgainSeconds = 5;

/** Begins, where the name was typed; then the page that goes on. */
export async function beginDeletion(request: PropertyRequest): Promise<Answer> {
  const { form, property, context } = request;
  if ((form.get('name') ?? '').trim() !== property.name.trim()) {
    return pageAgain(await toManagePage(request, { nameFault: texts.deleteNameFault }));
  }
  return await answerChange(
    (fault) => toManagePage(request, { fault }),
    async () => {
      const endpoints = await startRemoval(toPropertyTools(context), property.id, context.settings.stripeApiBase);
      await writeAudit(request, { what: 'property_deletion_begun', about: property.name });
      return { kind: 'redirect', to: `${settingsPath(request, '/delete')}?${new URLSearchParams(endpoints)}` };
    },
  );
}

/** Removes some more and shows how far it is; at the end leads to the account. Only where the deletion was begun. */
export async function goOnDeleting(request: PropertyRequest): Promise<Answer> {
  const { property, context, account, to } = request;
  if (property.removalStartedAtMs === undefined) return { kind: 'redirect', to: settingsPath(request, '/manage') };
  const state = await goOnWithRemoval(context, property, roundsOfOneLook);
  if (state !== 'gone') return page(toProgressPage(request, state));
  await writeAudit(request, { what: 'property_deleted', about: property.name });
  return { kind: 'redirect', to: to(`/accounts/${account.id}?notice=deleted`) };
}

function toProgressPage(request: PropertyRequest, state: Exclude<RemovalState, 'gone'>): Page {
  const { property, query } = request;
  const outcomes = stripeModes.map((mode) => {
    const outcome = toOutcome(query.get(mode));
    if (outcome === 'removed') return message('good', texts.endpoints.removed[mode]);
    if (outcome !== 'left') return nothing;
    return message('warning', html`<p>${texts.endpoints.left[mode]} <code>${property.id}</code></p>`);
  });
  const sentence = state === 'settling' ? texts.settling : texts.goingOn;
  const body = html`<div id="deletion" aria-live="polite">${message('quiet', sentence)}</div>${outcomes}`;
  const settings = toSettingsPage(request, { id: '/manage', title: texts.progressTitle, body });
  return { ...settings, refreshSeconds: lookAgainSeconds };
}

function toOutcome(word: string | null): EndpointOutcome | undefined {
  return (['removed', 'none', 'left'] as const).find((one) => one === word);
}
