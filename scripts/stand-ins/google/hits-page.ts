// The purchases that arrived, as a report would list them.
import { type HtmlValue, html } from '../page/html.ts';
import type { Page } from '../page/layout.ts';
import { recordTable } from '../page/record-table.ts';
import { type ServerHit, toServerEvents } from './server-events.ts';
import type { ReceivedHit } from './start-google-stand-in.ts';

/** What pages sent, purchases and test purchases newest first, beside what servers sent, and a count of everything else. */
export function hitsPage(hits: readonly ReceivedHit[], serverHits: readonly ServerHit[]): Page {
  const purchases = hits.filter(({ eventName }) => eventName.startsWith('purchase')).toReversed();
  return {
    title: 'Received hits · Google stand-in',
    notice: html`Stand-in for Google’s collector on this machine. Nothing leaves it.`,
    body: html`<main>
<h1>What reached “GA4”</h1>
<p>${hits.length} ${hits.length === 1 ? 'hit' : 'hits'} in all, ${purchases.length} of them purchases. Raw: <a href="/hits.json">hits.json</a></p>
${purchases.length === 0 ? html`<p class="card">No purchase yet. Buy something in the shop.</p>` : recordTable(columns, purchases.map(toCells))}
${serverSection(serverHits)}
</main>`,
  };
}

function serverSection(serverHits: readonly ServerHit[]): HtmlValue {
  const rows = serverHits.flatMap(toServerRows).toReversed();
  const dropped = serverHits.filter(({ faults }) => faults.length > 0).length;
  return html`<h2>What servers sent</h2>
<p>${rows.length} ${rows.length === 1 ? 'event' : 'events'} by the Measurement Protocol${dropped > 0 ? `; ${dropped} more would be dropped in silence` : undefined}.</p>
${rows.length > 0 ? recordTable(serverColumns, rows) : undefined}`;
}

const serverColumns = [
  { label: 'Received (UTC)' },
  { label: 'Event' },
  { label: 'Transaction' },
  { label: 'Value', isNumber: true },
  { label: 'Client' },
  { label: 'Campaign' },
] as const;

function toServerRows(hit: ServerHit): HtmlValue[][] {
  return toServerEvents(hit).map(({ name, clientId, parameters }) => {
    const campaign = ['tilltag_source', 'tilltag_medium', 'tilltag_campaign'].flatMap((key) => parameters[key] ?? []);
    return [
      toTime(hit.receivedAtMs),
      html`<code>${name}</code>`,
      html`<code>…${String(parameters['transaction_id'] ?? '').slice(-8)}</code>`,
      `${parameters['value'] ?? '–'} ${parameters['currency'] ?? ''}`,
      html`<code>${clientId}</code>`,
      campaign.join(' / ') || '–',
    ];
  });
}

function toTime(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
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
    toTime(receivedAtMs),
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
