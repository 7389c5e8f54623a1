// What a lookup answers, status by status and error by error, over real HTTP.

import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type Shop, type ShopOptions, shopOrigin, startShop, testKey } from './start-shop.ts';
import { countCalls, wrapStore } from './wrap-store.ts';

const claim = 'claim_of_the_first_page';
const otherClaim = 'claim_of_another_page';
const open: Shop[] = [];

async function start(options?: ShopOptions): Promise<Shop> {
  const shop = await startShop(options);
  open.push(shop);
  return shop;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((shop) => shop.close()));
});

function sessionRequests(shop: Shop): string[] {
  return shop.stripe.requests.map(({ path }) => path);
}

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

  it('leaves personal data out where the page asks for none, and only there', async () => {
    const shop = await start();
    const id = shop.buy();
    const { json, text } = await shop.look(id, { query: '&personal_data=none' });
    expect(json['customer_email']).toBeNull();
    expect(text).not.toMatch(/ada|lovelace|user_data/i);
    expect((await shop.look(id)).json['customer_email']).toBe('ada@example.com');
  });

  it('answers hashes only where the page asks for hashes, though the property would give more', async () => {
    const shop = await start();
    const id = shop.buy();
    const { json, text } = await shop.look(id, { query: '&personal_data=hashed' });
    expect(json['customer_email']).toBeNull();
    expect(json).toHaveProperty(
      'user_data.sha256_email_address',
      createHash('sha256').update('ada@example.com').digest('hex'),
    );
    expect(text).not.toMatch(/ada@|lovelace/i);
  });

  it('gives no more than the property allows, whatever the page asks for', async () => {
    const shop = await start({ property: { emailPolicy: 'none' } });
    const { json, text } = await shop.look(shop.buy(), { query: '&personal_data=hashed' });
    expect(json['customer_email']).toBeNull();
    expect(text).not.toContain('user_data');
  });

  it('leaves personal data out once their hour is over, also in an instance that never saw the session', async () => {
    const shop = await start();
    const id = shop.buy();
    await shop.look(id);
    shop.clock.nowMs += 60 * 60_000;
    const { status, json, text } = await shop.look(id);
    expect(status).toBe(200);
    expect(json).toMatchObject({ customer_email: null, event: 'purchase' });
    expect(text).not.toContain('ada@example.com');
    const second = await shop.startSecondInstance();
    open.push(second);
    expect((await second.look(id)).text).not.toContain('ada@example.com');
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

describe('first_view', () => {
  it('is true for the claim that holds the event, again when it asks again, and for no other', async () => {
    const shop = await start();
    const id = shop.buy();
    expect((await shop.look(id, { claim })).json['first_view']).toBe(true);
    expect((await shop.look(id, { claim: otherClaim })).json['first_view']).toBe(false);
    expect((await shop.look(id, { claim })).json['first_view']).toBe(true);
    expect((await shop.look(id)).json['first_view']).toBe(false);
  });

  it('passes to another claim after two minutes without a report', async () => {
    const shop = await start();
    const id = shop.buy();
    await shop.look(id, { claim });
    shop.clock.nowMs += 120_000;
    expect((await shop.look(id, { claim: otherClaim })).json['first_view']).toBe(true);
    expect((await shop.look(id, { claim })).json['first_view']).toBe(false);
  });

  it('is false for everybody after a report', async () => {
    const shop = await start();
    const id = shop.buy();
    await shop.look(id, { claim });
    const report = { property_id: shop.property.id, checkout_session_id: id, event_id: `purchase:${id}`, claim };
    expect((await shop.report(report)).status).toBe(204);
    expect((await shop.look(id, { claim })).json['first_view']).toBe(false);
    shop.clock.nowMs += 300_000;
    expect((await shop.look(id, { claim: otherClaim })).json['first_view']).toBe(false);
  });

  it('is not used up for the purchase by the pending event', async () => {
    const shop = await start();
    const id = shop.buy({}, 'bank_debit');
    expect((await shop.look(id, { claim })).json).toMatchObject({ event: 'checkout_pending', first_view: true });
    shop.stripe.settleSession(id);
    shop.clock.nowMs += 10_000;
    expect((await shop.look(id, { claim: otherClaim })).json).toMatchObject({ event: 'purchase', first_view: true });
  });

  it('is true once when twenty pages ask two instances at the same time', async () => {
    const shop = await start();
    const second = await shop.startSecondInstance();
    open.push(second);
    const id = shop.buy();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? shop : second).look(id, { claim: `claim_of_page_number_${index}` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(answers.filter(({ json }) => json['first_view'] === true)).toHaveLength(1);
  });

  it('is false for the holder when another instance took its report', async () => {
    const shop = await start();
    const second = await shop.startSecondInstance();
    open.push(second);
    const id = shop.buy();
    await shop.look(id, { claim });
    await second.report({ property_id: shop.property.id, checkout_session_id: id, event_id: `purchase:${id}`, claim });
    expect((await shop.look(id, { claim })).json['first_view']).toBe(false);
  });
});

describe('errors of a lookup', () => {
  const cases: { name: string; query: string; code: string; status: number }[] = [
    { name: 'no query at all', query: '', code: 'invalid_request', status: 400 },
    { name: 'a missing property', query: '?checkout_session_id=SESSION', code: 'invalid_request', status: 400 },
    { name: 'a missing session', query: '?property_id=PROPERTY', code: 'invalid_request', status: 400 },
    {
      name: 'a property given twice',
      query: '?property_id=PROPERTY&property_id=PROPERTY&checkout_session_id=SESSION',
      code: 'invalid_request',
      status: 400,
    },
    {
      name: 'a property written as an array',
      query: '?property_id[]=PROPERTY&checkout_session_id=SESSION',
      code: 'invalid_request',
      status: 400,
    },
    {
      name: 'a malformed claim',
      query: '?property_id=PROPERTY&checkout_session_id=SESSION&claim=short',
      code: 'invalid_request',
      status: 400,
    },
    {
      name: 'a session id with a control character',
      query: '?property_id=PROPERTY&checkout_session_id=SESSION%00',
      code: 'invalid_request',
      status: 400,
    },
    {
      name: 'an over-long query',
      query: `?property_id=PROPERTY&checkout_session_id=SESSION&x=${'a'.repeat(8200)}`,
      code: 'invalid_request',
      status: 400,
    },
    {
      name: 'the placeholder as it is',
      query: '?property_id=PROPERTY&checkout_session_id={CHECKOUT_SESSION_ID}',
      code: 'placeholder_session_id',
      status: 400,
    },
    {
      name: 'the placeholder encoded twice',
      query: '?property_id=PROPERTY&checkout_session_id=%257BCHECKOUT_SESSION_ID%257D',
      code: 'placeholder_session_id',
      status: 400,
    },
    {
      name: 'a property that does not exist',
      query: '?property_id=tt_nobody_has_this&checkout_session_id=SESSION',
      code: 'unknown_property',
      status: 404,
    },
    {
      name: 'a session that Stripe does not know',
      query: '?property_id=PROPERTY&checkout_session_id=cs_test_unknown0000000000',
      code: 'unknown_session',
      status: 404,
    },
    {
      name: 'a live session where only a test key is there',
      query: '?property_id=PROPERTY&checkout_session_id=cs_live_a1b2c3d4e5f6g7h8',
      code: 'mode_mismatch',
      status: 404,
    },
  ];
  it.each(cases)('$name answers $code, readable for any page, and is logged', async ({ query, code, status }) => {
    const shop = await start();
    const id = shop.buy();
    const path = `/checkout/sessions.json${query.replaceAll('PROPERTY', shop.property.id).replaceAll('SESSION', id)}`;
    // The second replacement must leave the placeholder's own name alone.
    const asked = path.replace(`CHECKOUT_${id}_ID`, 'CHECKOUT_SESSION_ID');
    const answer = await shop.ask(asked, { headers: { origin: shopOrigin } });
    expect(answer).toMatchObject({ status, code });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(shop.logs.map(({ event }) => event)).toEqual([code]);
  });

  it('an address that the server cannot read whole answers invalid_request, and is logged', async () => {
    const shop = await start();
    expect(await shop.look(shop.buy(), { query: `&x=${'a'.repeat(20_000)}` })).toMatchObject({
      status: 400,
      code: 'invalid_request',
    });
    expect(shop.logs).toMatchObject([{ event: 'invalid_request', route: 'none', severity: 'INFO' }]);
  });

  it('an open session answers session_open, and is answered as soon as it is paid', async () => {
    const shop = await start();
    const { id } = shop.stripe.createSession(shop.accountId).session;
    expect(await shop.look(id)).toMatchObject({ status: 409, code: 'session_open' });
    shop.stripe.completeSession(id, 'card');
    expect((await shop.look(id)).status).toBe(200);
  });

  it('an expired session answers session_expired', async () => {
    const shop = await start();
    const { id } = shop.stripe.createSession(shop.accountId).session;
    shop.stripe.expireSession(id);
    expect(await shop.look(id)).toMatchObject({ status: 409, code: 'session_expired' });
  });

  it('a session older than 48 hours answers session_too_old, from Stripe and from memory', async () => {
    const shop = await start();
    const id = shop.buy();
    shop.clock.nowMs += 48 * 3_600_000;
    expect((await shop.look(id)).status).toBe(200);
    shop.clock.nowMs += 1_001;
    expect(await shop.look(id)).toMatchObject({ status: 410, code: 'session_too_old' });
    const second = await shop.startSecondInstance();
    open.push(second);
    expect(await second.look(id)).toMatchObject({ status: 410, code: 'session_too_old' });
  });

  it('a revoked key answers stripe_key_rejected without a word of Stripe', async () => {
    const shop = await start();
    const id = shop.buy();
    shop.stripe.addAccount({ id: shop.accountId, keys: [] });
    const answer = await shop.look(id);
    expect(answer).toMatchObject({ status: 502, code: 'stripe_key_rejected' });
    expect(answer.text).not.toMatch(/rk_test|acct_/);
  });

  it('a key without the right answers stripe_key_rejected, and only the log names the right', async () => {
    const shop = await start({ permissions: ['rak_charge_read'] });
    const answer = await shop.look(shop.buy());
    expect(answer).toMatchObject({ status: 502, code: 'stripe_key_rejected' });
    expect(answer.text).not.toMatch(/rak_|rk_test|acct_/);
    expect(shop.logs.at(-1)).toMatchObject({ severity: 'ERROR', missing_permission: 'rak_checkout_session_read' });
    expect(JSON.stringify(shop.logs)).not.toMatch(/acct_|rk_test/);
  });

  it('a sealed key that cannot be opened answers internal, and the log names the cure', async () => {
    const shop = await start({
      property: { stripeKeys: { live: null, test: 'sealed1.other.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' } },
    });
    expect(await shop.look(shop.buy())).toMatchObject({ status: 500, code: 'internal' });
    expect(String(shop.logs.at(-1)?.['detail'])).toContain('TILLTAG_KEYS');
  });
});

describe('memory of an instance', () => {
  it('asks Stripe once for a session, however many ask at the same time', async () => {
    const shop = await start();
    const id = shop.buy();
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.look(id)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await shop.look(id);
    expect(sessionRequests(shop)).toHaveLength(1);
  });

  it('reads a property once, however many ask at the same time', async () => {
    const calls: string[] = [];
    const shop = await start({ wrapStore: (store) => countCalls(store, calls) });
    const id = shop.buy();
    await Promise.all(Array.from({ length: 10 }, () => shop.look(id)));
    expect(calls.filter((call) => call === 'findProperty')).toHaveLength(1);
  });

  it('remembers for a minute that a session is unknown', async () => {
    const shop = await start();
    const id = 'cs_test_unknown0000000000';
    await shop.look(id);
    shop.clock.nowMs += 59_999;
    expect((await shop.look(id)).code).toBe('unknown_session');
    expect(sessionRequests(shop)).toHaveLength(1);
    shop.clock.nowMs += 1;
    await shop.look(id);
    expect(sessionRequests(shop)).toHaveLength(2);
  });

  it('remembers a property for a minute, then sees its changes', async () => {
    const shop = await start();
    const id = shop.buy();
    await shop.look(id);
    await shop.store.changeProperty({ ...shop.property, emailPolicy: 'none' });
    shop.clock.nowMs += 59_999;
    expect((await shop.look(id)).json['customer_email']).toBe('ada@example.com');
    shop.clock.nowMs += 1;
    expect((await shop.look(id)).json['customer_email']).toBeNull();
  });

  it('remembers for a minute that a property is unknown', async () => {
    let reads = 0;
    const shop = await start({
      wrapStore: (store) => ({
        ...wrapStore(store),
        findProperty(id) {
          reads += 1;
          return store.findProperty(id);
        },
      }),
    });
    const path = '/checkout/sessions.json?property_id=tt_nobody_has_this&checkout_session_id=cs_test_a1b2c3d4e5f6';
    await shop.ask(path);
    await shop.ask(path);
    expect(reads).toBe(1);
    shop.clock.nowMs += 60_000;
    await shop.ask(path);
    expect(reads).toBe(2);
  });

  it('answers what it remembers without Stripe or store', async () => {
    const calls: string[] = [];
    const shop = await start({ wrapStore: (store) => countCalls(store, calls) });
    const id = shop.buy();
    await shop.look(id);
    calls.length = 0;
    shop.stripe.setFaults({ status: 500 });
    expect((await shop.look(id)).status).toBe(200);
    expect(calls).toEqual([]);
  });

  it('answers without the store also right after the report that it took', async () => {
    const calls: string[] = [];
    const shop = await start({ wrapStore: (store) => countCalls(store, calls) });
    const id = shop.buy();
    await shop.look(id, { claim });
    await shop.report({ property_id: shop.property.id, checkout_session_id: id, event_id: `purchase:${id}`, claim });
    calls.length = 0;
    expect((await shop.look(id, { claim })).json['first_view']).toBe(false);
    expect(calls).toEqual([]);
  });

  it('answers by the property as it is now, though the session was answered before it changed', async () => {
    const shop = await start();
    const id = shop.buy();
    expect((await shop.look(id)).json['sender']).toBe('browser');
    await shop.store.changeProperty({ ...shop.property, sender: 'server' });
    shop.clock.nowMs += 60_000;
    expect((await shop.look(id)).json['sender']).toBe('server');
  });

  it('needs one write and no read of the ledger for the first view', async () => {
    const calls: string[] = [];
    const shop = await start({ wrapStore: (store) => countCalls(store, calls) });
    await shop.look(shop.buy(), { claim });
    expect(calls).toEqual(['findProperty', 'createEntry']);
  });
});

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

describe('when the store is in trouble', () => {
  it('answers store_unavailable where the property cannot be read', async () => {
    const { StoreUnavailableError } = await import('../../../functions/store/errors.ts');
    const shop = await start({
      wrapStore: (store) => ({
        ...wrapStore(store),
        findProperty: () => Promise.reject(new StoreUnavailableError('The database is locked.')),
      }),
    });
    expect(await shop.look(shop.buy())).toMatchObject({ status: 503, code: 'store_unavailable' });
    expect(shop.logs.at(-1)).toMatchObject({ event: 'store_unavailable', detail: 'The database is locked.' });
  });

  it('answers store_unavailable where the view cannot be written, and does not remember the failure', async () => {
    const { StoreUnavailableError } = await import('../../../functions/store/errors.ts');
    let isDown = true;
    const shop = await start({
      wrapStore: (store) => ({
        ...wrapStore(store),
        createEntry: (entry) =>
          isDown ? Promise.reject(new StoreUnavailableError('It is down.')) : store.createEntry(entry),
      }),
    });
    const id = shop.buy();
    expect(await shop.look(id, { claim })).toMatchObject({ status: 503, code: 'store_unavailable' });
    isDown = false;
    expect((await shop.look(id, { claim })).json['first_view']).toBe(true);
  });

  it('answers store_unavailable within the budget where the store never answers', async () => {
    const shop = await start({
      lookupBudgetMs: 100,
      wrapStore: (store) => ({ ...wrapStore(store), findProperty: () => new Promise(() => {}) }),
    });
    expect(await shop.look(shop.buy())).toMatchObject({ status: 503, code: 'store_unavailable' });
  });

  it('answers store_unavailable within the budget where the view is never written', async () => {
    const shop = await start({
      lookupBudgetMs: 2_500,
      wrapStore: (store) => ({ ...wrapStore(store), createEntry: () => new Promise(() => {}) }),
    });
    expect(await shop.look(shop.buy())).toMatchObject({ status: 503, code: 'store_unavailable' });
  });

  it('answers internal for a fault that nobody foresaw, and tells only the log', async () => {
    const shop = await start({
      wrapStore: (store) => ({
        ...wrapStore(store),
        findProperty: () => Promise.reject(new TypeError('ada@example.com broke it')),
      }),
    });
    const answer = await shop.look(shop.buy());
    expect(answer).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.text).not.toContain('broke');
    expect(shop.logs.at(-1)).toMatchObject({ severity: 'ERROR', cause: 'TypeError', detail: '[e-mail] broke it' });
    expect(shop.logs.at(-1)?.['stack_trace']).toMatch(/^TypeError: \[e-mail\] broke it\n +at .*look-up-session\.test/);
  });
});

describe('limits', () => {
  it('answers read_limit from the 21st read of one session on', async () => {
    const shop = await start();
    const id = shop.buy();
    for (let read = 1; read <= 20; read++) expect((await shop.look(id)).status).toBe(200);
    expect(await shop.look(id)).toMatchObject({ status: 429, code: 'read_limit' });
    expect((await shop.look(shop.buy())).status).toBe(200);
  });

  it('answers rate_limited with the wait once an address used up its burst, and no other address', async () => {
    const shop = await start({ env: { TRUSTED_HOPS: '1' }, limits: { addressPerSecond: 1, addressBurst: 2 } });
    const id = shop.buy();
    const from = (address: string) =>
      shop.look(id, { headers: { origin: shopOrigin, 'x-forwarded-for': `6.6.6.6, ${address}` } });
    await from('10.0.0.1');
    await from('10.0.0.1');
    const refused = await from('10.0.0.1');
    expect(refused).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(refused.json['error']).toMatchObject({ retry_after: 1 });
    expect((await from('10.0.0.2')).status).toBe(200);
    shop.clock.nowMs += 1_000;
    expect((await from('10.0.0.1')).status).toBe(200);
  });

  it('does not believe X-Forwarded-For where no proxy is trusted', async () => {
    const shop = await start({ limits: { addressPerSecond: 1, addressBurst: 2 } });
    const id = shop.buy();
    const statuses: number[] = [];
    for (const address of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) {
      const headers = { origin: shopOrigin, 'x-forwarded-for': address };
      statuses.push((await shop.look(id, { headers })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('counts malformed lookups as well, and any page may read that it is limited', async () => {
    const shop = await start({ limits: { addressPerSecond: 1, addressBurst: 1 } });
    expect(await shop.ask('/checkout/sessions.json')).toMatchObject({ status: 400, code: 'invalid_request' });
    const limited = await shop.ask('/checkout/sessions.json');
    expect(limited).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(limited.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('answers rate_limited once a property used up its burst', async () => {
    const shop = await start({ limits: { propertyPerSecond: 1, propertyBurst: 2 } });
    const id = shop.buy();
    await shop.look(id);
    await shop.look(id);
    expect(await shop.look(id)).toMatchObject({ status: 429, code: 'rate_limited' });
  });

  it('takes nothing of a property’s burst for those who may not ask', async () => {
    const shop = await start({ limits: { propertyPerSecond: 1, propertyBurst: 2 } });
    const id = shop.buy();
    for (const headers of [{ authorization: 'Bearer wrong' }, { origin: 'https://evil.example' }]) {
      for (let time = 1; time <= 2; time++) expect((await shop.look(id, { headers })).code).toBe('host_not_allowed');
    }
    expect((await shop.look(id)).status).toBe(200);
    expect((await shop.look(id)).status).toBe(200);
  });
});

describe('log lines of lookups', () => {
  it('name property, short session, latency and trace, and never an address, a key or a whole session id', async () => {
    const shop = await start({ env: { GOOGLE_CLOUD_PROJECT: 'shop-project' } });
    const id = shop.buy();
    const trace = '0123456789abcdef0123456789abcdef';
    await shop.look(id, { claim, headers: { origin: shopOrigin, 'x-cloud-trace-context': `${trace}/1;o=1` } });
    await shop.look(id, { claim, headers: { origin: 'https://evil.example' } });
    await shop.look(`${id}ada@example.com`);
    expect(shop.logs[0]).toMatchObject({
      severity: 'INFO',
      event: 'lookup_answered',
      property_id: shop.property.id,
      session: `cs_test_…${id.slice(-4)}`,
      latencyMs: 0,
      'logging.googleapis.com/trace': `projects/shop-project/traces/${trace}`,
    });
    expect(shop.logs).toHaveLength(3);
    const all = JSON.stringify(shop.logs);
    expect(all).not.toContain(id);
    expect(all).not.toContain('ada@example.com');
    expect(all).not.toContain(testKey);
    expect(all).not.toContain(claim);
  });
});
