// GA4 hits as events.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFakeServer, type FakeRequest } from '../../../../../scripts/simulator/server/fake-server.ts';
import { isMpv2, readMpv2 } from '../../../../../scripts/simulator/server/measurement/read-mpv2.ts';
import { writeMpv2 } from '../../../../../scripts/simulator/server/measurement/write-mpv2.ts';

function read(request: FakeRequest) {
  return readMpv2(createFakeServer({ request }).request);
}

describe('isMpv2', () => {
  test.each([
    [{ path: '/g/collect?v=2' }, true],
    [{ path: '/metrics/g/collect?tid=G-1&v=2', method: 'POST' }, true],
    [{ path: '/g/collect?v=1' }, false],
    [{ path: '/collect?v=2' }, false],
    [{ path: '/g/collect', body: 'v=2' }, false],
  ])('%j: %s', (request, answer) => {
    expect(isMpv2(createFakeServer({ request }).request)).toBe(answer);
  });
});

describe('readMpv2', () => {
  test('reads a purchase as GA4’s own tag sends it', () => {
    const query =
      'v=2&tid=G-ABC123&gtm=45je5&_p=17000&gcs=G111&gcd=13l3l3l3l1l1&npa=0&dma=0&cid=123.456&uid=u1&ul=de-de' +
      '&sr=1920x1080&uaa=x86&uamb=0&_s=2&sid=1700000001&sct=3&seg=1&dl=https%3A%2F%2Fshop.example.com%2Fthanks%3Fa%3D1' +
      '&dr=https%3A%2F%2Fpay.example.com%2F&dt=Thank%20you&en=purchase&_ss=1&_c=1&cu=EUR&epn.value=12.5' +
      '&ep.transaction_id=T-1&pr1=idA-1~nmLamp~pr12.5~qt1~brAcme~k0color~v0red&_et=120&tfd=900' +
      '&up.plan=gold&upn.visits=4&sst.uc=DE';
    expect(read({ path: `/g/collect?${query}`, headers: { 'User-Agent': 'Browser' } })).toEqual([
      {
        'x-ga-protocol_version': '2',
        'x-ga-measurement_id': 'G-ABC123',
        'x-ga-gtm_version': '45je5',
        'x-ga-page_id': 17000,
        'x-ga-gcs': 'G111',
        'x-ga-gcd': '13l3l3l3l1l1',
        'x-ga-npa': '0',
        'x-ga-dma': '0',
        client_id: '123.456',
        user_id: 'u1',
        language: 'de-de',
        screen_resolution: '1920x1080',
        client_hints: { architecture: 'x86', mobile: '0' },
        'x-ga-request_count': 2,
        ga_session_id: '1700000001',
        ga_session_number: 3,
        'x-ga-mp2-seg': '1',
        page_location: 'https://shop.example.com/thanks?a=1',
        page_hostname: 'shop.example.com',
        page_path: '/thanks',
        page_referrer: 'https://pay.example.com/',
        page_title: 'Thank you',
        event_name: 'purchase',
        'x-ga-system_properties': { ss: '1', c: '1' },
        currency: 'EUR',
        value: 12.5,
        transaction_id: 'T-1',
        items: [{ item_id: 'A-1', item_name: 'Lamp', price: 12.5, quantity: 1, item_brand: 'Acme', color: 'red' }],
        engagement_time_msec: 120,
        'x-ga-tfd': 900,
        'x-ga-mp2-user_properties': { plan: { value: 'gold' }, visits: { value: 4 } },
        'x-sst-system_properties': { uc: 'DE' },
        ip_override: '192.0.2.1',
        user_agent: 'Browser',
      },
    ]);
  });

  test('every line of the body is an event over the shared parameters', () => {
    const events = read({
      method: 'POST',
      path: '/g/collect?v=2&tid=G-1&cid=1.2&dt=Shared',
      body: 'en=page_view\r\nen=scroll&epn.percent=90&dt=Own\n',
    });
    expect(events).toMatchObject([
      { event_name: 'page_view', client_id: '1.2', page_title: 'Shared' },
      { event_name: 'scroll', client_id: '1.2', page_title: 'Own', percent: 90 },
    ]);
  });

  test('an address in the hit comes before that of the connection', () => {
    expect(read({ path: '/g/collect?v=2&_uip=203.0.113.9' })).toMatchObject([{ ip_override: '203.0.113.9' }]);
  });

  test('a page address that is no URL gives no host and no path', () => {
    expect(read({ path: '/g/collect?v=2&dl=nowhere' })[0]).not.toHaveProperty('page_path');
  });

  test('any parameter name is data', () => {
    const [event] = read({ path: '/g/collect?v=2&ep.__proto__=p&up.__proto__=q&toString=t' });
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
    expect(Object.keys(event ?? {})).toContain('__proto__');
    expect(event).toMatchObject({ 'x-ga-mp2-toString': 't' });
  });
});

describe('writeMpv2', () => {
  test('leaves out what is neither text, number nor truth value', () => {
    expect(writeMpv2({ a: null, b: { c: 1 }, d: [1], e: undefined, f: true })).toBe('v=2&ep.f=true');
  });

  test('what it writes, readMpv2 reads back', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value.isWellFormed());
    const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/).filter((key) => key !== 'items');
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const item = fc.record(
      { item_id: text, item_name: text, price: number, quantity: fc.nat() },
      { noNullPrototype: true, requiredKeys: ['item_id'] },
    );
    const event = fc.record(
      {
        event_name: text,
        client_id: text,
        page_title: text,
        ga_session_number: fc.nat(),
        currency: text,
        items: fc.array(item, { minLength: 1 }),
        'x-ga-system_properties': fc.constant({ fv: '1' }),
        client_hints: fc.constant({ platform: 'Linux' }),
        'x-ga-mp2-user_properties': fc.constant({ plan: { value: 'gold' }, n: { value: 2 } }),
        'x-ga-mp2-seg': text,
      },
      { noNullPrototype: true, requiredKeys: [] },
    );
    const custom = fc.dictionary(
      name.map((key) => `my_${key}`),
      fc.oneof(text, number),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(event, custom, (known, own) => {
        const written = { ...known, ...own };
        const [back] = read({ path: `/g/collect?${writeMpv2(written)}` });
        expect(back).toEqual({ ...written, 'x-ga-protocol_version': '2', ip_override: '192.0.2.1' });
      }),
    );
  });
});
