// What a lookup answers, status by status, over real HTTP.

import { describe, expect, it } from 'vitest';
import { claim, sessionRequests, useShops } from './use-shops.ts';

const { start } = useShops();

describe('GET /checkout/sessions.json', () => {
  it('answers a paid session with everything that the contract names', async () => {
    const shop = await start();
    const id = shop.buy();
    const { status, json } = await shop.look(id, { claim });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      version: 1,
      event: 'purchase',
      event_id: `purchase:${id}`,
      status: 'paid',
      sender: 'browser',
      first_view: true,
      livemode: false,
      mode: 'payment',
      customer_email: 'ada@example.com',
      ecommerce: { transaction_id: id, currency: 'USD' },
      user_data: { email: 'ada@example.com' },
    });
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining([
        'customer_id',
        'customer_type',
        'client_reference_id',
        'payment_link',
        'subscription_id',
        'utm_source',
        'utm_medium',
        'utm_campaign',
        'utm_term',
        'utm_content',
        'click',
        'meta_user_data',
      ]),
    );
  });

  it('hands the UTMs of the page back', async () => {
    const shop = await start();
    const { json } = await shop.look(shop.buy(), { query: '&utm_source=news%20letter&utm_medium=email' });
    expect(json).toMatchObject({ utm_source: 'news letter', utm_medium: 'email', utm_campaign: null });
  });

  it('answers a delayed payment as pending, and as paid once it settled and ten seconds are over', async () => {
    const shop = await start();
    const id = shop.buy({}, 'bank_debit');
    expect((await shop.look(id)).json).toMatchObject({ status: 'pending', event: 'checkout_pending' });
    shop.stripe.settleSession(id);
    expect((await shop.look(id)).json).toMatchObject({ status: 'pending' });
    shop.clock.nowMs += 10_000;
    expect((await shop.look(id)).json).toMatchObject({ status: 'paid', event: 'purchase', event_id: `purchase:${id}` });
  });

  it('answers a trial as free with its own event', async () => {
    const shop = await start();
    const id = shop.buy({ mode: 'subscription', trialDays: 14 }, 'nothing_due');
    expect((await shop.look(id)).json).toMatchObject({ status: 'free', event: 'trial_start', mode: 'subscription' });
  });

  it('answers setup mode without ecommerce', async () => {
    const shop = await start();
    const id = shop.buy({ mode: 'setup' }, 'nothing_due');
    expect((await shop.look(id)).json).toMatchObject({ status: 'free', event: 'setup_complete', ecommerce: null });
  });

  it('ignores parameters that it does not know', async () => {
    const shop = await start();
    expect((await shop.look(shop.buy(), { query: '&fbclid=x&fbclid=y&a[b]=c' })).status).toBe(200);
  });

  it('fetches every line of a long order', async () => {
    const shop = await start();
    const lines = Array.from({ length: 130 }, (_, index) => ({ name: `Item ${index}`, unitAmountMinor: 100 }));
    const { json } = await shop.look(shop.buy({ lines }));
    expect(json['ecommerce']).toMatchObject({ value: 130 });
    expect(json).toHaveProperty('ecommerce.items.length', 130);
    expect(sessionRequests(shop)).toHaveLength(3);
  });

  it('names the promotion code where the key may read it, else the coupon', async () => {
    const discount = { couponId: 'TENOFF', percentOff: 10, promotionCode: 'LAUNCH' };
    const reads = await start();
    expect((await reads.look(reads.buy({ discount }))).json).toHaveProperty('ecommerce.coupon', 'LAUNCH');
    const readsNot = await start({
      property: { readsPromotionCodes: { live: false, test: false } },
      permissions: ['rak_checkout_session_read'],
    });
    expect((await readsNot.look(readsNot.buy({ discount }))).json).toHaveProperty('ecommerce.coupon', 'TENOFF');
  });
});
