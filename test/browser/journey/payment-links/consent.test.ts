// Payment links of visitors who have not agreed, agree on the page, or agree to some.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Journey, shopUrl, startJourney } from '../start-journey.ts';
import type { Visit } from '../visit.ts';
import { parametersOf, pay } from './buy.ts';
import { campaign, expectCampaign, landing, namedUtm, repaired } from './campaign.ts';
import { shopPages } from './shop-pages.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
  journey.putPaymentLink({ slug: 'notebook' });
});

afterAll(() => journey?.close());

afterEach(() => journey.endTest());

const purposes = ['ad_storage', 'analytics_storage', 'ad_user_data', 'ad_personalization'] as const;

type States = Partial<Record<(typeof purposes)[number], 'granted' | 'denied'>>;

const all = (state: 'granted' | 'denied'): States => Object.fromEntries(purposes.map((purpose) => [purpose, state]));

/** What a consent tool puts before the container; it knows on later pages what the visitor said on an earlier one. */
async function publish(states: States): Promise<void> {
  const head = `<script>window.dataLayer = []; function gtag() { dataLayer.push(arguments); }
    gtag('consent', 'default', ${JSON.stringify(states)});
    if (sessionStorage.getItem('agreed')) gtag('consent', 'update', ${JSON.stringify(all('granted'))});</script>`;
  await journey.publish({ head, links: {}, pageViews: {}, pages: shopPages });
}

const arrive = (): Promise<Visit> => journey.visit(shopUrl + landing('/sale'));

const grant = (visit: Visit): Promise<void> =>
  visit.page.evaluate((states) => {
    sessionStorage.setItem('agreed', '1');
    Reflect.get(window, 'gtag')('consent', 'update', states);
  }, all('granted'));

const { gclid: _gclid, ...utm } = campaign;

describe('consent', () => {
  test('that is denied to the end leaves the campaign on the link, and no click id or GA id anywhere', async () => {
    await publish(all('denied'));
    const visit = await arrive();
    await visit.page.locator('#plain').click();
    const purchase = await pay(journey, visit);
    expect(purchase.arrivedWith).toMatchObject(repaired);
    expect(purchase.passport).toMatchObject({ consent: all('denied') });
    expect(purchase.passport).not.toHaveProperty('googleClick');
    expect(purchase.passport).not.toHaveProperty('gaClientId');
    expect(parametersOf(purchase.record?.visit)).toEqual(utm);
    expect(JSON.stringify([purchase.record, purchase.event])).not.toContain(campaign.gclid);
    expect(purchase.event).toMatchObject(namedUtm);
    expect(await visit.stored()).toEqual([]);
  });

  test('that is granted on the page starts then, with what the address brought', async () => {
    await publish(all('denied'));
    const visit = await arrive();
    expect(await visit.stored()).toEqual([]);
    await grant(visit);
    await visit.page.waitForFunction(() => document.cookie.includes('_tilltag='));
    await visit.page.locator('#plain').click();
    const purchase = await pay(journey, visit);
    expectCampaign(purchase);
    expect(purchase.record?.consent).toEqual(all('granted'));
  });

  test('that is granted on a later page names the visit’s campaign, if not the landing’s click id', async () => {
    await publish(all('denied'));
    const visit = await journey.visit(shopUrl + landing('/'));
    await visit.page.getByRole('link', { name: 'To the shelf' }).click();
    await visit.page.waitForURL(`${shopUrl}/sale`);
    await grant(visit);
    await visit.page.locator('#plain').click();
    const purchase = await pay(journey, visit);
    // Nothing may remember the landing: what is known is that there was a visit.
    expect(purchase.passport).toMatchObject({ consent: all('granted') });
    expect(purchase.event).toMatchObject({ event: 'purchase', utm_source: null });
    expect(purchase.record?.clickId).toBe(purchase.passport?.clickId);
  });

  test('to analytics alone keeps campaign and GA ids, and no click id', async () => {
    await publish({ ...all('denied'), analytics_storage: 'granted' });
    const visit = await arrive();
    await visit.page.waitForFunction(() => document.cookie.includes('_ga_SHOP='));
    await visit.page.locator('#plain').click();
    const purchase = await pay(journey, visit);
    expect(purchase.event).toMatchObject(namedUtm);
    expect(purchase.passport?.gaClientId).toMatch(/^\d+\.\d+$/);
    expect(purchase.passport).not.toHaveProperty('googleClick');
    expect(JSON.stringify(purchase)).not.toContain(campaign.gclid);
  });

  test('to ads alone keeps the click id, and neither GA ids nor a cookie', async () => {
    await publish({ ...all('denied'), ad_storage: 'granted' });
    const visit = await arrive();
    await visit.page.locator('#plain').click();
    const purchase = await pay(journey, visit);
    expect(purchase.passport?.googleClick?.value).toBe(campaign.gclid);
    expect(purchase.passport).not.toHaveProperty('gaClientId');
    expect(purchase.click).toMatchObject({ gclid: campaign.gclid });
    expect(await visit.stored()).toEqual([]);
  });

  test('that is denied gives a buy button its reference only once it is granted', async () => {
    await publish(all('denied'));
    const visit = await journey.visit(shopUrl + landing('/embedded'));
    await visit.page.waitForTimeout(2_500);
    const reference = () => visit.page.locator('stripe-buy-button').getAttribute('client-reference-id');
    expect(await reference()).toBeNull();
    await grant(visit);
    await visit.page.evaluate(() => document.body.append('The banner is gone.'));
    await expect.poll(reference, { timeout: 10_000 }).toMatch(/^tt1_/);
  });
});
