// What a lookup answers where Stripe fails, is slow, or asks for patience.

import { describe, expect, it } from 'vitest';
import { sessionRequests, useShops } from './use-shops.ts';

const { start } = useShops();

describe('when Stripe is in trouble', () => {
  it('answers after a 500 that passes', async () => {
    const shop = await start();
    const id = shop.buy();
    shop.stripe.setFaults({ status: 500, times: 2 });
    expect((await shop.look(id)).status).toBe(200);
    expect(sessionRequests(shop)).toHaveLength(3);
  });

  it('waits as long as a 429 asks and asks again', async () => {
    const shop = await start();
    const id = shop.buy();
    const startedAtMs = shop.clock.nowMs;
    shop.stripe.setFaults({ rateLimit: { perSecond: 0, retryAfterSeconds: 2 }, times: 1 });
    expect((await shop.look(id)).status).toBe(200);
    expect(shop.clock.nowMs - startedAtMs).toBe(2_000);
  });

  it('answers stripe_unavailable with the wait when a 429 asks for more time than there is', async () => {
    const shop = await start();
    shop.stripe.setFaults({ rateLimit: { perSecond: 0, retryAfterSeconds: 30 } });
    const answer = await shop.look(shop.buy());
    expect(answer).toMatchObject({ status: 503, code: 'stripe_unavailable' });
    expect(answer.json['error']).toMatchObject({ retry_after: 30 });
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(sessionRequests(shop)).toHaveLength(1);
  });

  it.each([
    { name: 'answers 500 for good', faults: { status: 500 }, reason: 'server_error' },
    { name: 'cuts connections', faults: { reset: true }, reason: 'connection' },
    { name: 'answers no JSON', faults: { garbage: true }, reason: 'malformed_answer' },
    { name: 'never answers', faults: { hang: true }, reason: 'timeout' },
  ])('answers stripe_unavailable where it $name', async ({ faults, reason }) => {
    const shop = await start({ stripeRequestTimeoutMs: 100 });
    const id = shop.buy();
    shop.stripe.setFaults(faults);
    expect(await shop.look(id)).toMatchObject({ status: 503, code: 'stripe_unavailable' });
    expect(shop.logs.at(-1)).toMatchObject({ event: 'stripe_unavailable', severity: 'ERROR', reason });
  });

  it('answers without the promotion code where the key lost the right to it, and logs the right once', async () => {
    const shop = await start({ permissions: ['rak_checkout_session_read'] });
    const id = shop.buy({ discount: { couponId: 'TENOFF', percentOff: 10, promotionCode: 'LAUNCH' } });
    for (let time = 1; time <= 2; time++) {
      expect((await shop.look(id)).json['ecommerce']).toMatchObject({ coupon: 'TENOFF' });
    }
    expect(shop.logs).toMatchObject([
      {
        severity: 'WARNING',
        event: 'stripe_permission_lost',
        property_id: shop.property.id,
        missing_permission: 'rak_promotion_code_read',
      },
      { event: 'lookup_answered' },
    ]);
  });

  it('answers within the budget even if a single request to Stripe takes longer', async () => {
    const shop = await start({ lookupBudgetMs: 800, stripeRequestTimeoutMs: 60_000 });
    const id = shop.buy();
    shop.stripe.setFaults({ hang: true });
    expect(await shop.look(id)).toMatchObject({ status: 503, code: 'stripe_unavailable' });
  });

  it('leaves the store its part of the budget: Stripe is not asked with less than that left', async () => {
    const shop = await start({ lookupBudgetMs: 700 });
    expect(await shop.look(shop.buy())).toMatchObject({ status: 503, code: 'stripe_unavailable' });
    expect(sessionRequests(shop)).toEqual([]);
  });

  it('waits its turn for a key', async () => {
    const shop = await start({ limits: { stripeKeyPerSecond: 2, stripeKeyBurst: 1 } });
    const ids = [shop.buy(), shop.buy()];
    const startedAtMs = shop.clock.nowMs;
    for (const id of ids) expect((await shop.look(id)).status).toBe(200);
    expect(shop.clock.nowMs - startedAtMs).toBe(500);
  });

  it('answers rate_limited with the wait where the turn of a key is too far away', async () => {
    const shop = await start({ limits: { stripeKeyPerSecond: 0.5, stripeKeyBurst: 1 } });
    await shop.look(shop.buy());
    const refused = await shop.look(shop.buy());
    expect(refused).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(refused.json['error']).toMatchObject({ retry_after: 2 });
    expect(sessionRequests(shop)).toHaveLength(1);
  });
});
