// What a lookup answers where it cannot answer the session, error by error.

import { describe, expect, it } from 'vitest';
import { shopOrigin } from '../start-shop.ts';
import { useShops } from './use-shops.ts';

const { start, open } = useShops();

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
