// Where destinations lie, from what a person typed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isClientUrl,
  isSamePlace,
  parseClientUrl,
  parseDestinationSecret,
  parseMeasurementId,
} from '../../../../functions/properties/destinations/destination-place.ts';

const refused = (words: string) => ({ kind: 'refused', sentence: expect.stringContaining(words) });

describe('parseClientUrl', () => {
  test('takes the address of a client without the slash at its end', () => {
    const value = 'https://sgtm.example.com/checkout';
    expect(parseClientUrl(' https://SGTM.example.com/checkout// ', { allowLocal: false })).toEqual({
      kind: 'value',
      value,
    });
  });

  test('takes an address on this machine for tests alone, and names the setting', () => {
    const local = 'http://127.0.0.1:8080/checkout';
    expect(parseClientUrl(local, { allowLocal: true })).toEqual({ kind: 'value', value: local });
    expect(parseClientUrl(local, { allowLocal: false })).toEqual(refused('TILLTAG_ALLOW_LOCAL=1'));
  });

  test.each([
    ['http://sgtm.example.com', 'https'],
    ['https://10.0.0.1/checkout', 'IP address'],
    ['https://sgtm.example.com/checkout?a', 'without ? or #'],
    ['https://sgtm.example.com/checkout#a', 'without ? or #'],
    ['sgtm', 'not a web address'],
  ])('%s is refused', (text, words) => {
    expect(parseClientUrl(text, { allowLocal: false })).toEqual(refused(words));
  });
});

describe('isClientUrl', () => {
  test.each(['https://sgtm.example.com/checkout', 'https://example.com/gtm/checkout'])('%s is one', (url) => {
    expect(isClientUrl(url)).toBe(true);
  });

  test.each([
    'https://sgtm.example.com',
    'https://sgtm.example.com/mycheckout',
    'https://sgtm.example.com/checkout/events',
    'https://checkout',
    'no url/checkout',
  ])('%s is none', (url) => {
    expect(isClientUrl(url)).toBe(false);
  });
});

describe('parseMeasurementId', () => {
  test('takes an id in capitals', () => {
    expect(parseMeasurementId(' g-shop1234 ')).toEqual({ kind: 'value', value: 'G-SHOP1234' });
  });

  test.each(['UA-1-1', 'GTM-SHOP123', 'G-', '1234', ''])('refuses %j', (text) => {
    expect(parseMeasurementId(text)).toEqual(refused('begins with G-'));
  });
});

describe('parseDestinationSecret', () => {
  test('takes what a header and a query can carry, as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x21-\x7e]{8,500}$/), (secret) => {
        expect(parseDestinationSecret(`${secret}\n`)).toEqual({ kind: 'value', value: secret });
      }),
    );
  });

  test.each(['short', 'with a space', 'schlüssel-0123', 'x'.repeat(501), ''])('refuses %j', (text) => {
    expect(parseDestinationSecret(text)).toEqual(refused('no spaces'));
  });
});

describe('isSamePlace', () => {
  const ga4 = { kind: 'ga4', measurementId: 'G-SHOP1234', region: 'eu' } as const;
  const container = { kind: 'server_container', url: 'https://sgtm.example.com/checkout' } as const;

  test('a data stream is the same in every region', () => {
    expect(isSamePlace(ga4, { ...ga4, region: 'global' })).toBe(true);
    expect(isSamePlace(ga4, { ...ga4, measurementId: 'G-OTHER123' })).toBe(false);
  });

  test('a client is the same by its whole address', () => {
    expect(isSamePlace(container, { ...container })).toBe(true);
    expect(isSamePlace(container, { ...container, url: 'https://sgtm.example.com/gtm/checkout' })).toBe(false);
  });

  test('of different kinds none is the same', () => {
    expect(isSamePlace(container, ga4)).toBe(false);
    expect(isSamePlace(ga4, container)).toBe(false);
  });
});
