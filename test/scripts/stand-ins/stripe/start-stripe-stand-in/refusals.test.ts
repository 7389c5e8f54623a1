// Whom and what the Stripe stand-in refuses, in the words of Stripe.
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { accountId, blindKey, get, liveKey, madeUpId, readKey, sdk, standIn } from './stand-in.ts';

describe('startStripeStandIn', () => {
  it('answers 401 with the key masked to an unknown key', async () => {
    const error = await sdk('rk_test_nobody_knows_this_one')
      .checkout.sessions.retrieve(madeUpId)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(String(error)).toContain('Invalid API Key provided: rk_test_*****************_one');
  });

  it('answers 403 that names permission, account and masked key before it looks for the session', async () => {
    const error = await sdk(blindKey)
      .checkout.sessions.retrieve(madeUpId)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Stripe.errors.StripePermissionError);
    expect(String(error)).toContain(`on account '${accountId}'`);
    expect(String(error)).toContain("Having the 'rak_checkout_session_read' permission would allow");
    expect(String(error)).toContain("'rk_test_");
    expect(String(error)).not.toContain(blindKey);
  });

  it('answers 404 resource_missing to a made-up id, another account and the other mode', async () => {
    const other = standIn.addAccount({ keys: [{ key: 'rk_test_of_another_shop', permissions: [] }] });
    const foreign = standIn.createSession(other.id).session.id;
    const own = standIn.createSession(accountId).session.id;
    for (const [key, id] of [
      [readKey, madeUpId],
      [readKey, foreign],
      [liveKey, own],
    ] as const) {
      await expect(sdk(key).checkout.sessions.retrieve(id)).rejects.toMatchObject({
        statusCode: 404,
        code: 'resource_missing',
        param: 'session',
      });
    }
  });

  it('says in which mode the session exists', async () => {
    const { id } = standIn.createSession(accountId).session;
    await expect(sdk(liveKey).checkout.sessions.retrieve(id)).rejects.toThrow(
      'a similar object exists in test mode, but a live mode key was used',
    );
  });

  it('takes the key by Basic authentication too, and answers 401 without one', async () => {
    const basic = `Basic ${Buffer.from(`${readKey}:`).toString('base64')}`;
    expect((await get(`/v1/checkout/sessions/${madeUpId}`, { authorization: basic })).status).toBe(404);
    const bare = await fetch(`${standIn.url}/v1/checkout/sessions/${madeUpId}`);
    expect(bare.status).toBe(401);
    expect(await bare.json()).toMatchObject({ error: { message: expect.stringContaining('did not provide') } });
  });

  it('answers 400 to an expansion, a parameter and a limit that Stripe does not know', async () => {
    const { id } = standIn.createSession(accountId).session;
    await expect(sdk(readKey).checkout.sessions.retrieve(id, { expand: ['metadata'] })).rejects.toMatchObject({
      statusCode: 400,
      message: 'This property cannot be expanded (metadata).',
    });
    const path = `/v1/checkout/sessions/${id}`;
    expect(await (await get(`${path}?expnad[]=line_items`)).json()).toMatchObject({
      error: { code: 'parameter_unknown', param: 'expnad[]' },
    });
    expect((await get(`${path}?expand=line_items`)).status).toBe(400);
    expect((await get(`${path}/line_items?limit=101`)).status).toBe(400);
    expect((await get(`${path}/line_items?limit=ten`)).status).toBe(400);
    expect((await get(`${path}/line_items?starting_after=li_other`)).status).toBe(400);
  });

  it('answers 404 to a path it does not play, and 400 to a request without a pinned version', async () => {
    expect(await (await get('/v1/payouts')).json()).toMatchObject({
      error: { message: expect.stringContaining('Unrecognized request URL (GET: /v1/payouts)') },
    });
    expect((await get(`/v1/checkout/sessions/${madeUpId}`, { 'stripe-version': '2020-08-27' })).status).toBe(400);
  });

  it('refuses a key that Stripe could not have given out', () => {
    expect(() => standIn.addAccount({ keys: [{ key: 'pk_test_12345678', permissions: [] }] })).toThrow(TypeError);
  });
});
