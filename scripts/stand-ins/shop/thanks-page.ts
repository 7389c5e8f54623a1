// The thank-you page: what a buyer sees, and below it everything the tag did.
import { type Html, html } from '../page/html.ts';
import type { Page } from '../page/layout.ts';
import { containerScript, type ShopNeighbours, shopBar, shopNotice } from './shop-frame.ts';

/** The page fills itself in the browser; without script it says that the tag needs one. */
export function thanksPage(neighbours: ShopNeighbours): Page {
  return {
    title: 'Thank you · Paper & Pine',
    notice: shopNotice,
    head: journeyHead(containerScript),
    body: html`${shopBar(neighbours)}
<main class="stack">
<h1>Thank you for your order</h1>
${journeySection(neighbours)}
${nextTurns(neighbours)}
${explanation}
</main>`,
  };
}

/** The head of a page that shows what its container does. */
export function journeyHead(container: Html): Html {
  // The watcher comes first, so that it sees the container's very first push and request.
  return html`<script src="/thanks.js"></script>${container}`;
}

/** The part of such a page that fills itself in the browser. */
export function journeySection({ collectorUrl, stripeUrl }: ShopNeighbours): Html {
  return html`<div id="journey" class="stack" aria-live="polite" data-collector="${collectorUrl}" data-stripe="${stripeUrl}">
<p class="card">Watching the container …</p>
</div>
<noscript><p class="card error">This page shows what a tag does, and tags need JavaScript.</p></noscript>`;
}

function nextTurns({ stripeUrl, graceSeconds }: ShopNeighbours): Html {
  return html`<section class="card" aria-labelledby="next"><h2 id="next">What can happen next</h2>
<ul class="steps">
<li>What the tag of this page pushed and reported, the server does not send. Where the buyer closes the tab instead, the server tells “GA4” ${graceSeconds} seconds after the payment (15 minutes, unless a property says otherwise).</li>
<li>Refund it, in part or in full, renew it or dispute it under <a href="${stripeUrl}/payments">Payments</a>: Stripe’s webhook tells the function, and the server tells “GA4”.</li>
<li>All of it to try, step by step: <a href="/life">the life of a payment</a>.</li>
</ul></section>`;
}

const explanation = html`<section class="card" aria-labelledby="what"><h2 id="what">What you see here</h2>
<ol class="steps">
<li>At the click, the container’s <b>Payment links</b> tag told the function how the visitor had come, and wrote a reference and the campaign onto the link, in letters that Stripe lets pass.</li>
<li>Stripe’s redirect carries only <code>session_id</code> and five campaign parameters. The container’s <b>Checkout conversion</b> tag reads the id and asks the function.</li>
<li>The function looks the session up with a restricted Stripe key, finds the click by its reference, and answers in the words of GA4, with the campaign as it was before Stripe.</li>
<li>The tag pushes one event to the data layer, once; ordinary GA4, Google Ads and Meta tags take it from there.</li>
</ol>
<p class="small soft">Payments here are test sessions. The demo’s tag is set to treat them “like live sessions”, so that you see <code>purchase</code>; with the tag’s default they are pushed as <code>purchase_test</code>. GTM allows a script only from a named https host, so the templates are built for <code>https://tags.example.test</code>, the permission is checked for it, and then that host is mapped to the function on this machine.</p>
</section>`;
