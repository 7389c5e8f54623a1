// Regular expressions with the rules of RE2.
import { describe, expect, test } from 'vitest';
import { createSandboxRegex, toRegExp } from '../../../../scripts/simulator/sandbox/sandbox-regex.ts';

function finds(pattern: string, text: string, flags?: string): string | undefined {
  return toRegExp(createSandboxRegex(pattern, flags))?.exec(text)?.[0];
}

describe('createSandboxRegex', () => {
  test.each([
    ['[a-f0-9]{4}', 'xx12ab', '12ab'],
    ['^[^@]+@[^@]+\\.[a-z]{2,}$', 'a@b.de', 'a@b.de'],
    ['(?P<word>\\w+)', '-hi-', 'hi'],
    ['(?<word>\\w+)', '-hi-', 'hi'],
    ['(?:a|b)+', 'xabz', 'ab'],
    ['(?i)HELLO', 'say hello', 'hello'],
    ['(?i:H)i', 'hi', 'hi'],
    ['[[:alpha:]_]+', '12ab_3', 'ab_'],
    ['\\Aab\\z', 'ab', 'ab'],
    ['\\p{L}+', '1äö2', 'äö'],
    ['\\pL', '1ä', 'ä'],
    ['\\x41\\x{42}', 'AB', 'AB'],
    ['a\\-b\\/c\\:d', 'a-b/c:d', 'a-b/c:d'],
    ['[(?=]+', 'a(?=b', '(?='],
    ['[x(?=]+', 'a(?=b', '(?='],
    ['[x]{2}[y(?!]', 'xx!', 'xx!'],
    ['a.c', 'a😀c', 'a😀c'],
  ])('%s finds in %j', (pattern, text, found) => {
    expect(finds(pattern, text)).toBe(found);
  });

  test('the ends of the text are not the ends of a line', () => {
    expect([finds('\\Ab', 'a\nb'), finds('a\\z', 'a\nb')]).toEqual([undefined, undefined]);
  });

  test('flags other than g and i are passed over', () => {
    expect(toRegExp(createSandboxRegex('a', 'gmsiyx'))?.flags.replace('u', '')).toBe('gi');
  });

  test.each([
    ['(?=a)'],
    ['(?!a)'],
    ['(?<=a)b'],
    ['(?<!a)b'],
    ['(a)\\1'],
    ['(?P<n>a)(?P=n)'],
    ['\\k<n>'],
    ['\\y'],
    ['a{1001}'],
    ['('],
    ['[a'],
    ['a**'],
    ['\\'],
    ['[[:nope:]]'],
  ])('%s is refused', (pattern) => {
    expect(createSandboxRegex(pattern)).toBeNull();
  });
});

describe('toRegExp', () => {
  test.each([['a'], [null], [{}], [/a/]])('is undefined for %s', (value) => {
    expect(toRegExp(value)).toBeUndefined();
  });
});
