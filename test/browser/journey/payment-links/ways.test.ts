// Every way from a shop's page to a payment link, and the purchase that names its campaign each time.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decodePassport } from '../../../../functions/rules/decode-passport.ts';
import { type Journey, shopUrl, startJourney } from '../start-journey.ts';
import type { Visit } from '../visit.ts';
import { parametersOf, pay } from './buy.ts';
import { campaign, expectCampaign, landing, repaired } from './campaign.ts';
import { shopPages } from './shop-pages.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
  journey.putPaymentLink({ slug: 'notebook' });
});

afterAll(() => journey?.close());

beforeEach(() => journey.publish({ links: { paymentDomains: 'pay.example.test' }, pageViews: {}, pages: shopPages }));

afterEach(() => journey.endTest());

const arrive = (): Promise<Visit> => journey.visit(shopUrl + landing('/sale'));

const openTab = async (page: Page, address: string): Promise<void> => {
  const tab = await page.context().newPage();
  await tab.goto(address);
};

describe('a payment link', () => {
  test.each(['plain', 'icon', 'own', 'book', 'donate', 'shaded', 'vector'])(
    'is decorated at a click: #%s',
    async (id) => {
      const visit = await arrive();
      await visit.page.locator(`#${id}`).click();
      expectCampaign(await pay(journey, visit));
    },
  );

  test('is decorated on an image map', async () => {
    const visit = await arrive();
    await visit.page.locator('img[usemap]').click({ position: { x: 40, y: 40 } });
    expectCampaign(await pay(journey, visit));
  });

  test('is decorated when a key follows it', async () => {
    const visit = await arrive();
    await visit.page.locator('#plain').focus();
    await visit.page.keyboard.press('Enter');
    expectCampaign(await pay(journey, visit));
  });

  test('is decorated when it opens a new tab', async () => {
    const visit = await arrive();
    expectCampaign(await pay(journey, await visit.openedBy(() => visit.page.locator('#blank').click())));
  });

  test.each([{ button: 'middle' }, { modifiers: ['ControlOrMeta'] }] as const)(
    'is decorated when a new tab is asked for: %j',
    async (how) => {
      const visit = await arrive();
      const opened = await visit.openedBy(() =>
        visit.page.locator('#plain').click({ ...how, modifiers: [...('modifiers' in how ? how.modifiers : [])] }),
      );
      expectCampaign(await pay(journey, opened));
    },
  );

  test('is decorated when a script opens it', async () => {
    const visit = await arrive();
    expectCampaign(await pay(journey, await visit.openedBy(() => visit.page.locator('#open').click())));
  });

  test.each(['late', 'route'])('is decorated when the page adds it later: #%s', async (id) => {
    const visit = await arrive();
    await visit.page.locator(`#${id}`).click();
    await visit.page.locator('#added').click();
    expectCampaign(await pay(journey, visit));
  });

  test('is decorated where it is the action of a form, whose own fields stay', async () => {
    const visit = await arrive();
    await visit.page.locator('#get button').click();
    const purchase = await pay(journey, visit);
    expectCampaign(purchase);
    expect(purchase.arrivedWith).toMatchObject({ locale: 'fr' });
  });

  test('is decorated where a button of a form leads to it, and the form itself leads elsewhere', async () => {
    const visit = await arrive();
    await visit.page.locator('#now').click();
    const purchase = await pay(journey, visit);
    expectCampaign(purchase);
    expect(purchase.arrivedWith).toMatchObject({ locale: 'fr' });
  });

  test('takes nothing to where another button of its form leads', async () => {
    const visit = await arrive();
    await visit.page.locator('#cart button').first().click();
    await visit.page.waitForURL('**/cart?**');
    expect(new URL(visit.page.url()).search).toBe('?locale=fr');
    expect(journey.tags.clickCount()).toBe(0);
  });

  test('is decorated where it is the action of a form that is posted, whose fields stay', async () => {
    const visit = await arrive();
    const [request] = await Promise.all([
      visit.page.waitForRequest((one) => one.method() === 'POST' && one.isNavigationRequest()),
      visit.page.locator('#post button').click(),
    ]);
    const { searchParams } = new URL(request.url());
    expect(Object.fromEntries(searchParams)).toMatchObject(repaired);
    const { clickId = '' } = decodePassport(searchParams.get('client_reference_id') ?? '') ?? {};
    expect(request.postData()).toBe('note=gift');
    const record = await journey.store.findClick(journey.property.id, clickId, Date.now());
    expect(parametersOf(record?.visit)).toEqual(campaign);
  });

  test('is decorated before its context menu opens, which may open it in a new tab', async () => {
    const visit = await arrive();
    await visit.page.locator('#plain').click({ button: 'right' });
    const address = (await visit.page.locator('#plain').getAttribute('href')) ?? '';
    // No browser lets a script choose from its menu.
    expectCampaign(await pay(journey, await visit.openedBy(() => openTab(visit.page, address))));
    expect(journey.tags.clickCount()).toBe(1);
  });

  test('is decorated two pages after the landing, with the campaign of the landing', async () => {
    const visit = await journey.visit(shopUrl + landing('/'));
    await visit.page.getByRole('link', { name: 'To the shelf' }).click();
    await visit.page.locator('#plain').click();
    const purchase = await pay(journey, visit);
    expectCampaign(purchase);
    expect(purchase.click.last).toMatchObject({ landing_page: 'shop.example.test/' });
  });

  test('that is clicked twice counts as two clicks, and the purchase belongs to the one that led to it', async () => {
    const visit = await arrive();
    const first = await pay(journey, await visit.openedBy(() => visit.page.locator('#blank').click()));
    await visit.page.waitForTimeout(1_100);
    const second = await pay(journey, await visit.openedBy(() => visit.page.locator('#blank').click()));
    expectCampaign(first);
    expectCampaign(second);
    expect(first.record?.clickId).not.toBe(second.record?.clickId);
  });
});
