// Texts and ids at the edges of what GA4 takes.
import { describe, expect, test } from 'vitest';
import { toGa4Id, toGa4Text } from '../../../functions/destinations/ga4-text.ts';

describe('toGa4Text', () => {
  test('a text is trimmed and cut to 100 characters', () => {
    expect(toGa4Text(` ${'x'.repeat(101)} `)).toBe('x'.repeat(100));
  });

  test('a character of two halves is not cut in two', () => {
    expect(toGa4Text(`${'x'.repeat(99)}😀`)).toBe('x'.repeat(99));
    expect(toGa4Text(`${'x'.repeat(98)}😀`)).toBe(`${'x'.repeat(98)}😀`);
  });

  test.each([null, undefined, '', '  '])('%j is nothing', (text) => {
    expect(toGa4Text(text)).toBeUndefined();
  });
});

describe('toGa4Id', () => {
  test('an id is cut to 100 characters, and one with an @ is none', () => {
    expect(toGa4Id(`cs_live_${'a'.repeat(200)}`)).toBe(`cs_live_${'a'.repeat(92)}`);
    expect([toGa4Id('a@b'), toGa4Id('a%40b'), toGa4Id(null), toGa4Id(undefined)]).toEqual(Array(4).fill(undefined));
  });
});
