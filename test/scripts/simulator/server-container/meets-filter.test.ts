// Conditions of exported triggers.
import { describe, expect, it } from 'vitest';
import { isKnownFilter, meetsFilter } from '../../../../scripts/simulator/server-container/meets-filter.ts';

const meets = (type: string, arg0: unknown, arg1: unknown, more: object = {}) =>
  meetsFilter(type, { arg0, arg1, ...more });

describe('meetsFilter', () => {
  it.each([
    ['EQUALS', 'purchase', 'purchase', 'purchase_test'],
    ['CONTAINS', 'purchase_test', 'chase', 'refund'],
    ['STARTS_WITH', 'purchase_test', 'purchase', 'test'],
    ['ENDS_WITH', 'purchase_test', '_test', 'purchase'],
    ['MATCH_REGEX', 'cs_test_1', '^cs_', '^pi_'],
    ['GREATER', 12.5, '12', '12.5'],
    ['GREATER_OR_EQUALS', '12.5', '12.5', '13'],
    ['LESS', 12, '12.5', '12'],
    ['LESS_OR_EQUALS', 12, '12', '11'],
  ])('compares by %s', (type, value, met, unmet) => {
    expect([meets(type, value, met), meets(type, value, unmet)]).toEqual([true, false]);
  });

  it('turns the outcome round where the condition is negated', () => {
    expect(meets('EQUALS', 'a', 'a', { negate: true })).toBe(false);
    expect(meets('EQUALS', 'a', 'b', { negate: true })).toBe(true);
  });

  it('tells capitals from small letters unless told otherwise', () => {
    expect([meets('EQUALS', 'Shop', 'shop'), meets('MATCH_REGEX', 'Shop', '^shop')]).toEqual([false, false]);
    const more = { ignore_case: true };
    expect([meets('EQUALS', 'Shop', 'shop', more), meets('MATCH_REGEX', 'Shop', '^shop', more)]).toEqual([true, true]);
  });

  it('reads what is undefined and null as text', () => {
    expect([meets('EQUALS', undefined, 'undefined'), meets('EQUALS', null, 'null')]).toEqual([true, true]);
  });

  it('meets nothing with what is no number, no expression or no known kind, negated or not', () => {
    for (const negate of [true, false]) {
      expect(meets('GREATER', '', '-1', { negate })).toBe(false);
      expect(meets('LESS', 'ten', '11', { negate })).toBe(false);
      expect(meets('MATCH_REGEX', 'a', '(', { negate })).toBe(false);
      expect(meets('CSS_SELECTOR', 'a', 'a', { negate })).toBe(false);
    }
  });
});

describe('isKnownFilter', () => {
  it('knows the kinds that are simulated and no other', () => {
    expect(isKnownFilter({ type: 'EQUALS', parameter: [] })).toBe(true);
    expect(isKnownFilter({ type: 'toString', parameter: [] })).toBe(false);
  });
});
