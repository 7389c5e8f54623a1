// A sealed value opens in its place with its key, and nowhere and with nothing else.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnsealError, type UnsealFault } from '../../../functions/store/errors.ts';
import { type KeyRing, parseKeyRing } from '../../../functions/store/key-ring.ts';
import { findKeyName, seal, unseal } from '../../../functions/store/sealing.ts';

const newKey = (): string => randomBytes(32).toString('base64');
const oldKey = newKey();
const ring = parseKeyRing(`main:${newKey()}`);
const place = { propertyId: 'tt_shop', field: 'stripeKeys.live' };
const anyPlace = fc.record({ propertyId: fc.string(), field: fc.string() });
const wellFormed = fc.string({ unit: 'binary' });

function faultOf(keyRing: KeyRing, sealed: string, at = place): UnsealFault {
  try {
    unseal(keyRing, sealed, at);
  } catch (error) {
    if (error instanceof UnsealError) return error.code;
    throw error;
  }
  throw new Error('It was opened.');
}

describe('seal and unseal', () => {
  test('any text comes back in any place', () => {
    fc.assert(
      fc.property(wellFormed, anyPlace, (plaintext, anywhere) => {
        expect(unseal(ring, seal(ring, plaintext, anywhere), anywhere)).toBe(plaintext);
      }),
    );
  });

  test('the sealed form names its key and shows nothing of the plaintext', () => {
    const sealed = seal(ring, 'rk_test_plaintext', place);
    expect(sealed).toMatch(/^sealed1\.main\.[A-Za-z0-9_-]+$/);
    expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('plaintext');
  });

  test('the same text sealed twice looks different', () => {
    expect(seal(ring, 'same', place)).not.toBe(seal(ring, 'same', place));
  });

  test('a newer key seals while the older one still opens what it sealed', () => {
    const before = parseKeyRing(`old:${oldKey}`);
    const after = parseKeyRing(`new:${newKey()},old:${oldKey}`);
    expect(unseal(after, seal(before, 'secret', place), place)).toBe('secret');
    expect(seal(after, 'secret', place)).toMatch(/^sealed1\.new\./);
  });

  test('a value moved to another property or field stays closed', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, (from, to) => {
        fc.pre(from.propertyId !== to.propertyId || from.field !== to.field);
        expect(faultOf(ring, seal(ring, 'secret', from), to)).toBe('not_authentic');
      }),
    );
  });

  test('a value with any one character changed stays closed', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.constantFrom(...'Aa0-_.z~'), (plaintext, position, character) => {
        const sealed = seal(ring, plaintext, place);
        const index = position % sealed.length;
        fc.pre(sealed[index] !== character);
        faultOf(ring, sealed.slice(0, index) + character + sealed.slice(index + 1));
      }),
    );
  });

  test('a value cut short anywhere stays closed', () => {
    const sealed = seal(ring, 'a secret of some length', place);
    for (let length = 0; length < sealed.length; length += 1) faultOf(ring, sealed.slice(0, length));
  });

  test('any other text is malformed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(faultOf(ring, text)).toBe('malformed');
      }),
    );
  });

  test('a value whose key is not on the ring names that key', () => {
    const sealed = seal(parseKeyRing(`old:${oldKey}`), 'secret', place);
    expect(faultOf(ring, sealed)).toBe('unknown_key');
    expect(() => unseal(ring, sealed, place)).toThrow('no key named "old"');
  });

  test('a value relabelled with the name of another key of the ring stays closed', () => {
    const both = parseKeyRing(`a:${oldKey},b:${oldKey}`);
    const relabelled = seal(both, 'secret', place).replace('sealed1.a.', 'sealed1.b.');
    expect(faultOf(both, relabelled)).toBe('not_authentic');
  });

  test('another key of the same name does not open it', () => {
    const sealed = seal(ring, 'secret', place);
    expect(faultOf(parseKeyRing(`main:${newKey()}`), sealed)).toBe('not_authentic');
  });
});

describe('findKeyName', () => {
  test('names the key that sealed a value, and none for anything else', () => {
    expect(findKeyName(seal(ring, 'secret', place))).toBe('main');
    for (const other of ['', 'rk_test_1', 'sealed1.main', 'sealed2.main.AAAA'])
      expect(findKeyName(other)).toBeUndefined();
  });
});
