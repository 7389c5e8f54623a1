// Phone numbers: international spellings become E.164, numbers without a country become nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toE164 } from '../../../functions/rules/phone-number.ts';

describe('toE164', () => {
  test.each([
    ['+16505551212', '+16505551212'],
    ['+1 (650) 555-1212', '+16505551212'],
    [' +49 30/1234.5678 ', '+493012345678'],
    ['0049 30 12345678', '+493012345678'],
    ['+44 (0)20 7946 0958', '+442079460958'],
  ])('%s is %s', (text, number) => {
    expect(toE164(text)).toBe(number);
  });

  test.each(['(650) 555-1212', '030 12345678', '16505551212'])('%s does not say its country and is none', (text) => {
    expect(toE164(text)).toBeUndefined();
  });

  test.each([
    null,
    '',
    '+',
    '+12345',
    '+1234567890123456',
    '+0123456789',
    '+1 650 FLOWERS',
    '+1 650 555 1212 ext 5',
    'call me',
  ])('%j is no number', (text) => {
    expect(toE164(text)).toBeUndefined();
  });

  test('any number it gives is E.164 and stays as it is', () => {
    const spelled = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'+0123456789 ()-.') }));
    fc.assert(
      fc.property(spelled, (text) => {
        const number = toE164(text);
        if (number === undefined) return;
        expect(number).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(toE164(number)).toBe(number);
      }),
    );
  });
});
