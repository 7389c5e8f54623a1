// The pages of a property of one's own: one with its payment links, and the thank-you page that they lead back to.
import { type Html, html } from '../../page/html.ts';
import type { Page } from '../../page/layout.ts';
import { campaignNote } from '../campaign-note.ts';
import { type ShopNeighbours, shopNotice } from '../shop-frame.ts';
import { journeyHead, journeySection } from '../thanks-page.ts';
import { ownProduct } from './own-product.ts';
import { type OwnLink, type OwnShop, pricingPath } from './own-shop.ts';

/** A property's pages and what they link to. */
export interface OwnSurroundings {
  neighbours: ShopNeighbours;
  propertyId: string;
  shop: OwnShop;
}

/** The payment links of the property's Stripe account, plain: the container sees to the rest. */
export function ownPricingPage(own: OwnSurroundings, search: URLSearchParams): Page {
  const { propertyId, shop } = own;
  return {
    title: `${shop.name} · a page of your own in the demo`,
    notice: shopNotice,
    head: containerOf(propertyId),
    body: html`${bar(own)}
<main>
<h1>A page of your own</h1>
<p>It stands for a page of your site with your payment links. In its head runs the web container of the property “${shop.name}”, built as the console builds it. Filled in otherwise are the addresses, because all of it runs on this machine: that of the functions and the domain of the payment links; and the Measurement ID is the demo’s where the property has no destination of GA4’s.</p>
${shop.trouble === undefined ? campaignNote(search, pricingPath(propertyId)) : html`<p class="card error">${shop.trouble}</p>`}
<ul class="grid">${shop.links.map((link) => html`<li>${linkItem(link)}</li>`)}</ul>
</main>`,
  };
}

function linkItem({ url, leadsBack }: OwnLink): Html {
  const name = html`<span class="hidden"> by ${url}</span>`;
  const buying = leadsBack
    ? html`<p class="soft small">Buyers come back to your thank-you page.</p><a class="button" href="${url}">Buy${name}</a>`
    : html`<p class="small">Buyers do not come back to your thank-you page with their payment. Set the redirect of this link in the fifth step of the set-up, then load this page again.</p><a class="button plain" href="${url}">Buy all the same${name}</a>`;
  return html`<article class="card"><h2>${ownProduct.name}</h2><p class="price">${ownProduct.price}</p><p class="soft small"><code>${new URL(url).pathname}</code></p>${buying}</article>`;
}

/** The page that the payment comes back to, and what its tags did. */
export function ownThanksPage(own: OwnSurroundings): Page {
  const { neighbours, propertyId, shop } = own;
  return {
    title: `Thank you · ${shop.name}`,
    notice: shopNotice,
    head: journeyHead(containerOf(propertyId)),
    body: html`${bar(own)}
<main class="stack">
<h1>Thank you for your order</h1>
<section class="card" aria-labelledby="back"><h2 id="back">Your first test payment</h2>
<p>The console waits for it, and says what came through of page, webhook and destinations.</p>
<p><a class="button" href="${shop.testStepUrl}">Back to the set-up</a></p></section>
${journeySection(neighbours)}
<p class="small soft">Payments here are test sessions, and the container is as you would publish it: it pushes <code>purchase_test</code>, for which no tag of GA4 or Google Ads fires, so that tests stay out of your reports.</p>
</main>`,
  };
}

/** Where the Property ID belongs to nobody. */
export function noPropertyPage(neighbours: ShopNeighbours): Page {
  return {
    title: 'Property deleted · demo',
    notice: shopNotice,
    body: html`<main class="narrow"><h1>This property is not there any more</h1>
<p>This address holds the id of a property that was deleted in the console of this demo, or is being deleted right now; or the address is mistyped. Its payments stay in the stand-in for Stripe. For another page of your own, make a property in the console, under New property, and open this page from its last step.</p>
<p><a class="button" href="/">Back to the demo’s shop</a></p>
<p><a href="${neighbours.stripeUrl}/payments">Payments</a></p></main>`,
  };
}

function containerOf(propertyId: string): Html {
  return html`<script src="/p/${propertyId}/container.js"></script>`;
}

function bar({ neighbours: { stripeUrl, collectorUrl }, propertyId, shop }: OwnSurroundings): Html {
  return html`<header class="bar"><a class="brand" href="${pricingPath(propertyId)}">${shop.name}</a>
<nav aria-label="Demo"><a href="${shop.testStepUrl}">Set-up in the console</a> · <a href="${stripeUrl}/dashboard">Checkout sessions</a> · <a href="${stripeUrl}/payments">Payments</a> · <a href="${collectorUrl}/">GA4 hits</a> · <a href="/">The demo’s shop</a></nav></header>`;
}
