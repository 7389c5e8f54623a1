// The merchant's side: what was bought, and the steps that at the real Stripe only time or a bank takes.
import { type Html, html } from '../../page/html.ts';
import type { Page } from '../../page/layout.ts';
import { formatMoney } from '../../page/money.ts';
import { isPending } from '../sessions.ts';
import type { SessionRecord } from '../state.ts';
import { stripeNotice } from './pay-page.ts';

/** The newest sessions, with a button for each step they can still take. */
export function dashboardPage(records: SessionRecord[], error?: string): Page {
  return {
    title: 'Sessions · Stripe stand-in',
    notice: stripeNotice,
    body: html`<main>
<h1>Checkout sessions</h1>
<p>Newest first. A bank debit arrives days later at Stripe; here you decide when, and whether.</p>
${error === undefined ? undefined : html`<p class="error" role="alert">${error}</p>`}
${records.length === 0 ? html`<p class="card">Nothing has been opened yet. Follow a link of the shop.</p>` : table(records)}
</main>`,
  };
}

function table(records: SessionRecord[]): Html {
  return html`<div class="card scroll" tabindex="0" role="region" aria-label="Sessions"><table>
<thead><tr><th scope="col">Opened</th><th scope="col">Session</th><th scope="col">Order</th><th scope="col" class="number">Total</th><th scope="col">State</th><th scope="col">Step</th></tr></thead>
<tbody>${records.map(row)}</tbody></table></div>`;
}

function row(record: SessionRecord): Html {
  const { session, lines } = record;
  return html`<tr>
<td>${new Date(session.created * 1000).toISOString().slice(0, 16).replace('T', ' ')}</td>
<td><code>…${session.id.slice(-8)}</code></td>
<td>${lines.map((line) => line.description).join(', ')}</td>
<td class="number">${session.currency === null ? '–' : formatMoney(session.amount_total ?? 0, session.currency)}</td>
<td>${state(record)}</td>
<td><div class="actions">${steps(record).map(([step, text]) => html`<form method="post" action="/dashboard/${session.id}/${step}"><button class="small plain">${text}</button></form>`)}
${session.status === 'open' ? html`<a class="small" href="/c/pay/${session.id}">Payment page</a>` : undefined}</div></td>
</tr>`;
}

function state(record: SessionRecord): Html {
  const { session } = record;
  if (record.paymentFailed === true) {
    return html`<span class="badge failed">debit failed</span>`;
  }
  if (isPending(record)) {
    return html`<span class="badge waiting">debit on its way</span>`;
  }
  const settled = session.status === 'complete';
  const text = settled ? session.payment_status.replaceAll('_', ' ') : (session.status ?? '');
  return html`<span class="badge ${settled ? '' : 'waiting'}">${text}</span>`;
}

function steps(record: SessionRecord): [string, string][] {
  if (isPending(record)) {
    return [
      ['settle', 'Debit arrives'],
      ['fail', 'Debit fails'],
    ];
  }
  return record.session.status === 'open' ? [['expire', 'Expire']] : [];
}
