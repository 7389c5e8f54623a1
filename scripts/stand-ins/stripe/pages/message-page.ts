// Pages of the payment page that only say something: left, done, expired, unknown.
import { html } from '../../page/html.ts';
import type { Page } from '../../page/layout.ts';
import type { SessionRecord } from '../state.ts';
import { paymentPageNotice } from './notices.ts';

/** One heading, one sentence, perhaps one link. */
export function messagePage(title: string, text: string, link?: { href: string; text: string }): Page {
  return {
    title: `${title} · Stripe stand-in`,
    notice: paymentPageNotice,
    body: html`<main class="narrow"><h1>${title}</h1><p>${text}</p>
${link === undefined ? undefined : html`<p><a class="button" href="${link.href}">${link.text}</a></p>`}</main>`,
  };
}

/** What a buyer finds at the address of a session that can no longer be paid. */
export function closedPage({ session }: SessionRecord): Page {
  return session.status === 'expired'
    ? messagePage(
        'This checkout has expired',
        'Nobody paid in time, so nothing was bought. Open the payment link again.',
      )
    : messagePage('All done here', 'This checkout is completed; it cannot be paid a second time.');
}

/** For a buyer who closed the tab at this moment; the link leads somewhere new. */
export function leftPage(link?: { href: string; text: string }): Page {
  return messagePage(
    'This tab is closed',
    'The checkout is complete, and the buyer is gone: no thank-you page opens, no tag runs. Only Stripe’s webhook tells of it now.',
    link,
  );
}

/**
 * The confirmation of a link that does not redirect: the thank-you page is never opened, and no campaign is handed on. The link
 * leads on from here.
 */
export function confirmationPage(message: string, link?: { href: string; text: string }): Page {
  return messagePage(
    'Thank you',
    `${message} This link shows Stripe’s own confirmation, so the shop’s thank-you page is not opened. Only Stripe’s webhook tells of it now.`,
    link,
  );
}
