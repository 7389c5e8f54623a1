// The purchases that arrived, as a report would list them.
import { type Html, html } from '../page/html.ts';
import type { Page } from '../page/layout.ts';
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
${purchases.length === 0 ? html`<p class="card">No purchase yet. Buy something in the shop.</p>` : table(purchases)}
</main>`,
  };
}

function table(purchases: ReceivedHit[]): Html {
  return html`<div class="card scroll" tabindex="0" role="region" aria-label="Purchases"><table>
<thead><tr><th scope="col">Received</th><th scope="col">Event</th><th scope="col">Transaction</th><th scope="col" class="number">Value</th><th scope="col">Products</th><th scope="col">Campaign</th></tr></thead>
<tbody>${purchases.map(row)}</tbody></table></div>`;
}

function row(hit: ReceivedHit): Html {
  const { parameters } = hit;
  return html`<tr>
<td>${new Date(hit.receivedAtMs).toISOString().slice(0, 19).replace('T', ' ')}</td>
<td><code>${hit.eventName}</code></td>
<td><code>…${String(parameters['transaction_id'] ?? '').slice(-8)}</code></td>
<td class="number">${String(parameters['value'] ?? '–')} ${hit.currency}</td>
<td>${hit.items.map((item) => `${item.quantity ?? 1} × ${item.item_name ?? item.item_id ?? '?'}`).join(', ')}</td>
<td>${campaignOf(hit.pageLocation)}</td>
</tr>`;
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
