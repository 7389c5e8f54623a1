// The line on top that no page of the stand-in goes without: which of Stripe's pages it stands in for, and the merchant's side.
import { type Html, html } from '../../page/html.ts';

const merchantLinks = html`<a href="/dashboard">Checkout sessions</a> · <a href="/payments">Payments</a>`;

/** Of what a buyer sees. */
export const paymentPageNotice: Html = html`Stand-in for Stripe’s payment page on this machine. No money moves, no card is asked for. ${merchantLinks}`;

/** Of what a merchant sees. */
export const dashboardNotice: Html = html`Stand-in for Stripe’s Dashboard on this machine. No money moves. ${merchantLinks}`;
