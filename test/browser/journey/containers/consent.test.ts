// What Google gets to know from the shipped containers where the visitor has not agreed to everything.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findPersonal } from '../buyer.ts';
import { campaign } from '../payment-links/campaign.ts';
import { goToPay, type Payer } from '../server-sends/go-to-pay.ts';
import { payByCard } from './pay-by-card.ts';
import { type ContainerJourney, type Route, startContainerJourney } from './start-container-journey.ts';

let journey: ContainerJourney;

beforeAll(async () => {
  journey = await startContainerJourney();
});

afterAll(() => journey?.close());

afterEach(() => journey.endTest());

const pollOptions = { timeout: 20_000 };

const purposes = ['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization'] as const;

type Purpose = (typeof purposes)[number];

const statesWithout = (denied: readonly Purpose[]): string =>
  JSON.stringify(Object.fromEntries(purposes.map((type) => [type, denied.includes(type) ? 'denied' : 'granted'])));

/** Buys in a shop whose consent tool says so before the container, on every page, and may say more behind it. */
async function buyWithout(denied: readonly Purpose[], route: Route = 'function', behind = ''): Promise<Payer> {
  const head = `<script>window.dataLayer = []; function gtag() { dataLayer.push(arguments); }
    gtag('consent', 'default', ${statesWithout(denied)});${behind}</script>`;
  await journey.publishShipped({ route, head });
  const payer = await goToPay(journey, { hasCookies: !denied.includes('analytics_storage') });
  await payByCard(payer);
  return payer;
}

/** What the web container's tags sent on the thank-you page. */
const sentBy = ({ visit: { page } }: Payer) => page.evaluate(() => [...(window.simulatedContainer?.hits ?? [])]);

const agreed = { isAnalysed: true, gcs: 'G111', gclaw: campaign.gclid, hasBuyer: true } as const;
const nobody = { gclaw: undefined, hasBuyer: false } as const;

describe('the web container', () => {
  test('sends a conversion without click and buyer, and stores nothing, where everything is denied', async () => {
    const payer = await buyWithout(purposes);
    const { visit, sessionId } = payer;
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    await expect.poll(() => journey.tellersOf(sessionId), pollOptions).toEqual(['conversion by page']);
    const [conversion] = journey.toldOf(sessionId).conversions;
    expect(conversion).toMatchObject({ value: 49.5, currency: 'EUR', gcs: 'G100', userData: [] });
    expect(conversion?.gclaw).toBeUndefined();
    const sent = await sentBy(payer);
    expect(sent).toHaveLength(1);
    expect(findPersonal(sent.join())).toEqual([]);
    expect(await visit.stored()).toEqual([]);
  });

  test.each([
    ['ad_user_data', 'leaves the buyer out of the conversion', { ...agreed, hasBuyer: false }],
    ['ad_storage', 'leaves click and buyer out of the conversion', { ...agreed, gcs: 'G101', ...nobody }],
    ['analytics_storage', 'leaves the purchase out of GA4', { ...agreed, gcs: 'G110', isAnalysed: false }],
    ['ad_personalization', 'changes nothing of what is sent', agreed],
  ] as const)('heeds a denied %s, which %s', async (denied, _, { isAnalysed, gcs, gclaw, hasBuyer }) => {
    const { visit, sessionId, clientId } = await buyWithout([denied]);
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    const tellers = ['conversion by page', ...(isAnalysed ? ['purchase by page'] : [])];
    await expect.poll(() => journey.tellersOf(sessionId), pollOptions).toEqual(tellers);
    const { hits, conversions } = journey.toldOf(sessionId);
    expect(hits.map((hit) => hit.clientId)).toEqual(isAnalysed ? [clientId] : []);
    expect(conversions.map((one) => [one.gcs, one.gclaw, one.userData.includes('em')])).toEqual([
      [gcs, gclaw, hasBuyer],
    ]);
  });
});

describe('the web container on pages where consent is restored', () => {
  test('tells the whole purchase to both, as if it had been there from the start', async () => {
    const restored = `addEventListener('DOMContentLoaded', () => gtag('consent', 'update', ${statesWithout([])}));`;
    const payer = await buyWithout(purposes, 'function', restored);
    expect((await payer.visit.outcome()).pushed).toEqual(['purchase']);
    const { sessionId } = payer;
    await expect
      .poll(() => journey.tellersOf(sessionId), pollOptions)
      .toEqual(['conversion by page', 'purchase by page']);
    const { hits, conversions } = journey.toldOf(sessionId);
    expect(hits).toMatchObject([{ parameters: { value: 49.5, tilltag_campaign: campaign.utm_campaign } }]);
    expect(conversions).toMatchObject([
      { gcs: 'G111', gclaw: campaign.gclid, userData: expect.arrayContaining(['em']) },
    ]);
  });
});

describe('the server container, which sends in the page’s place,', () => {
  beforeEach(() => journey.server.set({ sender: 'server', deniedAnalytics: 'suppress' }));

  /** Lets Stripe tell and the sweep do what the visit's own run left. */
  async function letTheServerAct(): Promise<void> {
    expect(await journey.container.whenIdle(20_000)).toBe(true);
    await journey.server.deliverEvents();
    journey.advance(16 * 60_000);
    await journey.server.sweep();
    await journey.server.sweep();
  }

  test('tells nothing where everything is denied', async () => {
    const { visit, sessionId } = await buyWithout(purposes, 'server container');
    expect((await visit.outcome()).pushed).toEqual(['checkout_complete']);
    await letTheServerAct();
    expect(journey.tellersOf(sessionId)).toEqual([]);
    expect(await visit.stored()).toEqual([]);
  });

  test('tells GA4 the money without the visitor where the property says so', async () => {
    await journey.server.set({ deniedAnalytics: 'anonymous' });
    const { visit, sessionId } = await buyWithout(purposes, 'server container');
    expect((await visit.outcome()).pushed).toEqual(['checkout_complete']);
    await letTheServerAct();
    await expect.poll(() => journey.tellersOf(sessionId), pollOptions).toEqual(['purchase by server']);
    const [hit] = journey.toldOf(sessionId).hits;
    expect(hit).toMatchObject({ parameters: { value: 49.5 } });
    expect(hit?.sessionId).toBeUndefined();
    expect(findPersonal(journey.container.taken.join())).toEqual([]);
  });

  test('keeps the purchase from Google Ads where ad_user_data alone is denied', async () => {
    const { visit, sessionId, clientId } = await buyWithout(['ad_user_data'], 'server container');
    expect((await visit.outcome()).pushed).toEqual(['checkout_complete']);
    await letTheServerAct();
    await expect.poll(() => journey.tellersOf(sessionId), pollOptions).toEqual(['purchase by server']);
    expect(journey.toldOf(sessionId).hits).toMatchObject([{ clientId }]);
  });
});
