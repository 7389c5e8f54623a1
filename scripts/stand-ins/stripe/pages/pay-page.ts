// The page on which the buyer pays: plain, clearly no real one, with a button for every way a payment can go.
import { type Html, html } from '../../page/html.ts';
import type { Page } from '../../page/layout.ts';
import { formatMoney } from '../../page/money.ts';
import type { SessionRecord } from '../state.ts';
import { paymentPageNotice } from './notices.ts';

/** What the form held when it was sent, and what was wrong with it. */
export interface PayForm {
  email: string;
  name: string;
  error?: string;
}

/** The checkout of an open session. */
export function payPage(record: SessionRecord, form: PayForm): Page {
  const { session } = record;
  return {
    title: 'Pay · Stripe stand-in',
    notice: paymentPageNotice,
    body: html`<main class="narrow">
<h1>${headline(record)}</h1>
<div class="columns">
<section class="card" aria-label="Order">${orderTable(record)}</section>
<form class="card stack" method="post" action="/c/pay/${session.id}">
${form.error === undefined ? undefined : html`<p class="error" role="alert">${form.error}</p>`}
<label>E-mail<input type="email" name="email" value="${form.email}" autocomplete="off" required></label>
<label>Name<input name="name" value="${form.name}" autocomplete="off" required></label>
${session.mode === 'setup' ? undefined : quantityField(record)}
<label class="choice"><input type="checkbox" name="afterwards" value="close"> Close the tab right afterwards, so that the shop’s thank-you page never opens</label>
${payButtons(record)}
<button class="plain wide" name="way" value="leave" formnovalidate>Leave without paying</button>
</form>
</div>
</main>`,
  };
}

function headline({ session, draft }: SessionRecord): string {
  if (session.mode === 'setup') {
    return 'Save a payment method';
  }
  if (draft.trialDays !== undefined) {
    return `Try it for ${draft.trialDays} days`;
  }
  return session.amount_total === 0 ? 'Nothing to pay' : 'Pay for your order';
}

function quantityField({ lines }: SessionRecord): Html {
  return html`<label>Quantity<input type="number" name="quantity" min="1" max="99" value="${lines[0]?.quantity ?? 1}" required></label>`;
}

/** A debit is offered where the link does, and on sessions that no link made. */
function payButtons({ session, offersBankDebit }: SessionRecord): Html[] {
  if (session.mode === 'setup') {
    return [payButton('nothing_due', 'Save')];
  }
  if (session.amount_total === 0) {
    return [payButton('nothing_due', session.mode === 'subscription' ? 'Start the trial' : 'Complete the free order')];
  }
  const debit = payButton('bank_debit', 'Pay by bank debit (settles later)', 'plain');
  return [payButton('card', 'Pay by card'), ...(offersBankDebit === false ? [] : [debit])];
}

function payButton(way: string, text: string, kind = ''): Html {
  return html`<button class="wide ${kind}" name="way" value="${way}">${text}</button>`;
}

function orderTable({ session, lines }: SessionRecord): Html {
  const currency = session.currency ?? 'usd';
  const taxInside = lines.some((line) => line.price?.tax_behavior === 'inclusive');
  const totals: [string, number | undefined | null][] = [
    ['Discount', -(session.total_details?.amount_discount ?? 0)],
    ['Shipping', session.total_details?.amount_shipping],
    [taxInside ? 'of which tax' : 'Tax', session.total_details?.amount_tax],
  ];
  return html`<h2>Your order</h2>
<table>
<thead><tr><th scope="col">Product</th><th scope="col" class="number">Price</th></tr></thead>
<tbody>
${lines.map((line) => html`<tr><td>${line.description ?? ''}${line.quantity === 1 ? '' : ` × ${line.quantity}`}</td><td class="number">${formatMoney(line.amount_subtotal, currency)}</td></tr>`)}
${totals.filter(([, amount]) => amount !== undefined && amount !== null && amount !== 0).map(([name, amount]) => html`<tr><td class="soft">${name}</td><td class="number soft">${formatMoney(amount ?? 0, currency)}</td></tr>`)}
</tbody>
<tfoot><tr><th scope="row">Total today</th><td class="number price">${formatMoney(session.amount_total ?? 0, currency)}</td></tr></tfoot>
</table>`;
}
