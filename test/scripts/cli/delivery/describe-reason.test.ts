// Reasons in words, each with what to do about it.
import { describe, expect, test } from 'vitest';
import { describeReason, reasonSentences } from '../../../../scripts/cli/delivery/describe-reason.ts';

describe('describeReason', () => {
  test('a reason is said in words, and one that is not known stands for itself', () => {
    expect(describeReason('connection_refused')).toBe(
      'nothing listens at the address; start what should, or correct the address',
    );
    expect(describeReason('made_up')).toBe('made_up');
    expect(describeReason(null)).toBe('no reason is known');
  });

  test.each(Object.entries(reasonSentences))(
    '%s says what is the matter and, behind a semicolon, what follows',
    (_, text) => {
      expect(text).toMatch(/^[^;]{8,}; [^;]{8,}[^.]$/);
    },
  );

  test.each([
    [302, 'leads on to'],
    [401, 'paste the container secret of the property into it'],
    [403, '--new-container-secret'],
    [404, 'the path'],
    [429, 'more slowly'],
    [400, 'the log of the destination'],
    [503, 'the log of the destination'],
  ])('the status %i has a cure of its own', (status, words) => {
    const text = describeReason(`http_${status}`);
    expect(text).toContain(`the status ${status}; `);
    expect(text).toContain(words);
  });
});
