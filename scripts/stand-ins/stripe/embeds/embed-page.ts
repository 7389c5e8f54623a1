// What is inside the frame of a buy button or a pricing table: a button for each link, and the attributes as the frame got them.
import { type Html, html } from '../../page/html.ts';
import type { Page } from '../../page/layout.ts';
import { formatMoney } from '../../page/money.ts';
import type { PaymentLinkRecord } from '../payment-links.ts';

export type EmbedKind = 'buy-button' | 'pricing-table';

const notShown = {
  'buy-button': 'This buy button is not known.',
  'pricing-table': 'This pricing table is not known.',
};

/** The frame for these links; without any it says so, as for a wrong id or a key of another account or mode. */
export function embedPage(kind: EmbedKind, attributes: URLSearchParams, links: readonly PaymentLinkRecord[]): Page {
  return {
    title: 'Stripe stand-in',
    body: html`<main class="embed ${kind}">
${links.length === 0 ? html`<p class="error">${notShown[kind]}</p>` : links.map((link) => card(kind, attributes, link))}
</main>`,
  };
}

function card(kind: EmbedKind, attributes: URLSearchParams, { draft, link }: PaymentLinkRecord): Html {
  const [line] = draft.lines ?? [];
  const price = formatMoney(line?.unitAmountMinor ?? 0, link.currency);
  const hidden = [...attributes].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  return html`<form method="post" action="/v3/${kind}" target="_top">${hidden}
<input type="hidden" name="link" value="${link.id}">
<p><b>${line?.name ?? ''}</b> <span class="price">${price}</span></p>
<button class="wide">${link.subscription_data === null ? 'Buy now' : 'Subscribe'}</button></form>`;
}
