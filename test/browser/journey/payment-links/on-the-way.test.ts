// What can happen between the landing and the thank-you page, and what the purchase still says of its campaign.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Journey, shopUrl, startJourney, thanksUrl } from '../start-journey.ts';
import type { Visit } from '../visit.ts';
import { type Purchase, parametersOf, pay, readPurchase, sessionAtStripe } from './buy.ts';
import { campaign, expectCampaign, landing, namedUtm, repaired } from './campaign.ts';
import { shopPages } from './shop-pages.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
  journey.putPaymentLink({ slug: 'notebook' });
});

afterAll(() => journey?.close());

beforeEach(() => journey.publish({ links: {}, pageViews: {}, pages: shopPages }));

afterEach(() => journey.endTest());

const arrive = (): Promise<Visit> => journey.visit(shopUrl + landing('/sale'));

/** Resolves when the container's page view has gone out, and with it Google's cookies have been made. */
const analyticsOn = (visit: Visit): Promise<unknown> =>
  visit.page.waitForFunction(() => document.cookie.includes('_ga_SHOP='));

async function cookiesOf(visit: Visit): Promise<Record<string, string>> {
  const cookies = await visit.page.context().cookies();
  return Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
}

async function buyPlain(visit: Visit): Promise<Purchase> {
  await visit.page.locator('#plain').click();
  return pay(journey, visit);
}

describe('the GA session', () => {
  test('is unknown at a first click before Google’s cookies exist, and the campaign is named all the same', async () => {
    await journey.publish({ links: {}, pageViews: { loadMs: 5_000 }, pages: shopPages });
    const visit = await arrive();
    await visit.page.locator('#plain').click();
    expect(Object.keys(await cookiesOf(visit))).not.toContain('_ga');
    const purchase = await pay(journey, visit);
    expectCampaign(purchase);
    expect(purchase.passport).not.toHaveProperty('gaClientId');
    expect(purchase.record).not.toHaveProperty('gaClientId');
  });

  test('of a first visit travels where the click comes after the cookies, though the landing came before', async () => {
    await journey.publish({ links: {}, pageViews: { loadMs: 2_500 }, pages: shopPages });
    const visit = await arrive();
    expect(Object.keys(await cookiesOf(visit))).not.toContain('_ga');
    await analyticsOn(visit);
    const { _ga = '' } = await cookiesOf(visit);
    const purchase = await buyPlain(visit);
    expectCampaign(purchase);
    expect(purchase.passport?.gaClientId).toBe(_ga.split('.').slice(2).join('.'));
  });

  test.each(['GS1', 'GS2'] as const)('is read from a cookie of the form %s', async (sessionCookie) => {
    await journey.publish({ links: {}, pageViews: { sessionCookie }, pages: shopPages });
    const visit = await arrive();
    await analyticsOn(visit);
    const { _ga_SHOP: session = '' } = await cookiesOf(visit);
    expect(session.startsWith(sessionCookie)).toBe(true);
    const purchase = await buyPlain(visit);
    const gaSessionId = /\.s?(\d{10})/.exec(session)?.[1];
    expect(purchase).toMatchObject({ passport: { gaSessionId }, record: { gaSessionId } });
  });

  test.each([
    ['above 2^32', '9876543210.1700000000'],
    ['longer than a passport has room for', '98765432109876.1700000000'],
    ['of another form', 'amp-AbC_1.2'],
  ])('with a client id %s is told in the record, and never changed', async (_name, gaClientId) => {
    const visitor = await journey.newVisitor();
    await visitor.context.addCookies([
      { name: '_ga', value: `GA1.1.${gaClientId}`, url: shopUrl },
      { name: '_ga_SHOP', value: 'GS2.1.s1700000000$o3$g1$t1700000300$j60$l0$h0', url: shopUrl },
    ]);
    const purchase = await buyPlain(await visitor.open(shopUrl + landing('/sale')));
    expectCampaign(purchase);
    expect([undefined, gaClientId]).toContain(purchase.passport?.gaClientId);
    expect(purchase.record).toMatchObject({ gaClientId, gaSessionId: '1700000000' });
  });
});

describe('a click record', () => {
  test('that the browser blocks leaves the click id in the passport and the campaign, as it was, in the cookie', async () => {
    const visit = await arrive();
    let blocked = 0;
    await visit.page.context().route('**/checkout/clicks', async (route) => {
      blocked += 1;
      await route.abort('blockedbyclient');
    });
    const purchase = await buyPlain(visit);
    expect([blocked, journey.tags.clickCount(), purchase.record]).toEqual([1, 0, undefined]);
    expect(purchase.passport?.googleClick).toEqual({ parameter: 'gclid', value: campaign.gclid });
    expect(purchase.handedBack).toEqual(repaired);
    expect(purchase.event).toMatchObject(namedUtm);
    expect(purchase.click).toMatchObject({ gclid: campaign.gclid });
  });

  test('that is blocked, with all cookies deleted in between, leaves what Stripe hands back and the click id', async () => {
    const visit = await arrive();
    await visit.page.context().route('**/checkout/clicks', (route) => route.abort('blockedbyclient'));
    await visit.page.locator('#plain').click();
    await sessionAtStripe(visit);
    await visit.page.context().clearCookies();
    const purchase = await pay(journey, visit);
    expect(purchase.record).toBeUndefined();
    expect(purchase.event).toMatchObject({ ...namedUtm, ...repaired });
    expect(purchase.click).toMatchObject({ gclid: campaign.gclid });
  });

  test('whose beacon the browser refuses goes out by fetch', async () => {
    const visitor = await journey.newVisitor();
    await visitor.context.addInitScript(() => {
      navigator.sendBeacon = () => false;
    });
    expectCampaign(await buyPlain(await visitor.open(shopUrl + landing('/sale'))));
    expect(journey.tags.clickCount()).toBe(1);
  });

  test('that the network loses keeps nobody from Stripe', async () => {
    journey.tags.breakPath('/checkout/clicks');
    const visit = await arrive();
    const purchase = await buyPlain(visit);
    expect([journey.tags.clickCount() > 0, purchase.record]).toEqual([true, undefined]);
    expect(purchase.event).toMatchObject(namedUtm);
  });

  test('is found although all cookies were deleted in between', async () => {
    const visit = await arrive();
    await visit.page.locator('#plain').click();
    await sessionAtStripe(visit);
    await visit.page.context().clearCookies();
    const purchase = await pay(journey, visit);
    expectCampaign(purchase);
    expect(journey.tags.lookups.at(-1)?.searchParams.has('click_id')).toBe(false);
  });

  test('is found by the reference when another browser opens the thank-you page', async () => {
    const visit = await arrive();
    await visit.page.locator('#plain').click();
    const sessionId = await sessionAtStripe(visit);
    journey.stripe.completeSession(sessionId, 'card');
    const elsewhere = await journey.visit(thanksUrl(sessionId));
    const purchase = await readPurchase(journey, elsewhere);
    expect(purchase.handedBack).toEqual({});
    expect(purchase.event).toMatchObject({ event: 'purchase', ...namedUtm });
    expect(purchase.click).toMatchObject({ gclid: campaign.gclid, last: { utm_campaign: campaign.utm_campaign } });
  });
});

describe('a link made by hand', () => {
  test('with a reference keeps it with all else that it had, and the click is found by the cookie', async () => {
    const visit = await arrive();
    await visit.page.locator('#foreign').click();
    const purchase = await pay(journey, visit);
    expect(purchase.arrivedWith).toEqual({
      client_reference_id: 'order_77',
      prefilled_email: 'jo@example.com',
      locale: 'de',
      ...repaired,
    });
    expect(purchase.reference).toBe('order_77');
    expect(parametersOf(purchase.record?.visit)).toEqual(campaign);
    expect(purchase.event).toMatchObject({ ...namedUtm, client_reference_id: 'order_77' });
    expect(purchase.click).toMatchObject({ gclid: campaign.gclid, last: { utm_campaign: campaign.utm_campaign } });
  });

  test('with a campaign keeps it as it is and gets none of ours, and the purchase names what led to the shop', async () => {
    const visit = await arrive();
    await visit.page.locator('#labelled').click();
    const purchase = await pay(journey, visit);
    expect(purchase.handedBack).toEqual({ utm_source: 'shelf', utm_medium: 'qr' });
    expect(purchase.event).toMatchObject(namedUtm);
    expect(purchase.click).toMatchObject({ gclid: campaign.gclid, last: { utm_campaign: campaign.utm_campaign } });
    expect(purchase.record?.clickId).toBe(purchase.passport?.clickId);
  });

  test('with a campaign lends it to a visitor who came with none', async () => {
    const visit = await journey.visit(`${shopUrl}/sale`);
    await visit.page.locator('#labelled').click();
    const purchase = await pay(journey, visit);
    expect(purchase.record).toBeDefined();
    expect(purchase.event).toMatchObject({ utm_source: 'shelf', utm_medium: 'qr', utm_campaign: null });
  });
});

describe('a campaign', () => {
  test('stays when the buyer leaves the payment page, comes back and clicks again', async () => {
    const visit = await arrive();
    await visit.page.locator('#plain').click();
    await sessionAtStripe(visit);
    await visit.page.goBack();
    await visit.page.waitForURL(`${shopUrl}/sale**`);
    await visit.page.waitForTimeout(1_100);
    const purchase = await buyPlain(visit);
    expectCampaign(purchase);
    expect(journey.tags.clickCount()).toBe(2);
  });

  test('of a later visit is the last touch, the earlier one stays the first, and a direct visit changes neither', async () => {
    const visitor = await journey.newVisitor();
    const later = { utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'brand', gclid: 'second-click' };
    const first = await visitor.open(shopUrl + landing('/sale'));
    await analyticsOn(first);
    // The cookie tells visits apart by the second.
    await first.page.waitForTimeout(1_100);
    const second = await visitor.open(shopUrl + landing('/', later));
    await analyticsOn(second);
    await second.page.waitForTimeout(1_100);
    const purchase = await buyPlain(await visitor.open(`${shopUrl}/sale`));
    expect(purchase.event).toMatchObject({ utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'brand' });
    expect(purchase.click).toMatchObject({
      gclid: 'second-click',
      first: { utm_source: 'newsletter', gclid: campaign.gclid },
      last: { utm_source: 'google', gclid: 'second-click' },
    });
    expect(purchase.arrivedWith).toMatchObject({ utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'brand' });
  });

  test('is not made up: a direct visitor’s link carries a reference and no campaign', async () => {
    const purchase = await buyPlain(await journey.visit(`${shopUrl}/sale`));
    expect(Object.keys(purchase.arrivedWith)).toEqual(['client_reference_id']);
    expect(purchase.event).toMatchObject({ utm_source: null, utm_medium: null, utm_campaign: null });
  });
});
