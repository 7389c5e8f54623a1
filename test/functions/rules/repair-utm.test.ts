// A UTM on its way through Stripe: always in Stripe's alphabet, readable, and never a second time another.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repairUtm } from '../../../functions/rules/repair-utm.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom('ä', 'ß', 'é', '-', '_', ' ', '+', '.', '@', '%40', 'a', 'Z', '9', '🎉'),
    maxLength: 400,
  }),
);

describe('repairUtm', () => {
  test.each(['newsletter', 'Spring_Sale-2026', '-', '__', 'a--b', '-x-', 'x'.repeat(150)])(
    'what Stripe forwards stays as it is: %s',
    (text) => {
      expect(repairUtm(text)).toBe(text);
    },
  );

  test.each([
    ['summer sale', 'summer-sale'],
    ['summer+sale', 'summer-sale'],
    ['summer%20sale', 'summer-20sale'],
    ['shop.example', 'shop-example'],
    ['brand|shoes', 'brand-shoes'],
    ['a - b', 'a-b'],
    ['  50% off!  ', '50-off'],
    ['a_ b', 'a_-b'],
  ])('what stands between words becomes one hyphen: %s', (text, repaired) => {
    expect(repairUtm(text)).toBe(repaired);
  });

  test.each([
    ['Frühjahr', 'Fruehjahr'],
    ['GRÖSSE', 'GROeSSE'],
    ['Größe', 'Groesse'],
    ['STRAẞE', 'STRAssE'],
    ['crème brûlée', 'creme-brulee'],
    ['Citroën', 'Citroen'],
    ['u\u0308ber', 'ueber'],
    ['ﬁn①', 'fin1'],
  ])('letters with marks stay readable: %s', (text, repaired) => {
    expect(repairUtm(text)).toBe(repaired);
  });

  test.each(['', ' ', '🎉', '日本', '%', ' - ', '\ud83c'])('nothing is left of %j', (text) => {
    expect(repairUtm(text)).toBe('');
  });

  test('emoji beside words leave no hyphen at the ends', () => {
    expect(repairUtm('🎉 launch 🎉')).toBe('launch');
  });

  test.each([
    ['jane@example.com', ''],
    ['jane%40example.com', ''],
    ['offer jane@example.com today', 'offer-today'],
  ])('an e-mail address does not get onto a link: %s', (text, repaired) => {
    expect(repairUtm(text)).toBe(repaired);
  });

  test('what is too long is cut, and not in the middle of a hyphen', () => {
    expect(repairUtm('x'.repeat(1_000))).toBe('x'.repeat(150));
    expect(repairUtm(`${'x'.repeat(149)} y`)).toBe('x'.repeat(149));
  });

  test('any text becomes one that Stripe forwards, or none', () => {
    fc.assert(fc.property(anyText, (text) => /^[A-Za-z0-9_-]{0,150}$/.test(repairUtm(text))));
  });

  test('what was repaired is not changed again', () => {
    fc.assert(fc.property(anyText, (text) => repairUtm(repairUtm(text)) === repairUtm(text)));
  });
});
