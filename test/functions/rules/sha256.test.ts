// Hashing: never nothing, never a hash, always the hex that Google and Meta compare.
import { describe, expect, test } from 'vitest';
import { isSha256, toSha256 } from '../../../functions/rules/sha256.ts';

const asItIs = (text: string): string => text;
// The example of https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters
const johnSmith = '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f';

describe('toSha256', () => {
  test('the normalised text is hashed in lower-case hex', () => {
    expect(toSha256(' John_Smith@gmail.com ', (text) => text.toLowerCase())).toBe(johnSmith);
  });

  test('text beyond ASCII is hashed as UTF-8', () => {
    expect(toSha256('정', asItIs)).toBe('8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14');
  });

  test.each(['', '   ', null, undefined])('%j has no hash', (text) => {
    expect(toSha256(text, asItIs)).toBeUndefined();
  });

  test('a text of which the rule leaves nothing has no hash', () => {
    expect(toSha256('...', () => '')).toBeUndefined();
    expect(toSha256('not an address', () => undefined)).toBeUndefined();
  });

  test('a hash passes through as lower-case hex, whatever the rule', () => {
    expect(toSha256(johnSmith, () => 'changed')).toBe(johnSmith);
    expect(toSha256(` ${johnSmith.toUpperCase()} `, () => undefined)).toBe(johnSmith);
  });
});

describe('isSha256', () => {
  test('64 hex digits are one, 63, 65 or another letter are not', () => {
    expect(isSha256(johnSmith)).toBe(true);
    expect(isSha256(johnSmith.slice(1))).toBe(false);
    expect(isSha256(`${johnSmith}0`)).toBe(false);
    expect(isSha256(johnSmith.replace('6', 'g'))).toBe(false);
    expect(isSha256(`${johnSmith}\n`)).toBe(false);
  });
});
