// The hit of GA4's event tag, from names and values.
import { describe, expect, test } from 'vitest';
import { buildGoogleAnalyticsHit } from '../../../../scripts/simulator/google/google-analytics-hit.ts';

const bare = { googleUrl: 'http://127.0.0.1:9/', measurementId: 'G-TEST', event: 'purchase' };
const parametersOf = (hit: Partial<Parameters<typeof buildGoogleAnalyticsHit>[0]>) =>
  Object.fromEntries(new URL(buildGoogleAnalyticsHit({ ...bare, ...hit })).searchParams);

describe('buildGoogleAnalyticsHit', () => {
  test('carries the purchase as GA4’s own tag does', () => {
    const hit = {
      pageId: 1,
      clientId: '12.34',
      sessionId: '56',
      gcs: 'G111',
      pageLocation: 'https://shop.example.test/thank-you',
      pageReferrer: '',
      pageTitle: 'Thank you',
      parameters: {
        transaction_id: 'cs_1',
        value: 49.5,
        currency: 'EUR',
        items: [{ item_id: 'a', item_name: 'Tea ~ green', price: 20, quantity: 2, discount: 1, unknown: 'x' }],
      },
      userProperties: { plan: 'pro', seats: 3 },
    };
    expect(parametersOf(hit)).toEqual({
      v: '2',
      tid: 'G-TEST',
      _p: '1',
      cid: '12.34',
      sid: '56',
      gcs: 'G111',
      dl: 'https://shop.example.test/thank-you',
      dr: '',
      dt: 'Thank you',
      en: 'purchase',
      cu: 'EUR',
      'ep.transaction_id': 'cs_1',
      'epn.value': '49.5',
      'up.plan': 'pro',
      'upn.seats': '3',
      pr1: 'ida~nmTea ~~ green~pr20~qt2~ds1',
    });
  });

  test('goes to the collector below the given address', () => {
    expect(buildGoogleAnalyticsHit(bare)).toBe('http://127.0.0.1:9/g/collect?v=2&tid=G-TEST&en=purchase');
  });

  test('tells of the visitor where a server sends', () => {
    expect(
      parametersOf({ ipOverride: '192.0.2.1', userAgent: 'Browser/1', userData: 'tv.1~em.x', userId: 'u' }),
    ).toEqual({ v: '2', tid: 'G-TEST', uid: 'u', _uip: '192.0.2.1', ua: 'Browser/1', em: 'tv.1~em.x', en: 'purchase' });
  });

  test('says that the referrer is to be ignored', () => {
    expect([parametersOf({ ignoresReferrer: true })['ir'], parametersOf({})['ir']]).toEqual(['1', undefined]);
  });

  test('leaves out objects, null and what is undefined', () => {
    expect(parametersOf({ parameters: { a: {}, b: null, c: undefined, d: true, items: 'none' } })).toEqual({
      v: '2',
      tid: 'G-TEST',
      en: 'purchase',
      'ep.d': 'true',
    });
  });
});
