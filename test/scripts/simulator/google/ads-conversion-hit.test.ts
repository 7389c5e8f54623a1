// The hit of Google Ads' conversion tag, from names and values.
import { describe, expect, test } from 'vitest';
import { buildAdsConversionHit } from '../../../../scripts/simulator/google/ads-conversion-hit.ts';

const bare = { googleUrl: 'http://127.0.0.1:9/', conversionId: '123' };

describe('buildAdsConversionHit', () => {
  test('carries the conversion as Google’s own tag does', () => {
    const url = new URL(
      buildAdsConversionHit({
        ...bare,
        label: 'abC',
        value: 49.5,
        currency: 'EUR',
        orderId: 'cs_1',
        isNewCustomer: true,
        gcs: 'G111',
        gcd: '11t1t1t1t5',
        gclaw: 'click',
        gbraid: 'first',
        wbraid: 'second',
        userData: 'tv.1~em.x',
        pageLocation: 'https://shop.example.test/thank-you',
        pageReferrer: 'https://checkout.stripe.com/',
        random: 7,
        ipOverride: '192.0.2.1',
        userAgent: 'Browser/1',
      }),
    );
    expect(`${url.origin}${url.pathname}`).toBe('http://127.0.0.1:9/pagead/conversion/123/');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      random: '7',
      label: 'abC',
      value: '49.5',
      currency_code: 'EUR',
      oid: 'cs_1',
      vdnc: '1',
      gcs: 'G111',
      gcd: '11t1t1t1t5',
      gclaw: 'click',
      gbraid: 'first',
      wbraid: 'second',
      em: 'tv.1~em.x',
      uip: '192.0.2.1',
      ua: 'Browser/1',
      url: 'https://shop.example.test/thank-you',
      ref: 'https://checkout.stripe.com/',
    });
  });

  test('takes the id with AW- as well', () => {
    expect(buildAdsConversionHit({ ...bare, conversionId: 'AW-123' })).toBe(buildAdsConversionHit(bare));
  });

  test('says that a customer is not new, and leaves out what is empty or undefined', () => {
    const hit = buildAdsConversionHit({ ...bare, isNewCustomer: false, value: 0, label: '', orderId: undefined });
    expect(Object.fromEntries(new URL(hit).searchParams)).toEqual({ vdnc: '0', value: '0' });
  });
});
