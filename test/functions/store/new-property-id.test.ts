// A new Property ID has one form and no favourite characters.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { propertyIdPattern } from '../../../functions/contract/lookup-query.ts';
import { newPropertyId } from '../../../functions/store/new-property-id.ts';

/** A source that gives these bytes, over and over. */
function repeating(bytes: number[]): (count: number) => Uint8Array {
  let position = 0;
  return (count) => Uint8Array.from({ length: count }, () => bytes[position++ % bytes.length] ?? 0);
}

describe('newPropertyId', () => {
  test('is tt_ and 20 characters that the lookup accepts', () => {
    const id = newPropertyId(randomBytes);
    expect(id).toMatch(/^tt_[a-z0-9]{20}$/);
    expect(id).toMatch(propertyIdPattern);
  });

  test('spells the bytes it is given', () => {
    expect(newPropertyId(repeating([0, 25, 26, 35, 36]))).toBe('tt_az09aaz09aaz09aaz09a');
  });

  test('drops the bytes that would favour the first characters', () => {
    expect(newPropertyId(repeating([252, 253, 254, 255, 1]))).toBe(`tt_${'b'.repeat(20)}`);
  });

  test('each of the byte values that count leads to each character seven times', () => {
    const characters = Array.from({ length: 252 }, (_, byte) => newPropertyId(repeating([byte]))[3]);
    const counts = Object.values(Object.groupBy(characters, (character) => String(character))).map(
      (one) => one?.length,
    );
    expect(counts).toEqual(Array.from({ length: 36 }, () => 7));
  });
});
