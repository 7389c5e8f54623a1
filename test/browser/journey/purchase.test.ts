// What a completed checkout becomes, from the address of the thank-you page to the hit that GA4 would get.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buyer } from './buyer.ts';
import { type Journey, shopUrl, startJourney, tagsUrl, thanksUrl } from './start-journey.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
});

afterAll(() => journey?.close());

beforeEach(() => journey.publish());

afterEach(() => journey.endTest());

const pushedBefore = 'Tilltag: nothing pushed: purchase of this session was pushed before, or another tab is at it.';

describe('a completed checkout', () => {
  test('that is paid becomes one purchase with value, currency, items, campaign and buyer, one hit and one report', async () => {
    const sessionId = journey.buy({
      lines: [
        {
          name: 'Field notebook',
          productId: 'prod_notebook',
          unitAmountMinor: 2475,
          quantity: 2,
          taxPercent: 19,
          taxBehavior: 'inclusive',
        },
      ],
      shipping: { amountMinor: 490 },
      customerId: 'cus_ada',
      clientReferenceId: 'order-77',
    });
    const visit = await journey.visit(
      thanksUrl(sessionId, '&utm_source=newsletter&utm_medium=email&utm_campaign=autumn'),
    );
    expect(await visit.outcome()).toEqual({
      ended: 'succeeded',
      lines: ['Tilltag: pushed purchase 54.40 EUR.'],
      pushed: ['purchase'],
    });
    expect(await visit.event()).toMatchObject({
      event_id: `purchase:${sessionId}`,
      status: 'paid',
      livemode: true,
      mode: 'payment',
      customer_id: 'cus_ada',
      customer_email: buyer.email,
      client_reference_id: 'order-77',
      utm_source: 'newsletter',
      utm_medium: 'email',
      utm_campaign: 'autumn',
      utm_term: null,
      utm_content: null,
      ecommerce: {
        transaction_id: sessionId,
        value: 54.4,
        currency: 'EUR',
        tax: 7.9,
        shipping: 4.9,
        items: [{ item_id: 'prod_notebook', item_name: 'Field notebook', price: 24.75, quantity: 2 }],
      },
      user_data: {
        email: buyer.email,
        phone_number: buyer.phone,
        address: {
          first_name: 'Ada',
          last_name: 'Lovelace',
          city: 'Wolfenbuettel',
          postal_code: '38300',
          country: 'DE',
        },
      },
      meta_user_data: { em: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(await journey.collected(sessionId)).toMatchObject([
      {
        eventName: 'purchase',
        measurementId: 'G-SHOP',
        currency: 'EUR',
        parameters: { transaction_id: sessionId, value: 54.4 },
        items: [{ item_id: 'prod_notebook', item_name: 'Field notebook', price: 24.75, quantity: 2 }],
      },
    ]);
    await journey.reported(sessionId);
    expect(journey.logLines.join('\n')).toContain(`cs_live_…${sessionId.slice(-4)}`);
  });

  test('that is pending is no purchase until the money came and the page is loaded again, and one then', async () => {
    const sessionId = journey.buy({}, 'bank_debit');
    const visit = await journey.visit(thanksUrl(sessionId));
    expect(await visit.outcome()).toEqual({
      ended: 'succeeded',
      lines: ['Tilltag: pushed checkout_pending 49.50 EUR.'],
      pushed: ['checkout_pending'],
    });
    await journey.reported(sessionId);

    await visit.reload();
    expect((await visit.outcome()).pushed).toEqual([]);

    journey.stripe.settleSession(sessionId);
    journey.advance(11_000);
    await visit.reload();
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
    await journey.reported(sessionId, 'purchase');

    await visit.reload();
    expect((await visit.outcome()).lines).toEqual([pushedBefore]);
    const names = journey.hitsOf(sessionId).map(({ eventName }) => eventName);
    expect(names.sort()).toEqual(['checkout_pending', 'purchase']);
  });

  test('that a coupon made free is a purchase of 0 with its coupon', async () => {
    const discount = { percentOff: 100, promotionCode: 'LAUNCH' };
    const sessionId = journey.buy({ discount }, 'nothing_due');
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).lines).toEqual(['Tilltag: pushed purchase 0 EUR.']);
    expect(await visit.event()).toMatchObject({
      event: 'purchase',
      status: 'free',
      ecommerce: { value: 0, discount: 49.5, coupon: 'LAUNCH', items: [{ price: 0, discount: 49.5 }] },
    });
    expect(await journey.collected(sessionId)).toMatchObject([{ eventName: 'purchase', parameters: { value: 0 } }]);
  });

  test('that begins a trial is a trial_start and no purchase', async () => {
    const sessionId = journey.buy({ mode: 'subscription', trialDays: 14 }, 'nothing_due');
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).pushed).toEqual(['trial_start']);
    expect(await visit.event()).toMatchObject({
      event_id: `trial_start:${sessionId}`,
      status: 'free',
      mode: 'subscription',
      subscription_id: expect.stringMatching(/^sub_/),
      ecommerce: { value: 0 },
    });
    expect((await journey.collected(sessionId)).map(({ eventName }) => eventName)).toEqual(['trial_start']);
  });

  test('that only sets up a payment method is a setup_complete without money', async () => {
    const sessionId = journey.buy({ mode: 'setup' }, 'nothing_due');
    const visit = await journey.visit(thanksUrl(sessionId));
    expect(await visit.outcome()).toEqual({
      ended: 'succeeded',
      lines: ['Tilltag: pushed setup_complete.'],
      pushed: ['setup_complete'],
    });
    expect(await visit.event()).not.toHaveProperty('ecommerce');
    expect(await journey.collected(sessionId)).toMatchObject([
      { eventName: 'setup_complete', currency: undefined, items: [] },
    ]);
  });

  test('that is looked at later than the personal-data hour is told the same, without the buyer', async () => {
    const sessionId = journey.buy({ clientReferenceId: 'order-78' });
    const address = `${tagsUrl}/checkout/sessions.json?property_id=${journey.property.id}&checkout_session_id=${sessionId}`;
    const early = await journey.visit(shopUrl);
    const answer = await early.page.evaluate(async (url) => (await fetch(url)).json(), address);
    expect(answer).toMatchObject({ customer_email: buyer.email, first_view: false });

    journey.advance(61 * 60_000);
    const visit = await journey.visit(thanksUrl(sessionId));
    expect((await visit.outcome()).lines).toEqual(['Tilltag: pushed purchase 49.50 EUR.']);
    const event = await visit.event();
    expect(event).toMatchObject({ customer_email: null, client_reference_id: 'order-78', ecommerce: answer.ecommerce });
    expect(event).not.toHaveProperty('user_data');
    expect(event).not.toHaveProperty('meta_user_data');
    expect(await journey.collected(sessionId)).toMatchObject([{ eventName: 'purchase', parameters: { value: 49.5 } }]);
  });
});

describe('a test session', () => {
  test('is pushed as purchase_test unless told otherwise', async () => {
    const sessionId = journey.buy({ livemode: false });
    const visit = await journey.visit(thanksUrl(sessionId));
    expect(await visit.outcome()).toEqual({
      ended: 'succeeded',
      lines: ['Tilltag: pushed purchase_test 49.50 EUR.'],
      pushed: ['purchase_test'],
    });
    expect(await visit.event()).toMatchObject({ livemode: false });
    expect((await journey.collected(sessionId)).map(({ eventName }) => eventName)).toEqual(['purchase_test']);
  });

  test('is pushed like a live one where the tag says so', async () => {
    await journey.publish({ fields: { testSessions: 'as_live' } });
    const visit = await journey.visit(thanksUrl(journey.buy({ livemode: false })));
    expect((await visit.outcome()).pushed).toEqual(['purchase']);
  });

  test('is left alone in success where the tag says so', async () => {
    await journey.publish({ fields: { testSessions: 'ignore' } });
    const sessionId = journey.buy({ livemode: false });
    const visit = await journey.visit(thanksUrl(sessionId));
    expect(await visit.outcome()).toEqual({
      ended: 'succeeded',
      lines: ['Tilltag: nothing pushed: this is a test session, and the tag is set to ignore those.'],
      pushed: [],
    });
    expect(journey.hitsOf(sessionId)).toEqual([]);
  });
});
