// How often a session, an address and a property may be looked up.

import { describe, expect, it } from 'vitest';
import { shopOrigin } from '../start-shop.ts';
import { useShops } from './use-shops.ts';

const { start } = useShops();

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
