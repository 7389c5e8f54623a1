// Who may ask, and who may read the answer: pages, same-origin requests, server containers and strangers.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Shop, shopOrigin, startShop } from './start-shop.ts';

const secret = 'container-secret-of-the-shop';
const bearer = `Bearer ${secret}`;
const lifted = { addressBurst: 1e9, propertyBurst: 1e9, readsPerSession: 1e9 };
let shop: Shop;
let id: string;

beforeAll(async () => {
  shop = await startShop({
    limits: lifted,
    property: {
      hostnames: ['shop.example.test', '*.shops.example.test', '127.0.0.1'],
      containerSecretHash: createHash('sha256').update(secret).digest('hex'),
    },
  });
  id = shop.buy();
});

afterAll(async () => {
  await shop.close();
});

interface CallerCase {
  name: string;
  headers: Record<string, string>;
  status: 200 | 403;
  /** The answer's Access-Control-Allow-Origin. */
  allowed?: string | null;
}

async function expectAnswer({ headers, status, allowed = null }: CallerCase): Promise<void> {
  const answer = await shop.look(id, { headers });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  if (status === 403) {
    expect(answer.code).toBe('host_not_allowed');
    expect(answer.text).not.toContain('ada@example.com');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    return;
  }
  expect(answer.headers.get('access-control-allow-origin')).toBe(allowed);
  expect(answer.headers.get('vary')).toBe('Origin');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
}

describe('a page that asks', () => {
  const cases: CallerCase[] = [
    {
      name: 'from its hostname is answered, and only its origin may read',
      headers: { origin: shopOrigin },
      status: 200,
      allowed: shopOrigin,
    },
    {
      name: 'from its hostname on another port is answered',
      headers: { origin: 'https://shop.example.test:8443' },
      status: 200,
      allowed: 'https://shop.example.test:8443',
    },
    {
      name: 'from a subdomain under a wildcard is answered',
      headers: { origin: 'https://a.shops.example.test' },
      status: 200,
      allowed: 'https://a.shops.example.test',
    },
    { name: 'from another host is refused', headers: { origin: 'https://evil.example' }, status: 403 },
    {
      name: 'from a host that only ends alike is refused',
      headers: { origin: 'https://evilshop.example.test' },
      status: 403,
    },
    { name: 'from a sandboxed frame is refused', headers: { origin: 'null' }, status: 403 },
    {
      name: 'from a sandboxed frame is refused whatever its referrer says',
      headers: { origin: 'null', referer: `${shopOrigin}/thanks` },
      status: 403,
    },
    { name: 'with an origin that is no URL is refused', headers: { origin: 'shop.example.test' }, status: 403 },
    {
      name: 'without an origin is answered by its referrer',
      headers: { referer: `${shopOrigin}/thanks?a=b` },
      status: 200,
    },
    {
      name: 'with a foreign referrer is refused',
      headers: { referer: 'https://evil.example/shop.example.test' },
      status: 403,
    },
    {
      name: 'on the same origin without referrer is answered',
      headers: { 'sec-fetch-site': 'same-origin' },
      status: 200,
    },
    { name: 'from another site without referrer is refused', headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
    { name: 'typed into the address bar is refused', headers: { 'sec-fetch-site': 'none' }, status: 403 },
    { name: 'with nothing to go by is refused', headers: {}, status: 403 },
    {
      name: 'and claims another origin in the words of a container is refused',
      headers: { 'tilltag-visitor-origin': shopOrigin },
      status: 403,
    },
  ];
  it.each(cases)('$name', expectAnswer);

  it('on the same origin of a host that is not the property’s is refused', async () => {
    const other = await startShop();
    expect(await other.look(other.buy(), { headers: { 'sec-fetch-site': 'same-origin' } })).toMatchObject({
      status: 403,
      code: 'host_not_allowed',
    });
    await other.close();
  });

  it('is refused where the property has no hostnames', async () => {
    const other = await startShop({ property: { hostnames: [] } });
    expect(await other.look(other.buy())).toMatchObject({ status: 403, code: 'host_not_allowed' });
    await other.close();
  });
});

describe('the log of a refusal', () => {
  it.each([
    { headers: { origin: 'https://Forgotten.example.test:8443' }, words: 'The page is on forgotten.example.test.' },
    {
      headers: { referer: 'https://forgotten.example.test/thanks?email=ada@example.com' },
      words: 'on forgotten.example',
    },
    { headers: { origin: 'null' }, words: 'The page is on a host that nothing names.' },
    { headers: { authorization: 'Bearer wrong' }, words: 'A server container sent a wrong secret' },
    {
      headers: { authorization: bearer, 'tilltag-visitor-origin': 'https://forgotten.example.test' },
      words: 'The server container speaks for a page on forgotten.example.test.',
    },
  ])('of $headers says what the answer does not', async ({ headers, words }) => {
    const answer = await shop.look(id, { headers });
    expect(answer).toMatchObject({ status: 403, code: 'host_not_allowed' });
    expect(answer.text).not.toMatch(/forgotten|secret/);
    expect(shop.logs.at(-1)).toMatchObject({ event: 'host_not_allowed', detail: expect.stringContaining(words) });
    expect(JSON.stringify(shop.logs.at(-1))).not.toMatch(/thanks|ada/);
  });
});

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
