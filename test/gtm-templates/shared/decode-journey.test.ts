// The cookie that is read: what was written comes back, and whatever else stands there is nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyJourney, decodeJourney, encodeJourney, journey, touch } from './journeys.ts';

const extraNames = ['shop_id'];
const ordinary = encodeJourney(journey(touch(1, { utm_source: 'a', gclid: 'b' })));

describe('decodeJourney', () => {
  test('any journey that fits comes back as it was', () => {
    const fitting = anyJourney.filter((one) => !isShortened(encodeJourney(one), one));
    fc.assert(
      fc.property(fitting, (one) => {
        expect(decodeJourney(encodeJourney(one), extraNames)).toEqual(one);
      }),
    );
  });

  test('any journey comes back as one that is written the same way again', () => {
    fc.assert(
      fc.property(anyJourney, (one) => {
        const text = encodeJourney(one);
        const decoded = decodeJourney(text, extraNames);
        expect(decoded && encodeJourney(decoded)).toBe(text);
      }),
    );
  });

  test('touches that were one object are one again, so that they change together', () => {
    const decoded = decodeJourney(encodeJourney(journey(touch(1, { utm_source: 'a' }))));
    expect(decoded?.first).toBe(decoded?.visit);
  });

  test('any text gives a journey or undefined, never an error', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^1\|\d+\|\|[-0-3]{3}(\|[\d&=a-z%]*)*$/));
    fc.assert(
      fc.property(text, (one) => {
        const decoded = decodeJourney(one);
        return decoded === undefined || encodeJourney(decoded).length <= 1500;
      }),
      { numRuns: 2000 },
    );
  });

  test('any change of a cookie gives a journey or undefined', () => {
    fc.assert(
      fc.property(fc.nat(ordinary.length), fc.string({ unit: 'binary', maxLength: 4 }), (at, other) => {
        const changed = ordinary.slice(0, at) + other + ordinary.slice(at + 1);
        const decoded = decodeJourney(changed);
        return decoded === undefined || encodeJourney(decoded).length <= 1500;
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['another version', ordinary.replace('1|', '2|')],
    ['one part alone', '1'],
    ['no places', '1|0|'],
    ['a place without a touch', '1|0||-1-|1&s=a'],
    ['too few places', '1|0||00|1&s=a'],
    ['a time that is none', '1|soon||---'],
    ['a time with a sign', '1|-5||---'],
    ['a time of eleven digits', '1|17637000000||---'],
    ['a time with a leading zero', '1|01||---'],
    ['a touch without a time', '1|0||000|s=a'],
    ['a click id of the wrong length', '1|0|AAAA|---'],
    ['a click id with other characters', `1|0|${'é'.repeat(22)}|---`],
    ['1,501 characters', `1|0||000|1&s=${'a'.repeat(1501 - 13)}`],
  ])('%s is nothing known', (_what, text) => {
    expect(decodeJourney(text)).toBeUndefined();
  });

  test('1,500 characters are read', () => {
    const text = `1|0||000|1&s=a&gc=${'x'.repeat(400)}`.padEnd(1500, '&');
    expect(decodeJourney(text)?.visit?.parameters['utm_source']).toBe('a');
  });

  test('names that are not known are not read, whatever they are', () => {
    const hostile = ['__proto__', 'constructor', 'hasOwnProperty', '_shop_id', 'utm_source', '', 'x'];
    const text = `1|0||000|1${hostile.map((name) => `&${name}=1`).join('')}&s=a`;
    expect(decodeJourney(text)?.visit).toEqual(touch(1, { utm_source: 'a' }));
  });

  test('a click id that only this site knows is read where it is asked for', () => {
    expect(decodeJourney('1|0||000|1&_shop_id=5', ['shop_id'])?.visit?.parameters).toEqual({ shop_id: '5' });
  });

  test.each([
    ['an e-mail address', 's=buyer%40example.com'],
    ['an encoded e-mail address', 's=buyer%2540example.com'],
    ['a line break', 's=a%0Ab'],
    ['a click id with markup', 'gc=%3Cb%3E'],
    ['a click id that is too long', `gc=${'x'.repeat(501)}`],
    ['a malformed escape', 's=%zz'],
    ['a host with markup', 'r=%3Cb%3E'],
    ['a landing page with an e-mail address', 'l=shop.example.com%2Fa%40b.example'],
    ['a landing page with one that is encoded whole', 'l=shop.example.com%2Fa%2540b%252eexample'],
  ])('%s is left out of its touch', (_what, field) => {
    expect(decodeJourney(`1|0||000|1&${field}`)?.visit).toEqual(touch(1, {}));
  });

  test('no touch has more parameters than the function takes', () => {
    const extra = Array.from({ length: 60 }, (_, index) => `x${index}`);
    const text = `1|0||000|1${extra.map((name) => `&_${name}=1`).join('')}`;
    expect(Object.keys(decodeJourney(text, extra)?.visit?.parameters ?? {})).toHaveLength(24);
  });
});

function isShortened(text: string, one: Parameters<typeof encodeJourney>[0]): boolean {
  const count = (parameters: object | undefined) => Object.keys(parameters ?? {}).length;
  const decoded = decodeJourney(text, extraNames);
  return (['first', 'last', 'visit'] as const).some(
    (place) =>
      count(decoded?.[place]) !== count(one[place]) ||
      count(decoded?.[place]?.parameters) !== count(one[place]?.parameters) ||
      text.length > 1400,
  );
}
