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
const uint32 = fc.nat({ max: 2 ** 32 - 1 });
const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019_-'), minLength: 1, maxLength: 145 });
const encodable: fc.Arbitrary<Passport> = fc.record(
  {
    clickId: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('base64url')),
    gaClientId: fc
      .tuple(uint32, uint32)
      .filter(([first, second]) => first + second > 0)
      .map((parts) => parts.join('.')),
    gaSessionId: fc.integer({ min: 1, max: 2 ** 40 - 1 }).map(String),
    clickedAtSeconds: uint32,
    consent: fc.record({
      ad_storage: state,
      analytics_storage: state,
      ad_user_data: state,
      ad_personalization: state,
    }),
    googleClick: fc.record({ parameter: fc.constantFrom('gclid', 'gbraid', 'wbraid'), value: word }),
  },
  { requiredKeys: ['clickId', 'clickedAtSeconds', 'consent'], noNullPrototype: true },
);

describe('a passport', () => {
  test('is 54 characters and the click id of Google Ads behind its letter', () => {
    const text = encodePassport(ordinary);
    expect(text).toMatch(/^tt1_[\w-]{50}gCj0KCQiA_test-1$/);
    expect(text).toHaveLength(54 + 1 + 15);
  });

  test('keeps this form for ever, because links out there carry it', () => {
    expect(encodePassport(ordinary)).toBe('tt1_AAECAwQFBgcICQoLDA0OD0mWAtJlU_EAAGkf7SBpH-2bWOAfYAgCj0KCQiA_test-1');
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
      fc.property(encodable, fc.string(), fc.string(), (passport, gaClientId, value) => {
        const odd = { ...passport, gaClientId, googleClick: { parameter: 'gclid' as const, value } };
        expect(encodePassport(odd)).toMatch(/^[A-Za-z0-9_-]{1,200}$/);
      }),
    );
  });

  test.each([
    ['a client id above 2^32', { gaClientId: '4294967296.1700000000' }, 'gaClientId'],
    ['a client id of another form', { gaClientId: 'amp-abc' }, 'gaClientId'],
    ['a client id of three numbers', { gaClientId: '1.2.3' }, 'gaClientId'],
    ['a client id with a leading zero', { gaClientId: '012.34' }, 'gaClientId'],
    ['a session id that is no number', { gaSessionId: 's1763700000' }, 'gaSessionId'],
    ['a session id of 2^40', { gaSessionId: '1099511627776' }, 'gaSessionId'],
    [
      'a click id of Google Ads with 146 characters',
      { googleClick: { parameter: 'gclid', value: 'a'.repeat(146) } },
      'googleClick',
    ],
    ['an empty click id of Google Ads', { googleClick: { parameter: 'gclid', value: '' } }, 'googleClick'],
    ['a click id of Google Ads with a dot', { googleClick: { parameter: 'gclid', value: 'a.b' } }, 'googleClick'],
  ] as const)('leaves %s to the click record', (_, change, key) => {
    const { [key]: _left, ...rest } = { ...ordinary };
    expect(decodePassport(encodePassport({ ...ordinary, ...change }) ?? '')).toEqual(rest);
  });

  test('holds a click id of Google Ads of 145 characters, and is then 200 long', () => {
    const text = encodePassport({ ...ordinary, googleClick: { parameter: 'wbraid', value: 'a'.repeat(145) } });
    expect(text).toHaveLength(200);
    expect(decodePassport(text ?? '')?.googleClick?.parameter).toBe('wbraid');
  });

  test.each([
    ['a click id that is too short', { clickId: 'AAECAwQFBgcICQoLDA0O' }],
    ['a click id with bits that no 16 bytes have', { clickId: 'AAECAwQFBgcICQoLDA0ODx' }],
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

  test.each(['', 'tt1_', 'order-4711', 'tt2_AAECAwQFBgcICQoLDA0OD0mWAtJlU_EAAGkf7eBpH-5bWEypGQ', 'x'.repeat(5000)])(
    'leaves the reference %j to whom it belongs',
    (text) => {
      expect(decodePassport(text)).toBeUndefined();
    },
  );

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

  test('refuses a consent state that does not exist, even under right check bytes', () => {
    const body = Buffer.from('000102030405060708090a0b0c0d0e0f499602d26553f1000069200020692000db58', 'hex');
    expect(decodePassport(seal(body))).toMatchObject({ clickId: ordinary.clickId });
    body[33] = 0b11000000;
    expect(decodePassport(seal(body))).toBeUndefined();
  });
});

/** A passport with the check bytes of OpenPGP's CRC-24, worked out in another way than by the encoder. */
function seal(body: Buffer): string {
  let rest = 0xb704cen;
  for (const byte of body) {
    rest ^= BigInt(byte) << 16n;
    for (let bit = 0; bit < 8; bit++) rest = (rest << 1n) ^ (rest & 0x800000n ? 0x1864cfbn : 0n);
  }
  const check = Buffer.from(rest.toString(16).padStart(6, '0'), 'hex');
  return `tt1_${Buffer.concat([body, check]).toString('base64url')}`;
}
