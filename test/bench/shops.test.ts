// The made-up shops and visitors must pass for real ones, or the load would measure refusals.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimPattern, propertyIdPattern, sessionIdPattern } from '../../functions/contract/lookup-query.ts';
import { parseSessionNumber, shopCount, toClaim, toSessionId, toShop, toVisitorAddress } from './shops.ts';

const sessionNumber = fc.nat({ max: 9_999_999 });

describe('toShop', () => {
  test('a hundred sessions in a row belong to a hundred shops with keys of their own', () => {
    const shops = Array.from({ length: 100 }, (_, number) => toShop(number));
    expect(new Set(shops.map(({ propertyId }) => propertyId)).size).toBe(shopCount);
    expect(new Set(shops.map(({ stripeKey }) => stripeKey)).size).toBe(shopCount);
    expect(toShop(142)).toEqual(toShop(42));
  });

  test('every property id fits the contract', () => {
    fc.assert(
      fc.property(sessionNumber, (number) => {
        expect(toShop(number).propertyId).toMatch(propertyIdPattern);
      }),
    );
  });
});

describe('toSessionId', () => {
  test('every id fits the contract and gives its number back', () => {
    fc.assert(
      fc.property(sessionNumber, (number) => {
        const id = toSessionId('run001', number);
        expect(id).toMatch(sessionIdPattern);
        expect(parseSessionNumber(id)).toBe(number);
      }),
    );
  });

  test('the same number in another run is another session', () => {
    expect(toSessionId('run001', 1)).not.toBe(toSessionId('run002', 1));
  });

  test('a run that would shift the number is refused', () => {
    expect(() => toSessionId('long', 1)).toThrow(RangeError);
  });
});

describe('parseSessionNumber', () => {
  test.each([
    '',
    'cs_live_b1',
    'cs_test_b1run0010000000001'.padEnd(66, 'x'),
    'cs_live_b1run001000000000x'.padEnd(66, 'x'),
  ])('the foreign text "%s" has no number', (text) => {
    expect(parseSessionNumber(text)).toBeUndefined();
  });
});

describe('toClaim', () => {
  test('every claim fits the contract', () => {
    fc.assert(
      fc.property(sessionNumber, (number) => {
        expect(toClaim(number)).toMatch(claimPattern);
      }),
    );
  });
});

describe('toVisitorAddress', () => {
  test('neighbouring sessions come from different addresses', () => {
    expect(toVisitorAddress(255)).toBe('10.0.0.255');
    expect(toVisitorAddress(256)).toBe('10.0.1.0');
    expect(toVisitorAddress(65_536)).toBe('10.1.0.0');
  });
});
