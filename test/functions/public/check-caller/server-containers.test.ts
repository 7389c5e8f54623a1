// Which server containers may ask, for which visitors, and at which rate.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { shopOrigin, startShop } from '../start-shop.ts';
import { bearer, type CallerCase, expectAnswer, id, secret, shop } from './shop.ts';

describe('a server container that asks', () => {
  const cases: CallerCase[] = [
    {
      name: 'for a visitor on the property’s page is answered',
      headers: { authorization: bearer, 'tilltag-visitor-origin': shopOrigin },
      status: 200,
      allowed: shopOrigin,
    },
    {
      name: 'for a visitor on its own origin is answered',
      headers: { authorization: bearer, 'sec-fetch-site': 'same-origin' },
      status: 200,
    },
    {
      name: 'for a visitor from elsewhere is refused',
      headers: { authorization: bearer, 'tilltag-visitor-origin': 'https://evil.example' },
      status: 403,
    },
    {
      name: 'for a visitor from elsewhere is refused also on its own origin',
      headers: {
        authorization: bearer,
        'tilltag-visitor-origin': 'https://evil.example',
        'sec-fetch-site': 'same-origin',
      },
      status: 403,
    },
    { name: 'for a visitor of whom nothing is known is refused', headers: { authorization: bearer }, status: 403 },
    {
      name: 'for itself, with no visitor behind it, is answered',
      headers: { authorization: bearer, 'tilltag-sends': '1' },
      status: 200,
    },
    {
      name: 'for itself is refused with a wrong secret',
      headers: { authorization: 'Bearer wrong', 'tilltag-sends': '1' },
      status: 403,
    },
    {
      name: 'for itself is refused in the name of a visitor from elsewhere',
      headers: { authorization: bearer, 'tilltag-sends': '1', 'tilltag-visitor-origin': 'https://evil.example' },
      status: 403,
    },
    {
      name: 'for itself is refused where it says so in another word',
      headers: { authorization: bearer, 'tilltag-sends': 'true' },
      status: 403,
    },
    {
      name: 'for itself is refused without a secret, like any page that nothing names',
      headers: { 'tilltag-sends': '1' },
      status: 403,
    },
    {
      name: 'with a wrong secret is refused even from the property’s page',
      headers: { authorization: 'Bearer wrong', origin: shopOrigin, 'tilltag-visitor-origin': shopOrigin },
      status: 403,
    },
    {
      name: 'with the hash in place of the secret is refused',
      headers: {
        authorization: `Bearer ${createHash('sha256').update(secret).digest('hex')}`,
        'tilltag-visitor-origin': shopOrigin,
      },
      status: 403,
    },
    {
      name: 'with another scheme is refused',
      headers: { authorization: `Basic ${secret}`, 'tilltag-visitor-origin': shopOrigin },
      status: 403,
    },
    {
      name: 'without a secret is refused',
      headers: { authorization: 'Bearer ', 'tilltag-visitor-origin': shopOrigin },
      status: 403,
    },
  ];
  it.each(cases)('$name', expectAnswer);

  it('gets the same answer to a wrong secret as where there is none to know', async () => {
    const other = await startShop();
    const headers = { authorization: 'Bearer wrong', 'tilltag-visitor-origin': shopOrigin };
    const without = await other.look(other.buy(), { headers });
    const wrong = await shop.look(id, { headers });
    expect(without.text).toBe(wrong.text);
    expect(without.status).toBe(wrong.status);
    await other.close();
  });

  it('is refused without a secret where the property has none', async () => {
    const other = await startShop();
    for (const authorization of ['Bearer ', 'Bearer', '', 'Basic x']) {
      const headers = { authorization, 'tilltag-visitor-origin': shopOrigin };
      expect((await other.look(other.buy(), { headers })).code).toBe('host_not_allowed');
    }
    await other.close();
  });

  it('is refused with the secret of another property', async () => {
    const containerSecretHash = createHash('sha256').update('another-secret').digest('hex');
    const other = await startShop({ property: { containerSecretHash } });
    const headers = { authorization: bearer, 'tilltag-visitor-origin': shopOrigin };
    expect((await other.look(other.buy(), { headers })).code).toBe('host_not_allowed');
    expect((await shop.look(id, { headers })).status).toBe(200);
    await other.close();
  });

  it('gets the higher rate of a container for a right secret only', async () => {
    const other = await startShop({
      limits: { addressPerSecond: 1, addressBurst: 2, propertyPerSecond: 1, propertyBurst: 5, readsPerSession: 1e9 },
      property: { containerSecretHash: createHash('sha256').update(secret).digest('hex') },
    });
    const session = other.buy();
    const ask = async (headers: Record<string, string>) => (await other.look(session, { headers })).status;
    const right = { authorization: bearer, 'tilltag-visitor-origin': shopOrigin };
    const forStranger = { authorization: bearer, 'tilltag-visitor-origin': 'https://evil.example' };
    const wrong = { authorization: 'Bearer wrong', 'tilltag-visitor-origin': shopOrigin };
    expect([await ask(forStranger), await ask(forStranger), await ask(right)]).toEqual([403, 403, 200]);
    expect([await ask(wrong), await ask(wrong), await ask(wrong)]).toEqual([403, 403, 429]);
    other.clock.nowMs += 1_000;
    expect([await ask(right), await ask(right), await ask(right), await ask(right)]).toEqual([200, 200, 200, 429]);
    await other.close();
  });

  it('has a made-up property counted like any stranger’s', async () => {
    const other = await startShop({ limits: { addressPerSecond: 1, addressBurst: 1 } });
    const path = `/checkout/sessions.json?property_id=tt_nobody_has_this&checkout_session_id=${other.buy()}`;
    const ask = async () => (await other.ask(path, { headers: { authorization: bearer } })).status;
    expect([await ask(), await ask()]).toEqual([404, 429]);
    await other.close();
  });

  it('has each of its visitors limited by the visitor’s own address', async () => {
    const other = await startShop({
      limits: { addressPerSecond: 1, addressBurst: 1 },
      property: { containerSecretHash: createHash('sha256').update(secret).digest('hex') },
    });
    const session = other.buy();
    const from = (address: string) =>
      other.look(session, {
        headers: {
          authorization: bearer,
          'tilltag-visitor-origin': shopOrigin,
          'tilltag-visitor-address': address,
        },
      });
    expect((await from('2001:db8::1')).status).toBe(200);
    expect((await from('2001:db8::2')).code).toBe('rate_limited');
    expect((await from('2001:db8:0:1::1')).status).toBe(200);
    await other.close();
  });

  it('is not believed about the visitor’s address without the secret', async () => {
    const other = await startShop({ limits: { addressPerSecond: 1, addressBurst: 1 } });
    const session = other.buy();
    const from = (address: string) =>
      other.look(session, { headers: { origin: shopOrigin, 'tilltag-visitor-address': address } });
    expect((await from('10.0.0.1')).status).toBe(200);
    expect((await from('10.0.0.2')).code).toBe('rate_limited');
    await other.close();
  });
});
