// Who tells Google of a payment with both shipped containers: the page, or the server container, and never both.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Property } from '../../../../functions/rules/property.ts';
import { findPersonal } from '../buyer.ts';
import { campaign } from '../payment-links/campaign.ts';
import { goToPay, type Payer } from '../server-sends/go-to-pay.ts';
import { thanksUrl } from '../start-journey.ts';
import { openTab } from '../visit.ts';
import { payAndClose, payByCard } from './pay-by-card.ts';
import { type ContainerJourney, type Route, startContainerJourney } from './start-container-journey.ts';

let journey: ContainerJourney;

beforeAll(async () => {
  journey = await startContainerJourney();
});

afterAll(() => journey?.close());

afterEach(() => journey.endTest());

const pollOptions = { timeout: 20_000 };
const graceMs = 15 * 60_000;

const byPage = ['conversion by page', 'purchase by page'];
const byServer = ['conversion by server', 'purchase by server'];

const told = (sessionId: string) => expect.poll(() => journey.tellersOf(sessionId), pollOptions);

/** Lets Stripe tell, and sweeps; once more after the grace, and then again, because a sweep comes every minute. */
async function letTheServerAct(): Promise<void> {
  await journey.server.deliverEvents();
  await journey.server.sweep();
  journey.advance(graceMs + 60_000);
  await journey.server.sweep();
  await journey.server.sweep();
}

/** How often the function has handed an event over to the server container. */
const countForwarded = () =>
  journey.container.records.requests.filter(({ method, path }) => method === 'POST' && path === '/checkout/events')
    .length;

/** Comes with the campaign to a shop whose pages ask by this route, and goes to the payment page. */
async function goThrough(route: Route): Promise<Payer> {
  await journey.publishShipped({ route });
  return goToPay(journey);
}

interface Row {
  sender: Property['sender'];
  route: Route;
  /** What the page pushes. */
  pushed: string;
  /** How long the server leaves the purchase to a visit; it sends none unless given. */
  patienceMs?: number;
}

const rows: readonly Row[] = (['function', 'server container'] as const).flatMap((route): Row[] => [
  { sender: 'browser', route, pushed: 'purchase' },
  { sender: 'browser_first', route, pushed: 'purchase', patienceMs: graceMs },
  { sender: 'server', route, pushed: 'checkout_complete', patienceMs: 120_000 },
]);

const nameRow = ({ sender, route }: Row) => `under ${sender}, with pages that ask the ${route}`;

describe.each(rows.map((row) => [nameRow(row), row] as const))('%s', (_, { sender, route, pushed, patienceMs }) => {
  beforeEach(() => journey.server.set({ sender }));

  const tellers = sender === 'server' ? byServer : byPage;
  const expectOnePurchase = (sessionId: string, clientId: string) =>
    expect(journey.toldOf(sessionId).hits).toMatchObject([{ clientId, currency: 'EUR', parameters: { value: 49.5 } }]);

  const teller =
    sender !== 'server' ? 'page' : route === 'function' ? 'sweep' : 'server container’s own run for the visit';

  test(`the ${teller} tells one purchase and one conversion of a buyer who comes back`, async () => {
    const payer = await goThrough(route);
    const { visit, sessionId, clientId } = payer;
    await payByCard(payer);
    expect((await visit.outcome()).pushed).toEqual([pushed]);
    const isLeftToSweep = teller === 'sweep';
    await told(sessionId).toEqual(isLeftToSweep ? [] : tellers);
    if (sender !== 'server') await journey.reported(sessionId);
    expect(await journey.container.whenIdle(20_000)).toBe(true);
    const before = countForwarded();
    await letTheServerAct();
    await told(sessionId).toEqual(tellers);
    expect(countForwarded() - before).toBe(isLeftToSweep ? 1 : 0);
    await visit.reload();
    expect((await visit.outcome()).pushed).toEqual([]);
    await letTheServerAct();
    expect(journey.tellersOf(sessionId)).toEqual(tellers);
    expectOnePurchase(sessionId, clientId);
  });

  const lateTeller = patienceMs === undefined ? 'page, opened later,' : `sweep, after ${patienceMs / 60_000} minutes,`;

  test(`the ${lateTeller} tells one purchase and one conversion of a buyer who closed the tab`, async () => {
    const payer = await goThrough(route);
    const { sessionId, clientId } = payer;
    const context = payer.visit.page.context();
    await payAndClose(payer);
    await journey.server.deliverEvents();
    journey.advance((patienceMs ?? graceMs) - 60_000);
    await journey.server.sweep();
    await told(sessionId).toEqual([]);
    await letTheServerAct();
    await told(sessionId).toEqual(patienceMs === undefined ? [] : byServer);
    const late = await openTab(context, thanksUrl(sessionId));
    expect((await late.outcome()).pushed).toEqual(sender === 'browser_first' ? [] : [pushed]);
    await told(sessionId).toEqual(patienceMs === undefined ? byPage : byServer);
    expect(await journey.container.whenIdle(20_000)).toBe(true);
    await letTheServerAct();
    expect(journey.tellersOf(sessionId)).toHaveLength(2);
    expectOnePurchase(sessionId, clientId);
  });
});

describe('under server, the run for the visit', () => {
  beforeEach(() => journey.server.set({ sender: 'server' }));

  test('tells visitor, campaign, money and the buyer hashed, and settles the delivery', async () => {
    const payer = await goThrough('server container');
    const { sessionId, clientId, gaSessionId } = payer;
    await payByCard(payer);
    await told(sessionId).toEqual(byServer);
    const { hits, conversions } = journey.toldOf(sessionId);
    expect(hits).toMatchObject([
      {
        clientId,
        sessionId: gaSessionId,
        currency: 'EUR',
        items: [{ item_name: 'Field notebook', price: 49.5, quantity: 1 }],
        parameters: {
          value: 49.5,
          tilltag_source: campaign.utm_source,
          tilltag_campaign: campaign.utm_campaign,
          event_id: `purchase:${sessionId}`,
        },
      },
    ]);
    expect(conversions).toMatchObject([
      { value: 49.5, currency: 'EUR', gclaw: campaign.gclid, gcs: 'G111', userData: expect.arrayContaining(['em']) },
    ]);
    expect(findPersonal(journey.container.taken.join())).toEqual([]);
    const deliveries = () => journey.server.deliveriesOf(sessionId);
    await expect.poll(deliveries, pollOptions).toMatchObject([{ event: 'purchase', state: 'reported' }]);
  });

  test('tells it too where Stripe told the function before the buyer came back', async () => {
    const payer = await goThrough('server container');
    const { sessionId } = payer;
    const context = payer.visit.page.context();
    await payAndClose(payer);
    await journey.server.deliverEvents();
    await journey.server.sweep();
    const before = countForwarded();
    const late = await openTab(context, thanksUrl(sessionId));
    expect((await late.outcome()).pushed).toEqual(['checkout_complete']);
    await told(sessionId).toEqual(byServer);
    expect(await journey.container.whenIdle(20_000)).toBe(true);
    await letTheServerAct();
    expect(journey.tellersOf(sessionId)).toEqual(byServer);
    expect(countForwarded()).toBe(before);
  });

  test('that reaches neither GA4 nor Google Ads leaves both to the sweep, which tells them once', async () => {
    const payer = await goThrough('server container');
    const { visit, sessionId } = payer;
    journey.container.failNext('/g/collect');
    journey.container.failNext('/pagead/conversion/');
    await payByCard(payer);
    expect((await visit.outcome()).pushed).toEqual(['checkout_complete']);
    expect(await journey.container.whenIdle(20_000)).toBe(true);
    await told(sessionId).toEqual([]);
    const before = countForwarded();
    await letTheServerAct();
    await letTheServerAct();
    await told(sessionId).toEqual(byServer);
    expect(countForwarded() - before).toBe(1);
  });

  test('that fails in one tag is repeated whole, with the order id by which Google counts the conversion once', async () => {
    const payer = await goThrough('server container');
    const { sessionId } = payer;
    journey.container.failNext('/g/collect');
    await payByCard(payer);
    await told(sessionId).toEqual(['conversion by server']);
    await letTheServerAct();
    await letTheServerAct();
    await told(sessionId).toEqual(['conversion by server', ...byServer]);
    expect(journey.toldOf(sessionId).conversions.map(({ value }) => value)).toEqual([49.5, 49.5]);
  });
});
