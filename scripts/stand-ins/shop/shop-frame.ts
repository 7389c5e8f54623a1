// What every page of the shop shares: its notice, its bar and the container in its head.
import { type Html, html } from '../page/html.ts';

/** The neighbours on this machine that the shop's pages link to, each without a slash at the end. */
export interface ShopNeighbours {
  stripeUrl: string;
  collectorUrl: string;
}

export const shopNotice = html`A demo on this machine: shop, payment page and Google are stand-ins; templates, loader, function and Stripe’s SDK are real.`;

/** What the newsletter's links carry. */
export const newsletterQuery = 'utm_source=newsletter&utm_medium=email&utm_campaign=autumn';

/** As a published GTM container stands in a page's head, only that a simulator runs it. */
export const containerScript = html`<script src="/container.js"></script>`;

/** The bar on top. Only the newsletter's address carries a campaign: what a visitor came with, the container remembers. */
export function shopBar({ stripeUrl, collectorUrl }: ShopNeighbours): Html {
  return html`<header class="bar"><a class="brand" href="/">Paper &amp; Pine</a>
<nav aria-label="Demo"><a href="/autumn?${newsletterQuery}">Newsletter</a> · <a href="/ways">All ways to buy</a> · <a href="${stripeUrl}/dashboard">Stripe sessions</a> · <a href="${collectorUrl}/">GA4 hits</a></nav></header>`;
}
