// Buy buttons and pricing tables: frames of another origin, which nobody hears being clicked.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Journey, shopUrl, startJourney } from '../start-journey.ts';
import type { Visit } from '../visit.ts';
import { type Purchase, parametersOf, pay } from './buy.ts';
import { campaign, landing, namedUtm } from './campaign.ts';
import { embedIds, shopPages } from './shop-pages.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
  journey.putPaymentLink({ slug: 'notebook', buyButtonId: embedIds.buyButton, pricingTableId: embedIds.pricingTable });
});

afterAll(() => journey?.close());

beforeEach(() => journey.publish({ links: {}, pageViews: {}, pages: shopPages }));

afterEach(() => journey.endTest());

const arrive = (path = '/embedded'): Promise<Visit> => journey.visit(shopUrl + landing(path));

const referenceOf = (visit: Visit, name: string): Promise<string | null> =>
  visit.page.locator(name).getAttribute('client-reference-id');

const hasReference = (visit: Visit, name: string): Promise<void> =>
  expect.poll(() => referenceOf(visit, name), { timeout: 20_000 }).toMatch(/^tt1_/);

/** Clicks inside the frame, once the frame is the one with this reference. */
async function buyIn(visit: Visit, name: string, reference: string | null): Promise<Purchase> {
  const frame = () =>
    visit.page
      .frames()
      .find(
        (one) =>
          one.url().includes(`client-reference-id=${reference ?? ''}`) &&
          one.url().includes(name.replace('stripe-', '/v3/')),
      );
  await expect.poll(() => frame() !== undefined, { timeout: 20_000 }).toBe(true);
  await frame()?.getByRole('button').click();
  return pay(journey, visit);
}

/** No campaign passes through an embedded element: all comes from the record that its reference names. */
function expectByRecord({ event, click, handedBack, passport, record }: Purchase): void {
  expect(handedBack).toEqual({});
  expect(record?.clickId).toBe(passport?.clickId);
  expect(parametersOf(record?.visit)).toEqual(campaign);
  expect(event).toMatchObject({ event: 'purchase', ...namedUtm });
  expect(click).toMatchObject({ gclid: campaign.gclid });
}

describe('an embedded element', () => {
  test.each(['stripe-buy-button', 'stripe-pricing-table'])(
    'gets its reference when GA’s cookie exists: <%s>',
    async (name) => {
      await journey.publish({ links: {}, pageViews: { loadMs: 700 }, pages: shopPages });
      const visit = await arrive();
      await hasReference(visit, name);
      const purchase = await buyIn(visit, name, await referenceOf(visit, name));
      expectByRecord(purchase);
      expect(purchase.passport?.gaClientId).toMatch(/^\d+\.\d+$/);
    },
  );

  test('gets it after two seconds where no such cookie comes', async () => {
    await journey.publish({ links: {}, pages: shopPages });
    const visit = await arrive();
    expect(await referenceOf(visit, 'stripe-buy-button')).toBeNull();
    await hasReference(visit, 'stripe-buy-button');
    const purchase = await buyIn(visit, 'stripe-buy-button', await referenceOf(visit, 'stripe-buy-button'));
    expectByRecord(purchase);
    expect(purchase.passport).not.toHaveProperty('gaClientId');
  });

  test('gets it once: later changes of the page leave it alone', async () => {
    const visit = await arrive();
    await hasReference(visit, 'stripe-buy-button');
    const first = await referenceOf(visit, 'stripe-buy-button');
    await visit.page.evaluate(() => document.body.append(document.createElement('p')));
    await visit.page.waitForTimeout(1_200);
    expect(await referenceOf(visit, 'stripe-buy-button')).toBe(first);
  });

  test('gets it when it appears long after the page', async () => {
    const visit = await arrive('/embedded-late');
    await visit.page.locator('#show').click();
    await hasReference(visit, 'stripe-buy-button');
    expectByRecord(await buyIn(visit, 'stripe-buy-button', await referenceOf(visit, 'stripe-buy-button')));
  });

  test('gets it inside open shadow roots, though nothing but the innermost changes', async () => {
    const visit = await arrive('/embedded-shaded');
    await visit.page.waitForTimeout(1_000);
    await visit.page.locator('#show').click();
    await hasReference(visit, 'stripe-buy-button');
    expectByRecord(await buyIn(visit, 'stripe-buy-button', await referenceOf(visit, 'stripe-buy-button')));
  });

  test('keeps the reference that the page gave it, and the campaign is named all the same', async () => {
    const visit = await arrive('/embedded-own');
    await visit.page.waitForTimeout(2_500);
    const purchase = await buyIn(visit, 'stripe-buy-button', 'member_5');
    expect(purchase.reference).toBe('member_5');
    expect(purchase.event).toMatchObject({ event: 'purchase', client_reference_id: 'member_5' });
    expect(purchase.event).toMatchObject(namedUtm);
  });

  test('that heeds no later attribute loses the reference, not the campaign', async () => {
    const visit = await arrive('/embedded-once');
    await hasReference(visit, 'stripe-buy-button');
    const purchase = await buyIn(visit, 'stripe-buy-button', '');
    expect(purchase.reference).toBeNull();
    expect(purchase.event).toMatchObject(namedUtm);
    expect(purchase.click).toMatchObject({ gclid: campaign.gclid });
  });
});
