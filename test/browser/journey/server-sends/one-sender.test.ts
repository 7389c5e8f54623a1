// Who tells GA4 of a purchase: the page where one comes back and reports, else the server, and never both.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pay } from '../payment-links/buy.ts';
import { campaign } from '../payment-links/campaign.ts';
import { shopPages } from '../payment-links/shop-pages.ts';
import { type Journey, shopUrl, startJourney, thanksUrl } from '../start-journey.ts';
import type { ServerSide } from './connect-server.ts';
import { expectToldByPages, goToPay, toldByPages } from './go-to-pay.ts';

let journey: Journey;
let server: ServerSide;

beforeAll(async () => {
  journey = await startJourney();
  journey.putPaymentLink({ slug: 'notebook' });
  server = await journey.connectServer();
});

afterAll(() => journey?.close());

beforeEach(() => journey.publish({ links: {}, pageViews: {}, pages: shopPages }));

afterEach(() => journey.endTest());

const graceMs = 15 * 60_000;

/** Lets Stripe tell, and sweeps; once more after the grace, and then again, because a sweep comes every minute. */
async function letTheServerAct(): Promise<void> {
  await server.deliverEvents();
  await server.sweep();
  journey.advance(graceMs + 60_000);
  await server.sweep();
  await server.sweep();
}

describe('under browser_first', () => {
  beforeEach(() => server.set({ sender: 'browser_first' }));

  test('a closed tab leaves one purchase to the server, with the visitor, session and campaign of the click', async () => {
    const { visit, sessionId, clientId, gaSessionId } = await goToPay(journey);
    await visit.page.getByLabel('Close the tab').check();
    await visit.page.getByRole('button', { name: 'Pay by card' }).click();
    await visit.page.getByText('This tab is closed').waitFor();
    await visit.page.close();
    await server.deliverEvents();
    await server.sweep();
    expect(server.eventsOf(sessionId)).toEqual([]);
    journey.advance(graceMs + 60_000);
    await server.sweep();
    await server.sweep();
    expect(server.eventsOf(sessionId)).toMatchObject([
      {
        name: 'purchase',
        params: {
          value: 49.5,
          currency: 'EUR',
          session_id: gaSessionId,
          tilltag_source: campaign.utm_source,
          tilltag_medium: campaign.utm_medium,
          tilltag_campaign: campaign.utm_campaign,
          items: [{ item_name: 'Field notebook', price: 49.5, quantity: 1 }],
        },
        body: { client_id: clientId },
      },
    ]);
    const late = await journey.visit(thanksUrl(sessionId));
    expect((await late.outcome()).pushed).toEqual([]);
    expect(toldByPages(journey, sessionId)).toEqual([]);
  });

  test.each(['before', 'after'])(
    'a page that reports %s the webhook came keeps the server silent for good',
    async (order) => {
      const { visit, sessionId } = await goToPay(journey);
      if (order === 'after') {
        const held = journey.tags.holdNextAnswer();
        await visit.page.getByRole('button', { name: 'Pay by card' }).click();
        await held.handled;
        await server.deliverEvents();
        await server.sweep();
        held.release();
      } else {
        await pay(journey, visit);
      }
      expect((await visit.outcome()).pushed).toEqual(['purchase']);
      await journey.reported(sessionId);
      await letTheServerAct();
      expect(server.eventsOf(sessionId)).toEqual([]);
      await expectToldByPages(journey, sessionId, ['purchase']);
      expect(await server.deliveriesOf(sessionId)).toMatchObject([{ event: 'purchase', state: 'reported' }]);
    },
  );

  test('a page that asked and was closed before it could push leaves the purchase to the server', async () => {
    const { visit, sessionId } = await goToPay(journey);
    const held = journey.tags.holdNextAnswer();
    await visit.page.getByRole('button', { name: 'Pay by card' }).click();
    await held.handled;
    await visit.page.close();
    held.release();
    await letTheServerAct();
    expect(server.eventsOf(sessionId)).toMatchObject([{ name: 'purchase', params: { value: 49.5 } }]);
    expect((await (await journey.visit(thanksUrl(sessionId))).outcome()).pushed).toEqual([]);
    expect(toldByPages(journey, sessionId)).toEqual([]);
  });

  test('a refund of a purchase that a page reported reaches GA4 once, however often Stripe tells of it', async () => {
    const { visit, sessionId, clientId } = await goToPay(journey);
    await pay(journey, visit);
    await journey.reported(sessionId);
    await server.deliverEvents();
    journey.stripe.refund(sessionId, { amountMinor: 2000 });
    await server.deliverEvents(2);
    await server.sweep();
    await letTheServerAct();
    expect(server.eventsOf(sessionId)).toMatchObject([
      { name: 'refund', params: { value: 20, currency: 'EUR' }, body: { client_id: clientId } },
    ]);
    await expectToldByPages(journey, sessionId, ['purchase']);
  });
});

describe('under server', () => {
  beforeEach(() => server.set({ sender: 'server' }));

  test('the page pushes checkout_complete, and the server sends the one purchase', async () => {
    const { visit, sessionId, clientId } = await goToPay(journey);
    await visit.page.getByRole('button', { name: 'Pay by card' }).click();
    await visit.page.waitForURL(`${shopUrl}/thanks?**`);
    expect((await visit.outcome()).pushed).toEqual(['checkout_complete']);
    await letTheServerAct();
    expect(server.eventsOf(sessionId)).toMatchObject([
      { name: 'purchase', params: { value: 49.5 }, body: { client_id: clientId } },
    ]);
    await visit.reload();
    expect((await visit.outcome()).pushed).toEqual([]);
    expect(toldByPages(journey, sessionId)).toEqual([]);
  });
});
