// What property, form and build can change about the journey.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buyer, findPersonal } from './buyer.ts';
import { type Journey, shopUrl, startJourney, tagsUrl, thanksUrl } from './start-journey.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
});

afterAll(() => journey?.close());

beforeEach(() => journey.publish());

afterEach(() => journey.endTest());

describe('the build', () => {
  test('for a renamed data layer pushes there and nowhere else', async () => {
    await journey.publish({ baking: { dataLayer: 'shopLayer' } });
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect(await visit.outcome()).toMatchObject({ ended: 'succeeded', pushed: [] });
    expect(await visit.event('shopLayer')).toMatchObject({ event: 'purchase', customer_email: buyer.email });
    expect(await visit.page.evaluate(() => Reflect.has(window, 'dataLayer'))).toBe(false);
    expect(await journey.collected(sessionId)).toHaveLength(1);
    await journey.reported(sessionId);
  });

  test('for an endpoint with a path asks and reports below it', async () => {
    await journey.publish({ baking: { endpoint: `${tagsUrl}/base` } });
    journey.tags.serveFrom([await journey.startFunction({ TILLTAG_BASE_PATH: '/base' })]);
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(journey.tags.lookups.map(({ pathname }) => pathname)).toEqual(['/base/checkout/sessions.json']);
    expect(await journey.collected(sessionId)).toHaveLength(1);
    await journey.reported(sessionId);
  });

  test('for another host than the tag’s endpoint is refused by its permission, in words', async () => {
    await journey.publish({ fields: { endpoint: 'https://other-tags.example.test' } });
    const visit = await journey.visit(thanksUrl(journey.buy()));
    expect(await visit.outcome()).toEqual({
      ended: 'failed',
      lines: [expect.stringContaining('This template was built for another host')],
      pushed: [],
    });
  });
});

describe('the tag', () => {
  test('names the purchase as its form says', async () => {
    await journey.publish({ fields: { eventName: 'order_paid' } });
    const visit = await journey.visit(thanksUrl(journey.buy()));
    expect((await visit.outcome()).pushed).toEqual(['order_paid']);
  });

  test('takes the session id out of the address bar once the event is settled, and leaves the rest of it', async () => {
    await journey.publish({ fields: { stripSessionId: true } });
    const sessionId = journey.buy();
    const visit = await journey.visit(`${shopUrl}/thanks?a=%20x&session_id=${sessionId}&b=1#top`);
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    await expect.poll(() => visit.page.url(), { timeout: 20_000 }).toBe(`${shopUrl}/thanks?a=%20x&b=1#top`);
    await visit.reload();
    expect(await visit.outcome()).toEqual({ ended: 'succeeded', lines: [], pushed: [] });
  });

  test('leaves the session id of a pending checkout in the address bar, for a reload to find the money', async () => {
    await journey.publish({ fields: { stripSessionId: true } });
    const sessionId = journey.buy({}, 'bank_debit');
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['checkout_pending']);
    await journey.reported(sessionId);
    expect(visit.page.url()).toBe(thanksUrl(sessionId));
  });

  test('fills the campaign from the page’s own address', async () => {
    const visit = await journey.visit(
      thanksUrl(journey.buy(), '&utm_source=news&utm_medium=mail&utm_campaign=a%20b&utm_term=x%2By&utm_content=%C3%BC'),
    );
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(await visit.event()).toMatchObject({
      utm_source: 'news',
      utm_medium: 'mail',
      utm_campaign: 'a b',
      utm_term: 'x+y',
      utm_content: 'ü',
    });
  });

  test('pushes no address that a mailing tool put into the campaign', async () => {
    const visit = await journey.visit(thanksUrl(journey.buy(), '&utm_source=news&utm_term=grace%40example.com'));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(await visit.event()).toMatchObject({ utm_source: 'news', utm_term: null });
  });

  test('set to hashed pushes hashes and nothing that can be read', async () => {
    await journey.publish({ fields: { personalData: 'hashed' } });
    const property = await journey.addProperty({ emailPolicy: 'hashed' });
    await journey.publish({ baking: { propertyId: property.id }, fields: { personalData: 'hashed' } });
    const visit = await journey.visit(thanksUrl(journey.buy()));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    const event = await visit.event();
    expect(event).toMatchObject({
      customer_email: null,
      user_data: { sha256_email_address: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(findPersonal(JSON.stringify(event))).toEqual([]);
  });

  test('set to none asks for no personal data and pushes none', async () => {
    await journey.publish({ fields: { personalData: 'none' } });
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(journey.tags.lookups.map(({ searchParams }) => searchParams.get('personal_data'))).toEqual(['none']);
    const event = await visit.event();
    expect(event).toMatchObject({ customer_email: null, ecommerce: { value: 49.5 } });
    expect(event).not.toHaveProperty('user_data');
    expect(event).not.toHaveProperty('meta_user_data');
  });

  test('is silent outside preview', async () => {
    await journey.publish({ isPreview: false });
    const visit = await journey.visit(thanksUrl(journey.buy()));
    expect(await visit.outcome()).toEqual({ ended: 'succeeded', lines: [], pushed: ['purchase'] });
  });

  test('succeeds silently on a page without a session id, and asks nothing', async () => {
    const visit = await journey.visit(`${shopUrl}/thanks`);
    expect(await visit.outcome()).toEqual({ ended: 'succeeded', lines: [], pushed: [] });
    expect(journey.tags.lookups).toEqual([]);
  });
});

describe('the property', () => {
  test('whose sender is the server makes the page push checkout_complete and no purchase', async () => {
    const property = await journey.addProperty({ sender: 'server' });
    await journey.publish({ baking: { propertyId: property.id } });
    const sessionId = journey.buy();
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['checkout_complete']);
    expect(journey.hitsOf(sessionId)).toEqual([]);
  });

  test('whose value leaves out tax and shipping has it so in data layer and hit', async () => {
    const property = await journey.addProperty({ valueBasis: 'excluding_tax_and_shipping' });
    await journey.publish({ baking: { propertyId: property.id } });
    const sessionId = journey.buy({
      lines: [{ name: 'Lamp', unitAmountMinor: 10_000, quantity: 2, taxPercent: 20 }],
      shipping: { amountMinor: 500, taxMinor: 100 },
    });
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).lines).toEqual(['Tilltag: pushed purchase 200 EUR.']);
    expect(await journey.collected(sessionId)).toMatchObject([
      { parameters: { value: 200, tax: 41, shipping: 5 }, items: [{ price: 100, quantity: 2 }] },
    ]);
  });

  test('of policy none answers nobody’s data, whatever the tag asks', async () => {
    const property = await journey.addProperty({ emailPolicy: 'none' });
    await journey.publish({ baking: { propertyId: property.id } });
    const visit = await journey.visit(thanksUrl(journey.buy()));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    expect(findPersonal(JSON.stringify(await visit.event()))).toEqual([]);
  });
});
