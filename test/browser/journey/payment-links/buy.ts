// From a page of the shop through Stripe back to it, and what page, Stripe and store know of the purchase then.
import type { Touch } from '../../../../functions/contract/click-report.ts';
import type { Click } from '../../../../functions/rules/click.ts';
import { decodePassport } from '../../../../functions/rules/decode-passport.ts';
import type { Passport } from '../../../../functions/rules/passport.ts';
import { type Journey, shopUrl } from '../start-journey.ts';
import type { DataLayerEvent, Visit } from '../visit.ts';

/** A purchase as everyone saw it. */
export interface Purchase {
  sessionId: string;
  /** What the thank-you page's data layer got. */
  event: DataLayerEvent;
  /** Click ids and touches, as the event has them. */
  click: { gclid?: string; first?: Record<string, string>; last?: Record<string, string>; [name: string]: unknown };
  /** What Stripe's payment page was opened with, before it dropped anything. */
  arrivedWith: Record<string, string>;
  /** What Stripe kept of it as the session's reference. */
  reference: string | null;
  passport: Passport | undefined;
  /** The campaign that Stripe handed back in the thank-you page's address. */
  handedBack: Record<string, string>;
  /** The click record in the store, by the passport or by the click that the page named. */
  record: Click | undefined;
}

/** Pays on the payment page that this tab is on its way to. */
export async function pay(journey: Journey, visit: Visit): Promise<Purchase> {
  const { page } = visit;
  await page.waitForURL('**/c/pay/**');
  await page.getByRole('button', { name: 'Pay by card' }).click();
  await page.waitForURL(`${shopUrl}/thanks?**`);
  return readPurchase(journey, visit);
}

/** The id of the session whose payment page this tab is on its way to. */
export async function sessionAtStripe(visit: Visit): Promise<string> {
  await visit.page.waitForURL('**/c/pay/**');
  return new URL(visit.page.url()).pathname.split('/').at(-1) ?? '';
}

/** What is known of the purchase whose thank-you page is open in this tab. Throws where nothing was pushed. */
export async function readPurchase(journey: Journey, visit: Visit): Promise<Purchase> {
  const { searchParams } = new URL(visit.page.url());
  const sessionId = searchParams.get('session_id') ?? '';
  journey.keepSecret(sessionId);
  await visit.outcome();
  const event = await visit.event();
  const atStripe = journey.stripe.findSession(sessionId);
  const reference = atStripe?.session.client_reference_id ?? null;
  const passport = decodePassport(reference ?? '');
  const clickId = passport?.clickId ?? journey.tags.lookups.at(-1)?.searchParams.get('click_id') ?? '';
  searchParams.delete('session_id');
  return {
    sessionId,
    event,
    click: { ...event, first: Object(event['first_touch']), last: Object(event['last_touch']) },
    arrivedWith: Object.fromEntries(new URLSearchParams(atStripe?.arrivedWith)),
    reference,
    passport,
    handedBack: Object.fromEntries(searchParams),
    record: await journey.store.findClick(journey.property.id, clickId, Date.now()),
  };
}

/** A visit's parameters as a click record holds them. */
export function parametersOf(touch: Touch | undefined): Record<string, string> {
  return touch?.parameters ?? {};
}
