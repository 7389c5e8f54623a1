// Policies: the stricter of two wins, in whichever order they are named.
import { describe, expect, test } from 'vitest';
import { stricterPolicy } from '../../../functions/rules/email-policy.ts';

describe('stricterPolicy', () => {
  test.each([
    ['plain', 'plain', 'plain'],
    ['plain', 'hashed', 'hashed'],
    ['plain', 'none', 'none'],
    ['hashed', 'hashed', 'hashed'],
    ['hashed', 'none', 'none'],
    ['none', 'none', 'none'],
  ] as const)('of %s and %s it is %s', (a, b, stricter) => {
    expect(stricterPolicy(a, b)).toBe(stricter);
    expect(stricterPolicy(b, a)).toBe(stricter);
  });
});
