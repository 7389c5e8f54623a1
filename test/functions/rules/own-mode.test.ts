// Which of Stripe's modes a property is meant by.
import { describe, expect, test } from 'vitest';
import { findOwnMode } from '../../../functions/rules/own-mode.ts';

describe('findOwnMode', () => {
  test.each([
    ['only a test key', { live: null, test: 'sealed' }, 'test'],
    ['only a live key', { live: 'sealed', test: null }, 'live'],
    ['both keys', { live: 'sealed', test: 'sealed' }, 'live'],
    ['no key', { live: null, test: null }, 'live'],
  ])('with %s it is that mode, else live', (_, stripeKeys, mode) => {
    expect(findOwnMode({ stripeKeys })).toBe(mode);
  });
});
