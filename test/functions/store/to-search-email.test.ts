// How an address is kept so that it is found again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toSearchEmail } from '../../../functions/store/to-search-email.ts';
import { text } from './any-values.ts';

describe('toSearchEmail', () => {
  test('an address is trimmed and in lower case', () => {
    expect(toSearchEmail(' Ada.Lovelace@Example.COM\n')).toBe('ada.lovelace@example.com');
  });

  test.each([null, '', ' \t'])('%j is no address', (nothing) => {
    expect(toSearchEmail(nothing)).toBeNull();
  });

  test('any text becomes one that every database takes, and that stays as it is', () => {
    fc.assert(
      fc.property(text, (any) => {
        const email = toSearchEmail(any);
        expect(email?.isWellFormed() ?? true).toBe(true);
        expect(toSearchEmail(email)).toBe(email);
      }),
    );
  });
});
