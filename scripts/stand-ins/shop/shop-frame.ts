// What every page of the shop shares: its notice, its bar and the container in its head.
import { type Html, html } from '../page/html.ts';

/** What the shop's pages link to on this machine, each without a slash at the end, and what they say of the server. */
export interface ShopNeighbours {
  stripeUrl: string;
  collectorUrl: string;
  /** How long the server leaves an event to the page. */
  graceSeconds: number;
}

export const shopNotice = html`A demo on this machine: shop, payment page and Google are stand-ins; templates, loader, function and Stripe’s SDK are real.`;

/** What the newsletter's links carry. */
export const newsletterQuery = 'utm_source=newsletter&utm_medium=email&utm_campaign=autumn';

/** As a published GTM container stands in a page's head, only that a simulator runs it. */
export const containerScript = html`<script src="/container.js"></script>`;

/** The bar on top. Only the newsletter's address carries a campaign: what a visitor came with, the container remembers. */
export function shopBar({ stripeUrl, collectorUrl }: ShopNeighbours): Html {
  return html`<header class="bar"><a class="brand" href="/">Paper &amp; Pine</a>
<nav aria-label="Demo"><a href="/autumn?${newsletterQuery}">Newsletter</a> · <a href="/ways">All ways to buy</a> · <a href="/life">Life of a payment</a> · <a href="${stripeUrl}/dashboard">Checkout sessions</a> · <a href="${stripeUrl}/payments">Payments</a> · <a href="${collectorUrl}/">GA4 hits</a></nav></header>`;
}
