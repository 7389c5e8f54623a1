// The merchant's side: what was bought, and the steps that at the real Stripe only time or a bank takes.
import { type Html, type HtmlValue, html } from '../../page/html.ts';
import type { Page } from '../../page/layout.ts';
import { minute } from '../../page/minute.ts';
import { formatMoney } from '../../page/money.ts';
import { recordTable } from '../../page/record-table.ts';
import { isPending } from '../sessions.ts';
import type { SessionRecord } from '../state.ts';
import { dashboardNotice } from './notices.ts';

/** What the page shows; `returnUrlOf` is where the buyer came back to, undefined where nobody did. */
export interface Dashboard {
  records: SessionRecord[];
  returnUrlOf: (record: SessionRecord) => string | undefined;
  error?: string;
}

/** The newest sessions, with a button for each step they can still take, and the way back to the thank-you page. */
export function dashboardPage({ records, returnUrlOf, error }: Dashboard): Page {
  return {
    title: 'Checkout sessions · Stripe stand-in',
    notice: dashboardNotice,
    body: html`<main>
<h1>Checkout sessions</h1>
<p>Newest first. A bank debit arrives days later at Stripe; here you decide when, and whether.</p>
${error === undefined ? undefined : html`<p class="error" role="alert">${error}</p>`}
${
  records.length === 0
    ? html`<p class="card">Nothing has been opened yet. Follow a link of the shop.</p>`
    : recordTable(
        columns,
        records.map((record) => toCells(record, returnUrlOf(record))),
      )
}
</main>`,
  };
}

const columns = [
  { label: 'Opened (UTC)' },
  { label: 'Session' },
  { label: 'Order' },
  { label: 'Total', isNumber: true },
  { label: 'State' },
  { label: 'Step' },
] as const;

function toCells(record: SessionRecord, returnUrl: string | undefined): HtmlValue[] {
  const { session, lines } = record;
  return [
    minute(session.created),
    html`<code>…${session.id.slice(-8)}</code>`,
    lines.map((line) => line.description).join(', '),
    session.currency === null ? '–' : formatMoney(session.amount_total ?? 0, session.currency),
    state(record),
    actions(record, returnUrl),
  ];
}

function actions(record: SessionRecord, returnUrl: string | undefined): Html | undefined {
  const { id, status } = record.session;
  const all = [
    ...steps(record).map(
      ([step, text]) =>
        html`<form method="post" action="/dashboard/${id}/${step}"><button class="small plain">${text}</button></form>`,
    ),
    ...(status === 'open' ? [html`<a class="small" href="/c/pay/${id}">Payment page</a>`] : []),
    ...(returnUrl === undefined ? [] : [html`<a class="small" href="${returnUrl}">Thank-you page</a>`]),
  ];
  return all.length === 0 ? undefined : html`<div class="actions">${all}</div>`;
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
