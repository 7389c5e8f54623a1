// The ways back: where a session's buyer returns to, and the shop itself, which every page of the stand-in links to.
import { html } from '../../page/html.ts';
import type { Page } from '../../page/layout.ts';
import type { PaymentLinkRecord } from '../payment-links.ts';
import type { StandInContext } from '../stand-in-context.ts';
import type { SessionRecord } from '../state.ts';
import { toReturnUrl } from './link-parameters.ts';

/** The merchant's page with this session; undefined where the link shows a confirmation of Stripe's own. */
export function findReturnUrl(context: StandInContext, record: SessionRecord): string | undefined {
  const link = findLink(context, record);
  const template = link === undefined ? (record.session.success_url ?? '') : link.after_completion.redirect?.url;
  return template === undefined ? undefined : toReturnUrl(template, record.session.id, record.forwardedUtm);
}

/** The payment link that the session was opened by. */
export function findLink({ state }: StandInContext, { session }: SessionRecord): PaymentLinkRecord['link'] | undefined {
  return [...state.paymentLinks.values()].find((known) => known.link.id === session.payment_link)?.link;
}

/** The page with a link to the shop, as far as a payment link or session names one. Stripe's own pages have none, but no demo either. */
export function withWayToShop(context: StandInContext, page: Page): Page {
  const shop = findShop(context);
  if (shop === undefined) return page;
  return { ...page, notice: html`${page.notice} · <a href="${shop}">Back to the shop</a>` };
}

/** The shop's origin: where the newest session or link that names a page of the merchant's leads to; undefined where none does. */
export function findShop({ state }: StandInContext): string | undefined {
  const links = [...state.paymentLinks.values()].map(({ link }) => link.after_completion.redirect?.url);
  // A link's own session names a page of Stripe's where it leads to no other.
  const sessions = [...state.sessions.values()].map(
    ({ session }) => session.payment_link === null && session.success_url,
  );
  const address = [...sessions, ...links].findLast((url) => typeof url === 'string' && URL.canParse(url));
  return typeof address === 'string' ? new URL(address).origin : undefined;
}
