// The click as the shop's own container hears of it: begin_checkout, and variables that read what brought the visitor.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Journey, shopUrl, startJourney } from '../start-journey.ts';
import { pay, sessionAtStripe } from './buy.ts';
import { campaign, expectCampaign, landing } from './campaign.ts';
import { shopPages } from './shop-pages.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
  journey.putPaymentLink({ slug: 'notebook' });
});

afterAll(() => journey?.close());

afterEach(() => journey.endTest());

describe('begin_checkout', () => {
  test('is pushed once at a click, when the link is decorated already, and GA4 gets it', async () => {
    await journey.publish({ links: { pushBeginCheckout: true }, pages: shopPages });
    const gclid = 'begin-checkout-1';
    const visit = await journey.visit(shopUrl + landing('/sale', { ...campaign, gclid }));
    const opened = await visit.openedBy(() => visit.page.locator('#blank').dblclick());
    await sessionAtStripe(opened);
    expect((await visit.events()).map(({ event }) => event)).toEqual(['begin_checkout']);
    const names = () => journey.hitsOf(gclid).map(({ eventName }) => eventName);
    await expect.poll(names, { timeout: 20_000 }).toContain('begin_checkout');
  });

  test('leaves with a click that leaves the page', async () => {
    await journey.publish({ links: { pushBeginCheckout: true }, pages: shopPages });
    const visit = await journey.visit(shopUrl + landing('/sale'));
    await visit.page.evaluate(() => {
      addEventListener('click', () =>
        sessionStorage.setItem('layer', JSON.stringify(Reflect.get(window, 'dataLayer'))),
      );
    });
    await visit.page.locator('#plain').click();
    expectCampaign(await pay(journey, visit));
    expect(await visit.page.evaluate(() => sessionStorage.getItem('layer'))).toContain('"begin_checkout"');
  });

  test('is not pushed by a right click, nor by default', async () => {
    await journey.publish({ links: { pushBeginCheckout: true }, pages: shopPages });
    const visit = await journey.visit(shopUrl + landing('/sale'));
    await visit.page.locator('#plain').click({ button: 'right' });
    await expect.poll(() => journey.tags.clickCount(), { timeout: 20_000 }).toBe(1);
    expect(await visit.events()).toEqual([]);
    await journey.publish({ links: {}, pages: shopPages });
    const other = await journey.visit(shopUrl + landing('/sale'));
    await other.openedBy(() => other.page.locator('#blank').click());
    expect(await other.events()).toEqual([]);
  });
});

describe('a click attribution variable', () => {
  test('tells a tag of begin_checkout the first and the last touch', async () => {
    const attribution = {
      first: { part: 'utm_campaign', touch: 'first' },
      last: { part: 'utm_source', touch: 'last' },
      id: { part: 'gclid', touch: 'last' },
      term: { part: 'utm_term', touch: 'last' },
    };
    await journey.publish({ links: { pushBeginCheckout: true }, attribution, pages: shopPages });
    const visitor = await journey.newVisitor();
    const first = await visitor.open(shopUrl + landing('/'));
    await first.page.waitForFunction(() => document.cookie.includes('_tilltag='));
    // The cookie tells visits apart by the second.
    await first.page.waitForTimeout(1_100);
    const later = { utm_source: 'google', utm_campaign: 'brand', gclid: 'variables-2' };
    const second = await visitor.open(shopUrl + landing('/sale', later));
    await second.openedBy(() => second.page.locator('#blank').click());
    const names = () => journey.hitsOf(later.gclid).map(({ eventName }) => eventName);
    await expect
      .poll(names, { timeout: 20_000 })
      .toContain('begin_checkout Frühling 2026 google variables-2 undefined');
  });
});
