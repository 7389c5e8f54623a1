// Which pages may ask, and who may read the answer: the property's hosts, same-origin requests and strangers.
import { describe, expect, it } from 'vitest';
import { shopOrigin, startShop } from '../start-shop.ts';
import { type CallerCase, expectAnswer } from './shop.ts';

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
