// A buyer on the way from the campaign's page to the payment page, and what the browser and GA4 know of the payment.
import { expect } from 'vitest';
import { sessionAtStripe } from '../payment-links/buy.ts';
import { landing } from '../payment-links/campaign.ts';
import { type Journey, shopUrl } from '../start-journey.ts';
import type { Visit } from '../visit.ts';

/** A tab at the payment page, and the ids that Google's cookies held at the click; empty where there were none. */
export interface Payer {
  visit: Visit;
  sessionId: string;
  clientId: string;
  gaSessionId: string;
}

/** Comes with the campaign, waits for Google's cookies unless told not to, and follows the payment link. */
export async function goToPay(journey: Journey, { hasCookies = true } = {}): Promise<Payer> {
  const visit = await journey.visit(shopUrl + landing('/sale'));
  if (hasCookies) await visit.page.waitForFunction(() => document.cookie.includes('_ga_SHOP='));
  const cookies = await visit.page.context().cookies();
  const cookieOf = (name: string) => cookies.find((cookie) => cookie.name === name)?.value ?? '';
  await visit.page.locator('#plain').click();
  const sessionId = await sessionAtStripe(visit);
  journey.keepSecret(sessionId);
  return {
    visit,
    sessionId,
    clientId: cookieOf('_ga').split('.').slice(2).join('.'),
    gaSessionId: /\.s?(\d{10})/.exec(cookieOf('_ga_SHOP'))?.[1] ?? '',
  };
}

/** The names of what pages told GA4 of the payment, beside page views. */
export function toldByPages(journey: Journey, sessionId: string): string[] {
  return journey
    .hitsOf(sessionId)
    .map(({ eventName }) => eventName)
    .filter((name) => name !== 'page_view');
}

/** Resolves once pages told exactly this. */
export async function expectToldByPages(journey: Journey, sessionId: string, names: string[]): Promise<void> {
  await expect.poll(() => toldByPages(journey, sessionId), { timeout: 20_000 }).toEqual(names);
}
