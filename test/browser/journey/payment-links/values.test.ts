// Campaigns whose values Stripe would drop, and click ids that are longer than a passport: nothing gets lost.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Journey, shopUrl, startJourney } from '../start-journey.ts';
import { type Purchase, parametersOf, pay } from './buy.ts';
import { shopPages } from './shop-pages.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
  journey.putPaymentLink({ slug: 'notebook' });
});

afterAll(() => journey?.close());

beforeEach(() => journey.publish({ links: {}, pageViews: {}, pages: shopPages }));

afterEach(() => journey.endTest());

/** A purchase by a visitor who came with exactly this query. */
async function buyWith(query: string): Promise<Purchase> {
  const visit = await journey.visit(`${shopUrl}/sale?${query}`);
  await visit.page.locator('#plain').click();
  return pay(journey, visit);
}

const atStripe = /^[A-Za-z0-9_-]{1,150}$/;

describe('a campaign value', () => {
  test('with umlauts, emoji, blanks of both kinds and signs is repaired for Stripe and told as it was', async () => {
    const query =
      'utm_source=B%C3%BCcher&utm_medium=a+b&utm_campaign=%F0%9F%8E%89%20Gr%C3%BC%C3%9Fe%20aus%20Z%C3%BCrich&utm_term=caf%C3%A9%7Cbar&utm_content=50%25.off%2Bmore';
    const purchase = await buyWith(query);
    expect(purchase.handedBack).toEqual({
      utm_source: 'Buecher',
      utm_medium: 'a-b',
      utm_campaign: 'Gruesse-aus-Zuerich',
      utm_term: 'cafe-bar',
      utm_content: '50-off-more',
    });
    expect(purchase.event).toMatchObject({
      utm_source: 'Bücher',
      utm_medium: 'a b',
      utm_campaign: '🎉 Grüße aus Zürich',
      utm_term: 'café|bar',
      utm_content: '50%.off+more',
    });
  });

  test('of emoji alone cannot pass Stripe, and is told all the same', async () => {
    const purchase = await buyWith('utm_source=%F0%9F%8E%89&utm_medium=social');
    expect(purchase.handedBack).toEqual({ utm_medium: 'social' });
    expect(purchase.event).toMatchObject({ utm_source: '🎉', utm_medium: 'social' });
  });

  test('of a thousand characters is cut, on the link to what Stripe takes, and no other is lost for it', async () => {
    const long = 'Länge '.repeat(167).trim();
    const purchase = await buyWith(`${new URLSearchParams({ utm_source: 'x', utm_campaign: long, gclid: 'abc' })}`);
    expect(purchase.handedBack['utm_campaign']).toMatch(atStripe);
    const told = String(purchase.event['utm_campaign']);
    expect(told.length).toBeGreaterThan(100);
    expect(long.startsWith(told)).toBe(true);
    expect(purchase.event).toMatchObject({ utm_source: 'x' });
    expect(purchase.click).toMatchObject({ gclid: 'abc' });
  });

  test('that is no part of Stripe’s five travels in the record', async () => {
    const ga4 = {
      utm_id: 'c-77',
      utm_source_platform: 'Search Ads 360',
      utm_creative_format: 'video',
      utm_marketing_tactic: 're',
    };
    const purchase = await buyWith(`utm_source=google&${new URLSearchParams(ga4)}`);
    expect(purchase.arrivedWith).not.toHaveProperty('utm_id');
    expect(purchase.click.last).toMatchObject(ga4);
  });

  test('with an e-mail address, as mailing tools write it, is told to nobody', async () => {
    const purchase = await buyWith('utm_source=mail&utm_term=ada.lovelace%40example.com');
    expect(purchase.handedBack).toEqual({ utm_source: 'mail' });
    expect(JSON.stringify([purchase.record, purchase.event['utm_term'], purchase.click])).not.toMatch(/lovelace/);
  });
});

describe('a click id', () => {
  test('of Google’s, of a hundred characters, fits the passport', async () => {
    const gclid = 'Cj0_'.repeat(25);
    const purchase = await buyWith(`gclid=${gclid}`);
    expect(purchase.passport?.googleClick?.value).toBe(gclid);
    expect(purchase.reference?.length).toBeLessThanOrEqual(200);
  });

  test('of Google’s, of 145 characters, is the longest that fits the passport', async () => {
    const gclid = 'Cj0_-'.repeat(29);
    const purchase = await buyWith(`gclid=${gclid}`);
    expect(purchase.reference).toHaveLength(200);
    expect(purchase.passport?.googleClick?.value).toBe(gclid);
    expect(purchase.click).toMatchObject({ gclid });
  });

  test('of 146 characters leaves the passport without it, and the record carries it', async () => {
    const gclid = `${'Cj0_-'.repeat(29)}x`;
    const purchase = await buyWith(`gclid=${gclid}`);
    expect(purchase.reference).toHaveLength(54);
    expect(purchase.passport).not.toHaveProperty('googleClick');
    expect(parametersOf(purchase.record?.visit)).toEqual({ gclid });
    expect(purchase.click).toMatchObject({ gclid });
  });

  test('of 200 characters does not, and travels in the record; the reference still names it', async () => {
    const gclid = 'Cj0_'.repeat(50);
    const purchase = await buyWith(`gclid=${gclid}`);
    expect(purchase.passport).toBeDefined();
    expect(purchase.passport).not.toHaveProperty('googleClick');
    expect(parametersOf(purchase.record?.visit)).toEqual({ gclid });
    expect(purchase.click).toMatchObject({ gclid });
  });

  test.each(['gbraid', 'wbraid'] as const)('of the kind %s is carried as what it is', async (parameter) => {
    const purchase = await buyWith(`${parameter}=0AAAAA-x_1`);
    expect(purchase.passport?.googleClick).toEqual({ parameter, value: '0AAAAA-x_1' });
    expect(purchase.click).toMatchObject({ [parameter]: '0AAAAA-x_1' });
  });

  test('of every other network is told too, also of one that only this shop knows', async () => {
    await journey.publish({ links: { extraClickIds: 'cjevent' }, pages: shopPages });
    const ids = {
      dclid: 'd.1',
      fbclid: 'IwAR1',
      msclkid: 'm1',
      ttclid: 'E.C.P.1',
      twclid: 't1',
      li_fat_id: 'l-1',
      epik: 'dj0y',
      ScCid: 's-1',
      rdt_cid: 'r1',
      yclid: '1',
      irclickid: 'i~1',
      cjevent: 'cj1',
    };
    const purchase = await buyWith(`${new URLSearchParams(ids)}`);
    expect(purchase.click).toMatchObject(ids);
  });

  test('of Google’s and Meta’s own cookies is told where the address has none', async () => {
    const visitor = await journey.newVisitor();
    await visitor.context.addCookies([
      { name: '_gcl_aw', value: '2.1.kCj0KCQiA_cookie$i1700000000', url: shopUrl },
      { name: '_fbp', value: 'fb.1.1700000000000.123456789', url: shopUrl },
      { name: '_fbc', value: 'fb.1.1700000000000.IwAR0', url: shopUrl },
    ]);
    const visit = await visitor.open(`${shopUrl}/sale`);
    await visit.page.locator('#plain').click();
    const purchase = await pay(journey, visit);
    expect(purchase.passport?.googleClick).toEqual({ parameter: 'gclid', value: 'Cj0KCQiA_cookie' });
    expect(purchase.record).toMatchObject({ fbp: 'fb.1.1700000000000.123456789', fbc: 'fb.1.1700000000000.IwAR0' });
    expect(purchase.event['meta_user_data']).toMatchObject({ fbp: 'fb.1.1700000000000.123456789' });
  });
});
