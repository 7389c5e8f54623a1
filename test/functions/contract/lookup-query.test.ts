// The patterns of the lookup's parameters, at their edges.
import { describe, expect, test } from 'vitest';
import {
  claimPattern,
  clickIdPattern,
  consentPattern,
  maxUtmLength,
  propertyIdPattern,
  sessionIdPattern,
  utmNames,
} from '../../../functions/contract/lookup-query.ts';

describe('sessionIdPattern', () => {
  test("Stripe's ids of today and longer ones fit, and name their mode", () => {
    expect(sessionIdPattern.exec(`cs_test_${'a1B2'.repeat(14)}ab`)?.[1]).toBe('test');
    expect(sessionIdPattern.exec(`cs_live_${'a'.repeat(10)}`)?.[1]).toBe('live');
    expect(sessionIdPattern.test(`cs_live_${'a'.repeat(240)}`)).toBe(true);
  });

  test.each([
    ...[
      '',
      'cs_test_',
      `cs_test_${'a'.repeat(9)}`,
      `cs_test_${'a'.repeat(241)}`,
      'cs_prod_aaaaaaaaaaaa',
      'pi_test_aaaaaaaaaaaa',
    ],
    ...[
      '{CHECKOUT_SESSION_ID}',
      'cs_test_aaaaaaaaaa/refund',
      'cs_test_aaaaaaaaaa\n',
      ' cs_test_aaaaaaaaaa',
      'CS_TEST_aaaaaaaaaa',
    ],
  ])('%j is none', (text) => {
    expect(sessionIdPattern.test(text)).toBe(false);
  });
});

describe('propertyIdPattern', () => {
  test('8 to 64 letters, digits, - and _ fit', () => {
    expect(propertyIdPattern.test('prop-1_A')).toBe(true);
    expect(propertyIdPattern.test('a'.repeat(64))).toBe(true);
  });

  test.each(['', 'a'.repeat(7), 'a'.repeat(65), 'prop.shop1', 'prop shop1', '../secrets', 'propshop1\n'])(
    '%j does not',
    (text) => {
      expect(propertyIdPattern.test(text)).toBe(false);
    },
  );
});

describe('consentPattern', () => {
  test('four letters fit, each of three', () => {
    expect(consentPattern.test('gdug')).toBe(true);
  });

  test.each(['', 'gdu', 'gdugg', 'gdux', 'GDUG', 'gdug\n', ' gdug'])('%j does not', (text) => {
    expect(consentPattern.test(text)).toBe(false);
  });
});

describe('claimPattern', () => {
  test('16 to 64 letters, digits, - and _ fit', () => {
    expect(claimPattern.test('aA0-_aA0-_aA0-_a')).toBe(true);
    expect(claimPattern.test('a'.repeat(64))).toBe(true);
  });

  test.each(['', 'a'.repeat(15), 'a'.repeat(65), 'aA0-_aA0-_aA0-_+'])('%j does not', (text) => {
    expect(claimPattern.test(text)).toBe(false);
  });
});

describe('clickIdPattern', () => {
  test('16 bytes in base64url fit, 15 and 17 do not', () => {
    expect(clickIdPattern.test(Buffer.alloc(16, 251).toString('base64url'))).toBe(true);
    expect(clickIdPattern.test(Buffer.alloc(15, 251).toString('base64url'))).toBe(false);
    expect(clickIdPattern.test(Buffer.alloc(17, 251).toString('base64url'))).toBe(false);
  });
});

describe('utmNames', () => {
  test('are the five that Stripe hands back, and no UTM of theirs is too long to be read', () => {
    expect([...utmNames].sort()).toEqual(['utm_campaign', 'utm_content', 'utm_medium', 'utm_source', 'utm_term']);
    expect(maxUtmLength).toBeGreaterThanOrEqual(150);
  });
});
