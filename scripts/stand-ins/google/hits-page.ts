// What arrived, as a report would list it: what pages sent and what servers sent, told apart.
import { type Html, type HtmlValue, html, trusted } from '../page/html.ts';
import type { Page } from '../page/layout.ts';
import { recordTable } from '../page/record-table.ts';
import type { AdsConversion } from './ads-conversions.ts';
import { type Conversion, listConversions } from './conversions.ts';
import type { HitItem } from './parse-hits.ts';
import type { ServerHit } from './server-events.ts';
import type { ReceivedHit } from './start-google-stand-in.ts';
import { type UnsentEvent, unsentSection } from './unsent-events.ts';

/** Everything that arrived, oldest first. */
export interface ReceivedFromAll {
  hits: readonly ReceivedHit[];
  adsConversions: readonly AdsConversion[];
  serverHits: readonly ServerHit[];
}

/** What the page tells beside what arrived. */
export interface HitsPageSurroundings {
  /** Where the way back leads to; none is shown without. */
  shopUrl?: string | undefined;
  /** Newest first. */
  unsent?: readonly UnsentEvent[];
}

/** Everything about payments, newest first, and a count of everything else. The page keeps itself up to date. */
export function hitsPage(
  { hits, adsConversions, serverHits }: ReceivedFromAll,
  { shopUrl, unsent = [] }: HitsPageSurroundings = {},
): Page {
  const conversions = listConversions(hits, serverHits);
  return {
    title: 'Received hits · Google stand-in',
    notice: html`Stand-in for Google’s collector on this machine. Nothing leaves it.${shopUrl && html` <a href="${shopUrl}">Back to the shop</a>`}`,
    head: refresh,
    body: html`<main aria-live="polite">
<h1>What reached “GA4”</h1>
<p>${describe(hits, conversions, listConversions(hits, []).length)}${describeDropped(serverHits)}${unsent.length === 0 ? undefined : html` <a href="#unsent">${unsent.length} not sent, or not yet</a>.`} Raw: <a href="/hits.json">hits.json</a></p>
${conversions.length === 0 ? html`<p class="card">No purchase yet. Buy something in the shop.</p>` : recordTable(columns, conversions.toReversed().map(toCells))}
${adsConversions.length === 0 ? undefined : adsTable(adsConversions)}
${unsentSection(unsent)}
<h2>How to read this</h2>
<p class="small soft">A <b>page</b> sends by GA4’s own tag; a <b>server</b> by the GA4 tag of its container or by the Measurement Protocol, with the visitor and the session that the click on the payment link told, so that GA4 counts both for the same visitor.</p>
${conversions.some(({ sessionId }) => sessionId === undefined) ? noSession : undefined}
</main>`,
  };
}

const noSession = html`<p class="small soft"><b>No session</b>: the event names no visit of GA4’s, because none was known when the payment link was clicked, or because it began more than 24 hours ago and GA4 would begin a new one for it. GA4 counts the event all the same, but joins it with no visit, so that its source may read “(not set)”.</p>`;

function describe(hits: readonly ReceivedHit[], conversions: readonly Conversion[], ofHits: number): string {
  const fromServers = conversions.filter(({ sentBy }) => sentBy === 'server').length;
  const fromPages = conversions.length - fromServers;
  const others = hits.length - ofHits;
  return `${fromPages} ${fromPages === 1 ? 'event' : 'events'} about payments from pages, ${fromServers} from servers; beside them ${others} other ${others === 1 ? 'hit' : 'hits'}, such as page views.`;
}

function describeDropped(serverHits: readonly ServerHit[]): string | undefined {
  const dropped = serverHits.filter(({ faults }) => faults.length > 0).length;
  return dropped === 0 ? undefined : ` ${dropped} more from servers would be dropped in silence.`;
}

function adsTable(conversions: readonly AdsConversion[]): Html {
  return html`<h2>What reached “Google Ads”</h2>
${recordTable(adsColumns, conversions.toReversed().map(toAdsCells))}`;
}

const adsColumns = [
  { label: 'Time (UTC)' },
  { label: 'Conversion' },
  { label: 'Order' },
  { label: 'Value', isNumber: true },
  { label: 'Customer' },
  { label: 'Click' },
  { label: 'User data, hashed' },
  { label: 'Consent' },
  { label: 'Faults' },
] as const;

function toAdsCells(conversion: AdsConversion): HtmlValue[] {
  const { receivedAtMs, conversionId, label, orderId, value, currency, isNewCustomer, userData } = conversion;
  return [
    new Date(receivedAtMs).toISOString().slice(11, 19),
    html`<code>${conversionId}/${label ?? '–'}</code>`,
    html`<code>${shorten(orderId ?? '')}</code>`,
    value === undefined ? '–' : `${value} ${currency ?? ''}`,
    isNewCustomer === undefined ? '–' : isNewCustomer ? 'new' : 'returning',
    html`<span class="long">${describeClick(conversion)}</span>`,
    userData.join(', ') || '–',
    [conversion.gcs, conversion.gcd].filter((signal) => signal !== undefined).join(' ') || '–',
    conversion.faults.join(' ') || '–',
  ];
}

/** Which kind of click it was, and its id. */
function describeClick({ gclaw, gbraid, wbraid }: AdsConversion): string {
  const clicks = Object.entries({ gclid: gclaw, gbraid, wbraid }).filter(([, id]) => id !== undefined);
  return clicks.map(([kind, id]) => `${kind} ${id}`).join(', ') || '–';
}

const columns = [
  { label: 'Time (UTC)' },
  { label: 'Event' },
  { label: 'Sent by' },
  { label: 'Transaction' },
  { label: 'Value', isNumber: true },
  { label: 'Products' },
  { label: 'Campaign' },
  { label: 'Visitor' },
] as const;

function toCells(conversion: Conversion): HtmlValue[] {
  const { receivedAtMs, eventName, sentBy, transactionId, value, currency, items, campaign } = conversion;
  return [
    new Date(receivedAtMs).toISOString().slice(11, 19),
    html`<code>${eventName}</code>`,
    html`<span class="badge ${sentBy === 'server' ? 'server' : ''}">${sentBy}</span>`,
    html`<code>${shorten(transactionId)}</code>`,
    value === undefined ? '–' : `${value} ${currency ?? ''}`,
    items.map(toProduct).join(', '),
    campaign.join(' / ') || '–',
    visitor(conversion),
  ];
}

/** Invoices put the number into the name. */
function toProduct({ item_name: name, item_id: id, quantity = 1 }: HitItem): string {
  return `${quantity === 1 ? '' : `${quantity} × `}${name ?? id ?? '?'}`;
}

/** What it is, and enough of it to tell two apart. */
function shorten(transactionId: string): string {
  return transactionId === '' ? '–' : `${transactionId.split('_')[0]}_…${transactionId.slice(-6)}`;
}

function visitor({ clientId, sessionId }: Conversion): Html {
  const session = sessionId === undefined ? 'no session' : `session ${sessionId}`;
  return html`<div><code>${clientId ?? '–'}</code><br><span class="soft small">${session}</span></div>`;
}

/** Reads the page again every two seconds and shows what is new, so that a server’s event is seen to arrive. */
const refresh = trusted(`<script>
  setInterval(async () => {
    const answer = await fetch(location.href).catch(() => undefined);
    if (!answer) return;
    const read = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
    const shown = document.querySelector('main');
    if (read && read.innerHTML !== shown.innerHTML) shown.innerHTML = read.innerHTML;
  }, 2000);
</script>`);
