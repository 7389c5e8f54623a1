// What the step about the redirect shows: the text to paste, and what each payment link does after the payment.
import { openStripeKey } from '../../properties/stripe-keys/open-stripe-key.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { judgeRedirect, sessionParameter, sessionPlaceholder, toRedirectUrl } from '../../rules/redirect-url.ts';
import type { PaymentLink } from '../../stripe/list-payment-links.ts';
import { mayChangePaymentLinks } from '../../stripe/redirect-payment-link.ts';
import type { Faults } from '../forms/form-result.ts';
import { textField } from '../page/fields.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { badge, copyable, message, table } from '../page/parts.ts';
import type { PropertyRequest } from '../route.ts';
import { redirectStepTexts as texts } from '../texts/redirect-step-texts.ts';

import { areAllGood } from './keep-redirects.ts';
import type { ModeLinks } from './read-links.ts';
import type { SetupFacts } from './setup-facts.ts';
import { findLastPlaceholder } from './setup-steps.ts';
import { changeForm, stepPath, tickForm } from './step-frame.ts';

export interface RedirectDrawn {
  facts: SetupFacts;
  /** The payment links of each mode, as Stripe told them. */
  read: readonly ModeLinks[];
  /** The thank-you page, as somebody typed it. */
  typed?: string | undefined;
  /** The prices of links to be made, as somebody typed them, by field. */
  prices?: Readonly<Record<string, string>>;
  faults?: Faults;
}

/** The step's own part. It asks Stripe what the keys may change. */
export async function toRedirectBody(request: PropertyRequest, drawn: RedirectDrawn): Promise<Html> {
  const { facts, read, typed } = drawn;
  const { property } = facts;
  if (property.hostnames.length === 0) return drawWithoutHost(request);
  const pageAddress = typed ?? findUsedPage(read, property);
  const wanted = pageAddress === undefined ? undefined : toRedirectUrl(pageAddress, property);
  const isShown = wanted?.kind === 'value';
  const target = typed === undefined || !isShown ? undefined : wanted.value;
  const usable = { ...drawn, pageAddress: isShown ? pageAddress : undefined, target };
  const lists = await Promise.all(read.map((links) => drawLinks(request, links, usable)));
  return html`${drawPlaceholders(facts)}
<p>${texts.intro}</p>
<form class="panel" method="get" action="${stepPath(request, 'redirect')}">${textField({
    ...{ name: 'page', label: texts.pageLabel, hint: texts.pageHint, value: pageAddress },
    // An example: where the page lies only its owner knows, and buyers would be sent to one that is not there.
    placeholder: toExample(property),
    error: wanted?.kind === 'refused' ? wanted.sentence : undefined,
  })}<div class="actions"><button${wanted?.kind === 'value' ? html` class="quiet"` : nothing}>${texts.show}</button></div></form>
${wanted?.kind === 'value' ? drawText(wanted.value) : nothing}
<h2>${texts.linksTitle}</h2>
${read.length === 0 ? html`<p class="hint">${request.role === 'owner' ? texts.why.no_key : texts.why.viewer}</p>` : lists}
${drawEnd(request, { ...usable, isShown })}`;
}

/** Stripe says it of all links, or a person does: also of those that Stripe was not asked about, and anew where a page came back without its payment. */
function drawEnd(request: PropertyRequest, { facts, read, target, isShown }: LinksDrawn & { isShown: boolean }): Html {
  const tick = tickForm(request, 'redirect', { to: '', submit: texts.tick, isQuiet: !isShown });
  if (!areAllGood(read, facts.property)) return tick;
  if (readLinks(read).some((link) => leadsElsewhere(link, target)))
    return html`${message('warning', texts.elsewhere)}${tick}`;
  const allGood = texts.allGood(read.map(({ mode }) => mode));
  if (findLastPlaceholder(facts) === undefined) return message('good', `${allGood} ${texts.soDone}`);
  return html`${message('good', allGood)}${tick}`;
}

/** Whether buyers come to another page than the one that somebody asks for. */
function leadsElsewhere({ redirectUrl }: PaymentLink, target: string | undefined): boolean {
  if (redirectUrl === null || target === undefined) return false;
  const [own, asked] = [new URL(redirectUrl), new URL(target)];
  return own.host !== asked.host || own.pathname !== asked.pathname;
}

function readLinks(read: readonly ModeLinks[]): PaymentLink[] {
  return read.flatMap((one) => (one.kind === 'listed' ? one.links : []));
}

function drawText(redirectUrl: string): Html {
  return html`<h2>${texts.pasteTitle}</h2>
<ol>${texts.paste.map((step) => html`<li>${step}</li>`)}</ol>
${copyable(redirectUrl, texts.copy)}
<p>${texts.pasteAfter}</p>`;
}

/** Without a hostname no page may ask, wherever it lies. */
function drawWithoutHost(request: PropertyRequest): Html {
  const first = html`<a href="${stepPath(request, 'name')}">${texts.toHostnames}</a>`;
  return html`<p>${texts.intro}</p>${message('warning', html`<p>${texts.noHostname} ${first}</p>`)}`;
}

/** What is right in Stripe already says where the thank-you page lies. */
function findUsedPage(read: readonly ModeLinks[], property: Property): string | undefined {
  const good = readLinks(read).find(({ redirectUrl }) => judgeRedirect(redirectUrl, property) === 'good')?.redirectUrl;
  return good?.replace(`?${sessionParameter}=${sessionPlaceholder}`, '') ?? undefined;
}

function toExample({ hostnames }: Property): string {
  const [first = ''] = hostnames;
  return `https://${first.replace(/^\*\./, 'www.')}/thank-you`;
}

function drawPlaceholders(facts: SetupFacts): Html {
  const last = findLastPlaceholder(facts);
  if (last === undefined) return nothing;
  const [day, count] = last;
  return message(
    'warning',
    html`<p><strong>${texts.placeholderTitle}</strong></p><p>${texts.placeholder(count, day)}</p>`,
  );
}

interface LinksDrawn extends RedirectDrawn {
  /** Where the thank-you page lies; `undefined` while nobody said so, or no buyer may be led there. */
  pageAddress: string | undefined;
  /** The redirect to the page that somebody typed; `undefined` while nobody did. */
  target: string | undefined;
}

async function drawLinks(request: PropertyRequest, links: ModeLinks, drawn: LinksDrawn): Promise<Html> {
  if (links.kind !== 'listed') return html`<p class="hint">${wordUnread(links)}</p>`;
  const { mode } = links;
  const mayChange = await mayChangeLinks(request, mode);
  const rows = links.links.map((link) => toRow(request, link, { mode, mayChange, drawn }));
  const columns = [
    { label: texts.linkColumns.link },
    { label: texts.linkColumns.after },
    ...(mayChange === true && drawn.pageAddress !== undefined ? [{ label: texts.linkColumns.action }] : []),
  ];
  return html`${links.links.length === 0 ? html`<p class="hint">${texts.noLinks(mode)}</p>` : html`<div class="as-cards">${table(texts.linksCaption(mode), columns, rows)}</div>`}
${links.isWhole ? nothing : html`<p class="hint">${texts.notWhole}</p>`}
${drawOffer(request, { mode, mayChange, drawn })}`;
}

function drawOffer(request: PropertyRequest, { mode, mayChange, drawn }: RowSurroundings): Html {
  if (mayChange !== true) return html`<p class="hint">${texts.why.cannot_write}</p>`;
  const { pageAddress } = drawn;
  if (pageAddress === undefined) return html`<p class="hint">${texts.why.no_page}</p>`;
  return drawMaking(request, mode, { ...drawn, pageAddress });
}

function wordUnread({ kind }: ModeLinks): string {
  if (kind === 'missing_permission') return texts.why.cannot_read;
  return kind === 'rejected' ? texts.why.rejected : texts.why.unavailable;
}

async function mayChangeLinks(
  { property, context: { settings } }: PropertyRequest,
  mode: StripeMode,
): Promise<boolean | undefined> {
  const key = openStripeKey(property, mode, settings.keyRing);
  if (key.kind !== 'key') return false;
  return await mayChangePaymentLinks({ apiKey: key.apiKey, apiBase: settings.stripeApiBase });
}

interface RowSurroundings {
  mode: StripeMode;
  mayChange: boolean | undefined;
  drawn: LinksDrawn;
}

function toRow(
  request: PropertyRequest,
  link: PaymentLink,
  { mode, mayChange, drawn: { pageAddress, target } }: RowSurroundings,
): Html[] {
  const { id, url, redirectUrl } = link;
  const verdict = judgeRedirect(redirectUrl, request.property);
  const isGood = verdict === 'good';
  const isElsewhere = isGood && leadsElsewhere(link, target);
  const { word, sentence } = isElsewhere ? texts.otherPage : texts.verdicts[verdict];
  const leadsTo = redirectUrl === null ? nothing : html`<span class="hint">${texts.leadsTo(redirectUrl)}</span>`;
  const tone = isElsewhere ? 'warning' : isGood ? 'good' : 'bad';
  const after = html`${badge(tone, word)} ${sentence}${leadsTo}`;
  const cells = [
    html`<a href="${url}" target="_blank" rel="noopener">${url}</a><span class="hint">${id}</span>`,
    after,
  ];
  if (mayChange !== true || pageAddress === undefined) return cells;
  const fields = html`${hidden('link', id)}${hidden('mode', mode)}${hidden('page', pageAddress)}`;
  const submit = html`${texts.change}<span class="unseen">${texts.ofLink(url)}</span>`;
  return [
    ...cells,
    isGood && !isElsewhere ? html`` : changeForm(request, 'redirect', { to: '/change', fields, submit }),
  ];
}

function drawMaking(
  request: PropertyRequest,
  mode: StripeMode,
  { pageAddress, prices = {}, faults = {} }: RedirectDrawn & { pageAddress: string },
): Html {
  const name = priceField(mode);
  const fields = html`${hidden('mode', mode)}${hidden('page', pageAddress)}${textField({
    ...{ name, label: texts.priceLabel, hint: texts.priceHint, value: prices[name], placeholder: 'price_…' },
    error: faults[name],
  })}`;
  const form = changeForm(request, 'redirect', { to: '/make', fields, submit: texts.makeSubmit });
  return html`<details ${faults[name] === undefined ? nothing : 'open'}><summary>${texts.makeTitle}: ${mode}</summary><p>${texts.make}</p>${form}</details>`;
}

/** The field of a link to be made in this mode; both modes may stand on one page. */
export function priceField(mode: StripeMode | undefined): string {
  return `price_${mode ?? 'live'}`;
}

function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}
