// The purchases that arrived, as a report would list them.
import { type HtmlValue, html } from '../page/html.ts';
import type { Page } from '../page/layout.ts';
import { recordTable } from '../page/record-table.ts';
import type { ReceivedHit } from './start-google-stand-in.ts';

/** Purchases and test purchases, newest first, and a count of everything else. */
export function hitsPage(hits: readonly ReceivedHit[]): Page {
  const purchases = hits.filter(({ eventName }) => eventName.startsWith('purchase')).toReversed();
  return {
    title: 'Received hits · Google stand-in',
    notice: html`Stand-in for Google’s collector on this machine. Nothing leaves it.`,
    body: html`<main>
<h1>What reached “GA4”</h1>
<p>${hits.length} ${hits.length === 1 ? 'hit' : 'hits'} in all, ${purchases.length} of them purchases. Raw: <a href="/hits.json">hits.json</a></p>
${purchases.length === 0 ? html`<p class="card">No purchase yet. Buy something in the shop.</p>` : recordTable(columns, purchases.map(toCells))}
</main>`,
  };
}

const columns = [
  { label: 'Received (UTC)' },
  { label: 'Event' },
  { label: 'Transaction' },
  { label: 'Value', isNumber: true },
  { label: 'Products' },
  { label: 'Campaign' },
] as const;

function toCells({ receivedAtMs, eventName, parameters, currency, items, pageLocation }: ReceivedHit): HtmlValue[] {
  return [
    new Date(receivedAtMs).toISOString().slice(0, 19).replace('T', ' '),
    html`<code>${eventName}</code>`,
    html`<code>…${String(parameters['transaction_id'] ?? '').slice(-8)}</code>`,
    `${parameters['value'] ?? '–'} ${currency}`,
    items.map((item) => `${item.quantity ?? 1} × ${item.item_name ?? item.item_id ?? '?'}`).join(', '),
    campaignOf(pageLocation),
  ];
}

/** GA4 reads the campaign from the page's address. */
function campaignOf(pageLocation = ''): string {
  if (!URL.canParse(pageLocation)) {
    return '–';
  }
  const { searchParams } = new URL(pageLocation);
  const parts = ['utm_source', 'utm_medium', 'utm_campaign'].map((name) => searchParams.get(name));
  return parts.filter((part) => part !== null).join(' / ') || '–';
}
