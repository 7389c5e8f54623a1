// The whole document around a page: head, navigation, and what was just done.

import type { Account, Role } from '../../rules/account.ts';
import type { Property } from '../../rules/property.ts';
import type { Page } from '../answer.ts';
import type { Visitor } from '../route.ts';
import type { AssetName } from '../serve/console-assets.ts';
import { notices, commonTexts as texts } from '../texts/common-texts.ts';
import { type Html, html, nothing } from './html.ts';
import { badge, message } from './parts.ts';

/** What the layout is made from beside the page itself. */
export interface Surroundings {
  to: (path: string) => string;
  /** The address of a built file, by its name. */
  toAsset: (name: AssetName) => string;
  visitor: Visitor | undefined;
  account?: Account | undefined;
  role?: Role | undefined;
  property?: Property | undefined;
  /** Where a page that waits is asked for again: its own address, without what a link from elsewhere put into it. */
  refreshTo: string;
  /** The word of what was just done. */
  notice: string | undefined;
}

/** The entries of a property's navigation: their addresses below the property, and their names. */
export const propertySections = [
  ['', texts.overview],
  ['/setup', texts.setup],
  ['/conversions', texts.conversions],
  ['/coverage', texts.coverage],
  ['/campaigns', texts.campaigns],
  ['/doctor', texts.doctor],
  ['/settings', texts.settings],
] as const;

/** The document. It holds no script and no style of its own, so that a strict Content-Security-Policy lets it be. */
export function layOut(content: Page, surroundings: Surroundings): Html {
  const { title, body, section, refreshSeconds, refreshQuery = {}, scripts = [] } = content;
  const { toAsset, visitor, account, role, property, notice } = surroundings;
  const refreshTo = withQuery(surroundings.refreshTo, refreshQuery);
  const about = property?.name || account?.name;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
${refreshSeconds === undefined ? nothing : html`<noscript><meta http-equiv="refresh" content="${refreshSeconds};url=${refreshTo}"></noscript>`}
<title>${title}${about === undefined ? '' : ` · ${about}`} · ${texts.product}</title>
<link rel="icon" href="${toAsset('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${toAsset('console.css')}">
<script type="module" src="${toAsset('console.js')}"></script>
${scripts.map((name) => html`<script type="module" src="${toAsset(name)}"></script>`)}
</head>
<body>
<a class="skip" href="#content">${texts.skipToContent}</a>
${topBar(surroundings)}
${property === undefined ? nothing : propertyBar(surroundings, property, section)}
<main id="content" tabindex="-1" ${refreshSeconds === undefined ? nothing : html`data-refresh-seconds="${refreshSeconds}" data-refresh-to="${refreshTo}"`}>
<h1>${title}</h1>
${noticeOf(notice)}
${role === 'viewer' && visitor !== undefined ? html`<p class="hint">${texts.viewerNote}</p>` : nothing}
${body}
</main>
</body>
</html>`;
}

function withQuery(address: string, added: Readonly<Record<string, string>>): string {
  const [path = '', query] = address.split('?');
  const params = new URLSearchParams(query);
  for (const [name, value] of Object.entries(added)) params.set(name, value);
  return params.size === 0 ? path : `${path}?${params}`;
}

function noticeOf(word: string | undefined): Html {
  // Anybody can write an address, and every object has a `constructor`.
  const sentence = word !== undefined && Object.hasOwn(notices, word) ? notices[word] : undefined;
  return sentence === undefined ? nothing : message('good', sentence);
}

function topBar({ to, visitor, account, role }: Surroundings): Html {
  const home = html`<a class="brand" href="${to('/')}">${texts.product}</a>`;
  if (visitor === undefined) return html`<header class="top">${home}</header>`;
  const { user, csrf } = visitor;
  const ofAccount =
    account === undefined
      ? nothing
      : html`<a href="${to(`/accounts/${account.id}`)}">${account.name}</a>${
          role === 'owner'
            ? html`<a href="${to(`/accounts/${account.id}/members`)}">${texts.members}</a><a href="${to(`/accounts/${account.id}/audit`)}">${texts.auditTrail}</a>`
            : nothing
        }`;
  return html`<header class="top">${home}<nav aria-label="${texts.navigation}"><a href="${to('/accounts')}">${texts.accounts}</a>${ofAccount}</nav>
<div class="you"><a href="${to('/you')}">${user.email}</a><form method="post" action="${to('/sign-out')}"><input type="hidden" name="csrf" value="${csrf}"><button class="quiet">${texts.signOut}</button></form></div></header>`;
}

/** Of a property that is being deleted, the pages that are still there. */
const lastSections: readonly string[] = ['', '/doctor'];

function propertyBar(
  { to }: Surroundings,
  { id, name, removalStartedAtMs }: Property,
  section: string | undefined,
): Html {
  const isRemoved = removalStartedAtMs !== undefined;
  const sections = propertySections.filter(([path]) => !isRemoved || lastSections.includes(path));
  const links = sections.map(([path, label]) => {
    const isCurrent = section === path;
    return html`<a href="${to(`/properties/${id}${path}`)}" ${isCurrent ? html`aria-current="page"` : nothing}>${label}</a>`;
  });
  return html`<div class="property"><p class="name">${name}${isRemoved ? html` ${badge('warning', texts.beingDeleted)}` : nothing}</p><nav aria-label="${texts.propertyNavigation}">${links}</nav></div>`;
}
