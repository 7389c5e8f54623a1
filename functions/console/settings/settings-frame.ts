// What every page of the settings has around it: the way to the others, and who may change something.
import { PropertyError } from '../../properties/property-error.ts';
import type { Property } from '../../rules/property.ts';
import { type Answer, type Page, pageAgain } from '../answer.ts';
import { type Form, form } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { message } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { settingsPages, settingsTexts as texts } from '../texts/settings-texts.ts';

/** The last part of a page's address. */
export type SettingsPageId = keyof typeof settingsPages;

/** One page's own part. */
export interface SettingsContent {
  /** To which entry of the navigation it belongs. */
  id: SettingsPageId;
  /** Of a page below that entry. */
  title?: string;
  body: Html | readonly Html[];
  /** Why the last change was not made, where that belongs to no field. */
  fault?: string | undefined;
}

const pageIds: readonly SettingsPageId[] = ['', '/stripe', '/destinations', '/manage'];

/** The page with the navigation of the settings. */
export function toSettingsPage(request: PropertyRequest, { id, title, body, fault }: SettingsContent): Page {
  // Then this page is the last one of them.
  const isRemoved = request.property.removalStartedAtMs !== undefined;
  const links = pageIds.map(
    (one) =>
      html`<a href="${settingsPath(request, one)}" ${one === id ? html`aria-current="page"` : nothing}>${settingsPages[one]}</a>`,
  );
  return {
    title: title ?? settingsPages[id],
    section: '/settings',
    body: html`${isRemoved ? nothing : html`<nav class="subpages" aria-label="${texts.navigation}">${links}</nav>`}
${fault === undefined ? nothing : message('bad', fault)}
${body}`,
  };
}

/** The whole path of a settings page or of a form's target below it. */
export function settingsPath({ to, property }: PropertyRequest, rest = ''): string {
  return to(`/properties/${property.id}/settings${rest}`);
}

/** A form of the settings; `to` is what follows `/settings` in its address. Nothing for whoever may only look. */
export function ownersForm(
  request: PropertyRequest,
  { to, ...rest }: Omit<Form, 'action' | 'csrf'> & { to: string },
): Html {
  if (request.role !== 'owner') return nothing;
  return form({ ...rest, action: settingsPath(request, to), csrf: request.visitor.csrf });
}

/** To a page of the settings, which says by `notice` what was done. */
export function backTo(request: PropertyRequest, id: string, notice = 'saved'): Answer {
  return { kind: 'redirect', to: `${settingsPath(request, id)}?notice=${notice}` };
}

/** The answer of a change; where the property refuses it, the page again with why. */
export async function answerChange(
  again: (fault: string) => Promise<Page> | Page,
  change: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof PropertyError)) throw error;
    return pageAgain(await again(error.message));
  }
}

/** The request about the property as it is stored now, for a page that is shown after a change was tried. */
export async function reread(request: PropertyRequest): Promise<PropertyRequest & { property: Property }> {
  const property = await request.context.store.findProperty(request.property.id);
  return property === undefined ? request : { ...request, property };
}
