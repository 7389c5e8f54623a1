// The merchant's side of payments: what was taken, and what can still happen to it.
import type Stripe from 'stripe';
import { type Html, type HtmlValue, html } from '../../page/html.ts';
import type { Page } from '../../page/layout.ts';
import { minute } from '../../page/minute.ts';
import { formatMoney } from '../../page/money.ts';
import { recordTable } from '../../page/record-table.ts';
import type { SubscriptionRecord } from '../state.ts';
import { dashboardNotice } from './notices.ts';

/** A charge that took money, and what came of it since. */
export interface PaymentRow {
  charge: Stripe.Charge;
  /** What was paid for, in a few words. */
  what: string;
  /** Oldest first. */
  refunds: Stripe.Refund[];
  dispute: Stripe.Dispute | undefined;
}

/** What the page shows, newest first. */
export interface Payments {
  payments: PaymentRow[];
  subscriptions: SubscriptionRecord[];
  error?: string;
}

/** Payments and subscriptions, with a button for each step they can still take. */
export function paymentsPage({ payments, subscriptions, error }: Payments): Page {
  return {
    title: 'Payments · Stripe stand-in',
    notice: dashboardNotice,
    body: html`<main>
<h1>Payments</h1>
<p>What a merchant or a bank does later at Stripe, you do here. Each step sends its webhooks.</p>
${error === undefined ? undefined : html`<p class="error" role="alert">${error}</p>`}
${tableOr('Nobody has paid yet.', paymentColumns, payments.map(toPaymentCells))}
<h2>Subscriptions</h2>
${tableOr('Nobody has subscribed yet.', subscriptionColumns, subscriptions.map(toSubscriptionCells))}
</main>`,
  };
}

function tableOr(nothing: string, columns: typeof paymentColumns, rows: HtmlValue[][]): Html {
  return rows.length === 0 ? html`<p class="card">${nothing}</p>` : recordTable(columns, rows);
}

const paymentColumns: { label: string; isNumber?: true }[] = [
  { label: 'Paid (UTC)' },
  { label: 'For' },
  { label: 'Amount', isNumber: true },
  { label: 'Refunded', isNumber: true },
  { label: 'State' },
  { label: 'Step' },
];

const subscriptionColumns: typeof paymentColumns = [
  { label: 'Since (UTC)' },
  { label: 'Subscription' },
  { label: 'State' },
  { label: 'Step' },
];

function toPaymentCells({ charge, what, refunds, dispute }: PaymentRow): HtmlValue[] {
  return [
    minute(charge.created),
    what,
    formatMoney(charge.amount, charge.currency),
    charge.amount_refunded === 0 ? '–' : formatMoney(charge.amount_refunded, charge.currency),
    badge(dispute === undefined ? refundState(charge) : `dispute ${dispute.status.replaceAll('_', ' ')}`),
    actions(charge.id, paymentSteps(charge, refunds, dispute)),
  ];
}

function refundState({ amount_refunded: refunded, amount }: Stripe.Charge): string {
  if (refunded === 0) {
    return 'paid';
  }
  return refunded === amount ? 'refunded' : 'partly refunded';
}

function paymentSteps(
  charge: Stripe.Charge,
  refunds: readonly Stripe.Refund[],
  dispute: Stripe.Dispute | undefined,
): [string, string][] {
  const left = charge.amount - charge.amount_refunded;
  const steps: [string, string][] = [];
  if (left > 1) steps.push(['refund-half', 'Refund half']);
  if (left > 0) steps.push(['refund', 'Refund all']);
  if (refunds.some(({ status }) => status === 'succeeded')) steps.push(['fail-refund', 'Last refund fails']);
  if (dispute === undefined) steps.push(['inquire', 'Bank asks'], ['dispute', 'Bank disputes']);
  if (dispute?.status === 'warning_needs_response') steps.push(['escalate', 'Bank disputes']);
  if (dispute?.status === 'needs_response') steps.push(['win', 'Dispute won'], ['lose', 'Dispute lost']);
  return steps;
}

function toSubscriptionCells({ object, renewalLines }: SubscriptionRecord): HtmlValue[] {
  const isOver = object.status === 'canceled';
  const steps: [string, string][] = isOver
    ? []
    : [
        ['renew', 'Renew'],
        ['cancel', 'Cancel'],
      ];
  const isPlain = object.status === 'active';
  return [
    minute(object.created),
    html`<span>${renewalLines.map(({ description }) => description).join(', ')} <code>…${object.id.slice(-8)}</code></span>`,
    badge(object.status, isPlain),
    actions(object.id, steps),
  ];
}

function badge(text: string, isPlain = text === 'paid'): Html {
  return html`<span class="badge ${isPlain ? '' : 'waiting'}">${text}</span>`;
}

function actions(id: string, steps: readonly [string, string][]): Html | undefined {
  const forms = steps.map(
    ([step, text]) =>
      html`<form method="post" action="/payments/${id}/${step}"><button class="small plain">${text}</button></form>`,
  );
  return forms.length === 0 ? undefined : html`<div class="actions">${forms}</div>`;
}
