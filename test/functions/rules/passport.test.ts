// The passport: what a payment link carries through Stripe, and that nothing else is taken for one.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePassport } from '../../../functions/rules/decode-passport.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import type { Passport } from '../../../functions/rules/passport.ts';

const ordinary: Passport = {
  clickId: 'AAECAwQFBgcICQoLDA0ODw',
  gaClientId: '1234567890.1700000000',
  gaSessionId: '1763700000',
  clickedAtSeconds: 1_763_700_123,
  consent: { ad_storage: 'granted', analytics_storage: 'granted', ad_user_data: 'denied', ad_personalization: 'unset' },
  googleClick: { parameter: 'gclid', value: 'Cj0KCQiA_test-1' },
};

const state = fc.constantFrom('unset', 'granted', 'denied');
const digits = fc.stringMatching(/^\d{1,10}$/);
const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019_-'), minLength: 1, maxLength: 113 });
const encodable: fc.Arbitrary<Passport> = fc
  .record(
    {
      clickId: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
      gaClientId: fc.tuple(digits, digits).map((parts) => parts.join('.')),
      gaSessionId: digits,
      clickedAtSeconds: fc.nat({ max: 9_999_999_999 }),
      consent: fc.record({
        ad_storage: state,
        analytics_storage: state,
        ad_user_data: state,
        ad_personalization: state,
      }),
      googleClick: fc.record({ parameter: fc.constantFrom('gclid', 'gbraid', 'wbraid'), value: word }),
    },
    { requiredKeys: ['clickId', 'clickedAtSeconds', 'consent'], noNullPrototype: true },
  )
  .filter(({ gaClientId, gaSessionId }) => gaClientId !== undefined || gaSessionId === undefined);

describe('a passport', () => {
  test('can be read by a person: check, click id, GA ids, time, consent in the order of the purposes’ names, gclid', () => {
    expect(encodePassport(ordinary)).toBe(
      'tt1_1540905647-AAECAwQFBgcICQoLDA0ODw1234567890-1700000000-1763700000-1763700123-ugdggcCj0KCQiA_test-1',
    );
  });

  test('gives back every record that can be encoded', () => {
    fc.assert(
      fc.property(encodable, (passport) => {
        expect(decodePassport(encodePassport(passport) ?? '')).toEqual(passport);
      }),
    );
  });

  test('is always something that Stripe takes', () => {
    fc.assert(
      fc.property(encodable, fc.string(), fc.string(), fc.string(), (passport, gaClientId, gaSessionId, value) => {
        const odd = { ...passport, gaClientId, gaSessionId, googleClick: { parameter: 'gclid' as const, value } };
        expect(encodePassport(odd)).toMatch(/^[A-Za-z0-9_-]{1,200}$/);
      }),
    );
  });

  test('carries a client id above 2^32', () => {
    const passport = { ...ordinary, gaClientId: '9999999999.1700000000' };
    expect(decodePassport(encodePassport(passport) ?? '')).toEqual(passport);
  });

  test.each([
    ['a client id of eleven digits', { gaClientId: '12345678901.1700000000' }],
    ['a client id of another form', { gaClientId: 'amp-abc' }],
    ['a client id of three numbers', { gaClientId: '1.2.3' }],
    ['a client id with a line after it', { gaClientId: '1.2\n' }],
  ])('leaves %s to the click record, and the session id with it', (_, change) => {
    const { gaClientId: _client, gaSessionId: _session, ...rest } = ordinary;
    expect(decodePassport(encodePassport({ ...ordinary, ...change }) ?? '')).toEqual(rest);
  });

  test.each([
    ['a session id that is no number', { gaSessionId: 's1763700000' }, 'gaSessionId'],
    ['a session id of eleven digits', { gaSessionId: '10995116277' }, 'gaSessionId'],
    [
      'a click id of Google Ads with 114 characters',
      { googleClick: { parameter: 'gclid', value: 'a'.repeat(114) } },
      'googleClick',
    ],
    ['a click id of Google Ads with a dot', { googleClick: { parameter: 'gclid', value: 'a.b' } }, 'googleClick'],
  ] as const)('leaves %s to the click record', (_, change, key) => {
    const { [key]: _left, ...rest } = { ...ordinary };
    expect(decodePassport(encodePassport({ ...ordinary, ...change }) ?? '')).toEqual(rest);
  });

  test('is never longer than 200 characters', () => {
    const longest: Passport = {
      ...ordinary,
      gaClientId: '9999999999.9999999999',
      gaSessionId: '9999999999',
      clickedAtSeconds: 9_999_999_999,
      googleClick: { parameter: 'wbraid', value: 'a'.repeat(113) },
    };
    const text = encodePassport(longest) ?? '';
    expect(text.length).toBeLessThanOrEqual(200);
    expect(decodePassport(text)).toEqual(longest);
  });

  test.each([
    ['a click id that is too short', { clickId: 'AAECAwQFBgcICQoLDA0O' }],
    ['a click id with a dot', { clickId: 'AAECAwQFBgcICQoLDA0O.w' }],
    ['a time before 1970', { clickedAtSeconds: -1 }],
    ['a time in parts of a second', { clickedAtSeconds: 1.5 }],
    ['a time that is no number', { clickedAtSeconds: Number.NaN }],
  ])('is not made for %s', (_, change) => {
    expect(encodePassport({ ...ordinary, ...change })).toBeUndefined();
  });
});

describe('decodePassport', () => {
  test('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => decodePassport(text) === undefined));
    fc.assert(fc.property(fc.string(), (text) => decodePassport(`tt1_${text}`) === undefined));
  });

  test.each([
    '',
    'tt1_',
    'order-4711',
    'tt2_1-AAECAwQFBgcICQoLDA0ODw----1-gggg',
    'tt1_1-AAECAwQFBgcICQoLDA0ODw---1-gggg',
    'x'.repeat(5000),
  ])('leaves the reference %j to whom it belongs', (text) => {
    expect(decodePassport(text)).toBeUndefined();
  });

  test('refuses a passport in which any one character differs', () => {
    const characters = 'ABCabc012_-';
    const text = encodePassport(ordinary) ?? '';
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.constantFrom(...characters), (index, character) => {
        fc.pre(text[index] !== character);
        expect(decodePassport(text.slice(0, index) + character + text.slice(index + 1))).toBeUndefined();
      }),
    );
  });

  test('refuses a passport that was cut or has something behind it', () => {
    const text = encodePassport(ordinary) ?? '';
    for (let length = 0; length < text.length; length++) expect(decodePassport(text.slice(0, length))).toBeUndefined();
    expect(decodePassport(`${text}x`)).toBeUndefined();
    expect(decodePassport(` ${text}`)).toBeUndefined();
  });
});
