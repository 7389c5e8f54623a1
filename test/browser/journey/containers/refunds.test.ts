// For which of GA4's visitors a refund counts that the server tells: for whom a page told the purchase.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sessionAtStripe } from '../payment-links/buy.ts';
import { buyUrl } from '../payment-links/shop-pages.ts';
import { goToPay, type Payer } from '../server-sends/go-to-pay.ts';
import { shopUrl, thanksUrl } from '../start-journey.ts';
import type { Visit } from '../visit.ts';
import { payAndClose, payByCard } from './pay-by-card.ts';
import { type ContainerJourney, startContainerJourney } from './start-container-journey.ts';

let journey: ContainerJourney;

beforeAll(async () => {
  journey = await startContainerJourney();
});

afterAll(() => journey?.close());

afterEach(() => journey.endTest());

const pollOptions = { timeout: 20_000 };

/** A tab on the shop's first page, once Google's cookies are there, and the client id that they hold. */
async function visitShop(): Promise<{ visit: Visit; clientId: string }> {
  const visit = await journey.visit(shopUrl);
  await visit.page.waitForFunction(() => document.cookie.includes('_ga_SHOP='));
  const cookies = await visit.page.context().cookies();
  const cookie = cookies.find(({ name }) => name === '_ga')?.value ?? '';
  return { visit, clientId: cookie.split('.').slice(2).join('.') };
}

/** Opens the payment link as from a letter, without a click on any of the shop's pages. */
async function openLetter(visit: Visit): Promise<Payer> {
  await visit.goto(buyUrl);
  const sessionId = await sessionAtStripe(visit);
  journey.keepSecret(sessionId);
  return { visit, sessionId, clientId: '', gaSessionId: '' };
}

/** Once a page told the purchase: refunds a part of it, and lets the server tell. The hits of both. */
async function refund(sessionId: string) {
  await journey.reported(sessionId);
  await journey.server.deliverEvents();
  journey.stripe.refund(sessionId, { amountMinor: 2000 });
  await journey.server.deliverEvents(2);
  await journey.server.sweep();
  await expect.poll(() => journey.toldOf(sessionId).hits.length, pollOptions).toBe(2);
  return journey.toldOf(sessionId).hits;
}

describe('a refund of a purchase that a page told', () => {
  beforeEach(async () => {
    await journey.server.set({ sender: 'browser_first' });
    await journey.publishShipped({ route: 'server container' });
  });

  test('reaches GA4 through the server container, positive, under the transaction of the purchase', async () => {
    const payer = await goToPay(journey);
    const { visit, sessionId, clientId } = payer;
    await payByCard(payer);
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    const [, refunded] = await refund(sessionId);
    expect(journey.tellersOf(sessionId)).toEqual(['conversion by page', 'purchase by page', 'refund by server']);
    expect(refunded).toMatchObject({
      eventName: 'refund',
      clientId,
      currency: 'EUR',
      parameters: { value: 20, transaction_id: sessionId },
    });
  });

  test('counts for the same visitor where no click told of one, because the link came in a letter', async () => {
    const { visit, clientId } = await visitShop();
    const payer = await openLetter(visit);
    await payByCard(payer);
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    const [purchase, refunded] = await refund(payer.sessionId);
    expect([purchase?.clientId, refunded?.clientId]).toEqual([clientId, clientId]);
    expect(refunded).toMatchObject({ eventName: 'refund', sessionId: purchase?.sessionId });
  });

  test('counts for the visitor of the thank-you page where the link was clicked in another browser', async () => {
    const payer = await goToPay(journey);
    const { sessionId } = payer;
    await payAndClose(payer);
    const { visit, clientId } = await visitShop();
    await visit.goto(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    const [purchase, refunded] = await refund(sessionId);
    expect(clientId).not.toBe(payer.clientId);
    expect([purchase?.clientId, refunded?.clientId]).toEqual([clientId, clientId]);
  });
});
