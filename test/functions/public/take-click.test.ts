// What becomes of clicks that pages tell, good and bad.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Click } from '../../../functions/rules/click.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import { newProperty } from '../store/records.ts';
import { newClickReport } from './new-click-report.ts';
import { type Shop, shopOrigin, startShop } from './start-shop.ts';
import { wrapStore } from './wrap-store.ts';

let shop: Shop;

beforeEach(async () => {
  shop = await startShop();
});

afterEach(async () => {
  await shop.close();
});

const dayMs = 86_400_000;

function findClick(from = shop, atMs = from.clock.nowMs): Promise<Click | undefined> {
  return from.store.findClick(from.property.id, newClickReport('').click_id, atMs);
}

describe('POST /checkout/clicks', () => {
  it('takes a click down for the days of the property, and says nothing', async () => {
    const answer = await shop.tellClick(newClickReport(shop.property.id));
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const { visit, first, last } = newClickReport('');
    expect(await findClick()).toMatchObject({
      gaClientId: '1234567890.1700000000',
      fbp: 'fb.1.1763700000000.1',
      expiresAtMs: shop.clock.nowMs + 90 * dayMs,
      ...{ visit, first, last },
    });
    expect(shop.logs.at(-1)).toMatchObject({ event: 'click_taken', property_id: shop.property.id });
  });

  it('keeps a click for as long as the property says', async () => {
    const brief = await startShop({ property: { clickDays: 7 } });
    await brief.tellClick(newClickReport(brief.property.id));
    expect(await findClick(brief, brief.clock.nowMs + 7 * dayMs - 1)).toBeDefined();
    expect(await findClick(brief, brief.clock.nowMs + 7 * dayMs)).toBeUndefined();
    await brief.close();
  });

  it('takes JSON under any content type', async () => {
    const headers = { origin: shopOrigin, 'content-type': 'application/json' };
    expect((await shop.tellClick(newClickReport(shop.property.id), headers)).status).toBe(204);
    expect(await findClick()).toBeDefined();
  });

  it('answers a repetition the same, and keeps what was told first', async () => {
    await shop.tellClick(newClickReport(shop.property.id));
    const before = await findClick();
    shop.clock.nowMs += 1_000;
    const again = newClickReport(shop.property.id, { fbp: 'fb.1.2.3', clicked_at: 1 });
    expect(await shop.tellClick(again)).toMatchObject({ status: 204, text: '' });
    expect(await findClick()).toEqual(before);
    expect(shop.logs.at(-1)).toMatchObject({ event: 'click_repeated' });
  });

  it('keeps the same click id of two properties apart', async () => {
    const other = newProperty({ hostnames: shop.property.hostnames });
    await shop.store.createProperty(other);
    await shop.tellClick(newClickReport(shop.property.id, { fbp: 'fb.1.first' }));
    await shop.tellClick(newClickReport(other.id, { fbp: 'fb.1.other' }));
    expect(await findClick()).toMatchObject({ propertyId: shop.property.id, fbp: 'fb.1.first' });
    const foreign = await shop.store.findClick(other.id, newClickReport('').click_id, shop.clock.nowMs);
    expect(foreign).toMatchObject({ propertyId: other.id, fbp: 'fb.1.other' });
  });

  it('drops what consent denies, though the page sent it', async () => {
    const { consent } = newClickReport('');
    const denied = { ...consent, ad_storage: 'denied', analytics_storage: 'denied' } as const;
    await shop.tellClick(newClickReport(shop.property.id, { consent: denied }));
    const click = await findClick();
    expect(click?.visit?.parameters).toEqual({ utm_source: 'news letter', utm_campaign: 'Frühling' });
    expect(JSON.stringify(click)).not.toMatch(/Cj0|IwAR0|fb\.1|1234567890/);
  });

  it('stores no address of the visitor, neither of the network nor of a mailbox', async () => {
    const visit = { at: 1, parameters: { utm_term: 'ada@example.com', gclid: 'Cj0' } };
    const headers = { origin: shopOrigin, 'x-forwarded-for': '203.0.113.7' };
    await shop.tellClick(newClickReport(shop.property.id, { visit }), headers);
    const click = await findClick();
    expect(click?.visit?.parameters).toEqual({ gclid: 'Cj0' });
    expect(JSON.stringify([click, shop.logs])).not.toMatch(/ada|203\.0|127\.0/);
  });

  it('answers host_not_allowed to a page elsewhere, and takes nothing down', async () => {
    const report = newClickReport(shop.property.id);
    expect(await shop.tellClick(report, { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      code: 'host_not_allowed',
    });
    expect(await shop.tellClick(report, {})).toMatchObject({ status: 403, code: 'host_not_allowed' });
    expect(await findClick()).toBeUndefined();
  });

  it('takes the click of a page whose browser hides its origin', async () => {
    expect((await shop.tellClick(newClickReport(shop.property.id), { origin: 'null' })).status).toBe(204);
    expect(await findClick()).toBeDefined();
  });

  it('takes none for a property that is being removed, also of a page whose browser hides its origin', async () => {
    const leaving = await startShop({ property: { removalStartedAtMs: 1 } });
    for (const origin of [shopOrigin, 'null']) {
      const answer = await leaving.tellClick(newClickReport(leaving.property.id), { origin });
      expect(answer).toMatchObject({ status: 404, code: 'unknown_property' });
    }
    expect(await findClick(leaving)).toBeUndefined();
    await leaving.close();
  });

  it('answers unknown_property for another property', async () => {
    expect(await shop.tellClick(newClickReport('tt_nobody_has_this'))).toMatchObject({
      status: 404,
      code: 'unknown_property',
    });
  });

  it('answers rate_limited to an address that sends too many, whatever is in their bodies', async () => {
    const limited = await startShop({ limits: { addressPerSecond: 1, addressBurst: 1 } });
    expect((await limited.tellClick('{')).code).toBe('invalid_request');
    expect(await limited.tellClick('{')).toMatchObject({ status: 429, code: 'rate_limited' });
    await limited.close();
  });

  it('answers rate_limited for a property with too many', async () => {
    const limited = await startShop({ limits: { propertyPerSecond: 1, propertyBurst: 1 } });
    const report = newClickReport(limited.property.id);
    expect((await limited.tellClick(report)).status).toBe(204);
    expect(await limited.tellClick(report)).toMatchObject({ status: 429, code: 'rate_limited' });
    await limited.close();
  });

  it('answers body_too_large above 16 kB', async () => {
    expect(await shop.tellClick(`"${'x'.repeat(16_384)}"`)).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it('answers store_unavailable where the click cannot be written', async () => {
    const broken = await startShop({
      wrapStore: (store) => ({
        ...wrapStore(store),
        createClick: () => Promise.reject(new StoreUnavailableError('It is down.')),
      }),
    });
    expect(await broken.tellClick(newClickReport(broken.property.id))).toMatchObject({
      status: 503,
      code: 'store_unavailable',
    });
    await broken.close();
  });

  const withParameters = (parameters: string) =>
    JSON.stringify(newClickReport(shop.property.id)).replace(/"parameters":\{[^}]*\}/, `"parameters":${parameters}`);
  const malformed: { name: string; body: () => string }[] = [
    { name: 'an empty body', body: () => '' },
    { name: 'no JSON', body: () => '{"property_id":' },
    { name: 'an array', body: () => '[]' },
    { name: 'null', body: () => 'null' },
    { name: 'an unknown field', body: () => JSON.stringify({ ...newClickReport(shop.property.id), email: 'x' }) },
    {
      name: 'a click id of another form',
      body: () => JSON.stringify(newClickReport(shop.property.id, { click_id: 'x' })),
    },
    { name: 'a visit that is null', body: () => JSON.stringify({ ...newClickReport(shop.property.id), visit: null }) },
    { name: 'a parameter called __proto__', body: () => withParameters('{"__proto__":"ada"}') },
    { name: 'a prototype for a parameter', body: () => withParameters('{"constructor":{"prototype":{}}}') },
    { name: 'a parameter whose name is an address', body: () => withParameters('{"ada@example.com":"x"}') },
    { name: 'a parameter that is too long', body: () => withParameters(`{"ada":"${'x'.repeat(1_001)}"}`) },
  ];
  it.each(malformed)('answers invalid_request to $name, and logs it without a word of the page', async ({ body }) => {
    const answer = await shop.tellClick(body());
    expect(answer).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(shop.logs.at(-1)).toMatchObject({ event: 'invalid_request', route: '/checkout/clicks' });
    expect(JSON.stringify([answer.text, shop.logs])).not.toContain('ada');
    expect(await findClick()).toBeUndefined();
  });

  it('leaves the prototypes of the process as they were', async () => {
    await shop.tellClick(withParameters('{"constructor":"x","toString":"y","valueOf":"z"}'));
    expect((await findClick())?.visit?.parameters).toMatchObject({ constructor: 'x' });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(String({})).toBe('[object Object]');
  });
});
