// A page with everything that can become of a payment, what to do to see it, and what GA4 gets of it then.
import { type Html, html } from '../page/html.ts';
import type { Page } from '../page/layout.ts';
import { confirmationOnlyLink } from './catalog.ts';
import { containerScript, type ShopNeighbours, shopBar, shopNotice } from './shop-frame.ts';

/** Leads to a payment link as a mail or a printed code does: no page has decorated it. */
export const mailedPath = '/mailed';

/** One thing that can happen. */
interface Turn {
  title: string;
  text: Html;
  /** What GA4 gets, and from whom. */
  gets: Html;
  body: Html;
  isWide?: true;
}

/** The page; its links to payment pages are plain ones, as everywhere in the shop. */
export function lifePage(neighbours: ShopNeighbours): Page {
  const turns = [...firstTurns(neighbours), ...laterTurns(neighbours)];
  return {
    title: 'The life of a payment · Paper & Pine',
    notice: shopNotice,
    head: containerScript,
    body: html`${shopBar(neighbours)}
<main>
<h1>The life of a payment</h1>
<p>Stripe tells the function by webhook whatever happens to a payment, whether or not a page is open. This property has the sender <code>browser_first</code>: a page that comes back tells GA4 itself; what no page reported within the grace, the server sends to the shop’s server container, once, whose tags tell GA4 and Google Ads, for the same visitor and session. The grace is ${neighbours.graceSeconds} seconds here, for the demo; it is 15 minutes unless a property says otherwise.</p>
<p class="actions"><a class="button" href="${neighbours.collectorUrl}/" target="_blank">Watch what reaches GA4, in another tab</a></p>
<ul class="grid">${turns.map(card)}</ul>
</main>`,
  };
}

function card({ title, text, gets, body, isWide }: Turn): Html {
  return html`<li class="${isWide && 'double'}"><article class="card way turn"><h2>${title}</h2><p class="small">${text}</p><p class="small gets"><b>GA4 gets</b> ${gets}</p>${body}</article></li>`;
}

function firstTurns({ stripeUrl, collectorUrl, graceSeconds }: ShopNeighbours): Turn[] {
  const link = (slug: string, text: string) => html`<a class="button" href="${stripeUrl}/test_${slug}">${text}</a>`;
  return [
    {
      title: 'The buyer comes back',
      text: html`Pay, and the thank-you page opens. Its tag pushes the purchase and reports that it did.`,
      gets: html`<code>purchase</code> from the page. The server knows of the report and stays silent.`,
      body: link('notebook', 'Buy the notebook'),
    },
    {
      title: 'The buyer closes the tab',
      text: html`Tick “Close the tab” before you pay, or really close it: no thank-you page, no tag.`,
      gets: html`<code>purchase</code> from the server, after ${graceSeconds} seconds, as part of your visit.`,
      body: link('notebook', 'Buy the notebook'),
    },
    {
      title: 'The link comes from elsewhere',
      text: html`A payment link in a mail or a printed code is opened without a page of the shop, so that nothing decorates it. Close the tab, too, and nobody has told of the buyer’s consent.`,
      gets: html`nothing: without a passport the server knows neither consent nor GA4’s ids. The page of <a href="${collectorUrl}/">GA4 hits</a> names what is missing. With the thank-you page open, <code>purchase</code> from the page.`,
      body: html`<a class="button" href="${mailedPath}">Open the mailed link</a>`,
      isWide: true,
    },
    {
      title: 'Nobody can come back',
      text: html`This payment link shows Stripe’s own confirmation, so that the shop has no thank-you page.`,
      gets: html`<code>purchase</code> from the server, after ${graceSeconds} seconds.`,
      body: link(confirmationOnlyLink.slug, 'Buy ten postcards'),
    },
    {
      title: 'The money comes later',
      text: html`Pay by bank debit. Then let it arrive, or fail, under “Checkout sessions”.`,
      gets: html`<code>purchase</code> from the server once it has arrived, or <code>checkout_failed</code>.`,
      body: html`<div class="actions">${link('journal', 'Buy the journal')}<a class="button plain" href="${stripeUrl}/dashboard">Checkout sessions</a></div>`,
    },
    {
      title: 'Nobody pays',
      text: html`Open a payment page, leave it, and let its session expire.`,
      gets: html`<code>checkout_expired</code> from the server.`,
      body: html`<div class="actions">${link('lamp', 'Look at the lamp')}<a class="button plain" href="${stripeUrl}/dashboard">Checkout sessions</a></div>`,
    },
  ];
}

function laterTurns({ stripeUrl }: ShopNeighbours): Turn[] {
  const payments = html`<a class="button plain" href="${stripeUrl}/payments">Payments</a>`;
  return [
    {
      title: 'A refund',
      text: html`Refund half of a payment, then the rest. A refund that fails afterwards is recorded, and not sent: GA4 knows no way to take one back.`,
      gets: html`<code>refund</code> from the server, each with its own amount, in sum never more than the purchase.`,
      body: payments,
    },
    {
      title: 'A subscription',
      text: html`Start the trial of the paper club, then renew it twice, refund the second renewal, and cancel.`,
      gets: html`<code>trial_start</code>, then from the server <code>trial_converted</code>, <code>subscription_renewal</code>, <code>subscription_refund</code>, <code>subscription_cancel</code>.`,
      isWide: true,
      body: html`<div class="actions"><a class="button" href="${stripeUrl}/test_paper-club">Try the club</a>${payments}</div>`,
    },
    {
      title: 'A dispute',
      text: html`Let the buyer’s bank dispute a payment. A bank that only asks is no dispute yet.`,
      gets: html`<code>dispute</code> from the server.`,
      isWide: true,
      body: payments,
    },
  ];
}
