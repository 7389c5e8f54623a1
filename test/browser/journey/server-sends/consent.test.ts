// What the server sends to GA4 of a debit that settles when the buyer is long gone: no more than the buyer agreed to last.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Property } from '../../../../functions/rules/property.ts';
import { buyer, findPersonal } from '../buyer.ts';
import { shopPages } from '../payment-links/shop-pages.ts';
import { type Journey, type PublishOptions, shopUrl, startJourney } from '../start-journey.ts';
import type { ServerEvent, ServerSide } from './connect-server.ts';
import { expectToldByPages, goToPay, type Payer } from './go-to-pay.ts';

let journey: Journey;
let server: ServerSide;

beforeAll(async () => {
  journey = await startJourney();
  journey.putPaymentLink({ slug: 'notebook', offersBankDebit: true });
  server = await journey.connectServer();
});

afterAll(() => journey?.close());

afterEach(() => journey.endTest());

const purposes = ['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization'] as const;

type Denied = readonly (typeof purposes)[number][];

/** Publishes the shop with a consent tool that says so before the container; nothing at all where there is none. */
function publish(denied: Denied | undefined): Promise<void> {
  const shop: PublishOptions = { links: {}, pageViews: {}, pages: shopPages, fields: { consentWaitMs: '0' } };
  if (denied === undefined) return journey.publish(shop);
  const states = Object.fromEntries(purposes.map((type) => [type, denied.includes(type) ? 'denied' : 'granted']));
  return journey.publish({
    ...shop,
    head: `<script>window.dataLayer = []; function gtag() { dataLayer.push(arguments); }
      gtag('consent', 'default', ${JSON.stringify(states)});</script>`,
  });
}

/** Clicks under the first consent, comes back under the second, and lets the debit settle after the grace. */
async function settleUnder(
  atClick: Denied | undefined,
  onReturn: Denied | undefined,
): Promise<Payer & { events: ServerEvent[] }> {
  await publish(atClick);
  const payer = await goToPay(journey, { hasCookies: !atClick?.includes('analytics_storage') });
  await publish(onReturn);
  const { visit, sessionId } = payer;
  await visit.page.getByLabel('E-mail').fill(buyer.email);
  await visit.page.getByRole('button', { name: 'Pay by bank debit' }).click();
  await visit.page.waitForURL(`${shopUrl}/thanks?**`);
  expect((await visit.outcome()).pushed).toEqual(['checkout_pending']);
  await journey.reported(sessionId, 'checkout_pending');
  journey.stripe.settleSession(sessionId);
  await server.deliverEvents();
  journey.advance(16 * 60_000);
  await server.sweep();
  return { ...payer, events: server.eventsOf(sessionId) };
}

describe('the server', () => {
  beforeEach(() => server.set(asMade));

  const asMade: Partial<Property> = { sender: 'browser_first', deniedAnalytics: 'suppress' };

  test('sends everything where everything was granted at the click and on the thank-you page', async () => {
    const { events, clientId, gaSessionId, sessionId } = await settleUnder([], []);
    expect(events).toMatchObject([
      {
        name: 'purchase',
        params: { value: 49.5, session_id: gaSessionId },
        body: {
          client_id: clientId,
          consent: { ad_user_data: 'GRANTED', ad_personalization: 'GRANTED' },
          user_data: { sha256_email_address: [expect.stringMatching(/^[0-9a-f]{64}$/)] },
        },
      },
    ]);
    expect(findPersonal(JSON.stringify(events))).toEqual([]);
    await expectToldByPages(journey, sessionId, ['checkout_pending']);
  });

  test('takes a site without consent mode for one that asks nobody', async () => {
    const { events, clientId } = await settleUnder(undefined, undefined);
    expect(events).toMatchObject([{ name: 'purchase', body: { client_id: clientId, user_data: {} } }]);
    expect(journey.tags.lookups.map(({ searchParams }) => searchParams.get('consent'))).toEqual(['uuuu']);
  });

  test('sends nothing of a buyer who denied analytics after the click, and says why', async () => {
    const { events, sessionId } = await settleUnder([], ['analytics_storage']);
    expect(events).toEqual([]);
    expect(await server.deliveriesOf(sessionId)).toContainEqual(
      expect.objectContaining({ event: 'purchase', state: 'suppressed', reason: 'consent' }),
    );
    expect(journey.tags.lookups.map(({ searchParams }) => searchParams.get('consent'))).toEqual(['gdgg']);
  });

  test('sends it without the visitor’s ids where the property says so', async () => {
    await server.set({ deniedAnalytics: 'anonymous' });
    const { events, clientId } = await settleUnder([], ['analytics_storage']);
    expect(events).toMatchObject([{ name: 'purchase', params: { value: 49.5 } }]);
    expect(events[0]?.body['client_id']).not.toBe(clientId);
    expect(events[0]?.params).not.toHaveProperty('session_id');
  });

  test('sends it without the buyer where ads were denied after the click', async () => {
    const { events, clientId } = await settleUnder([], ['ad_storage', 'ad_user_data', 'ad_personalization']);
    expect(events).toMatchObject([
      {
        name: 'purchase',
        body: { client_id: clientId, consent: { ad_user_data: 'DENIED', ad_personalization: 'DENIED' } },
      },
    ]);
    expect(events[0]?.body).not.toHaveProperty('user_data');
  });

  test('heeds a consent that came after the click, and counts for the GA4 visit of the page where it came', async () => {
    const { events, sessionId, visit } = await settleUnder(purposes, []);
    expect(events).toMatchObject([{ name: 'purchase', params: { value: 49.5 }, body: { user_data: {} } }]);
    const cookies = await visit.page.context().cookies(shopUrl);
    const read = (name: string) => cookies.find((cookie) => cookie.name === name)?.value ?? '';
    expect(events[0]?.body['client_id']).toBe(read('_ga').split('.').slice(2).join('.'));
    expect(read('_ga_SHOP')).toContain(`.s${events[0]?.params['session_id']}$`);
    expect(await server.deliveriesOf(sessionId)).toContainEqual(
      expect.objectContaining({ event: 'purchase', state: 'sent' }),
    );
  });
});
