// Reasons in words, each with what to do about it.
import { describe, expect, test } from 'vitest';
import { reasonWords, wordReason } from '../../../functions/delivery/reason-words.ts';

describe('wordReason', () => {
  test('a reason is said in words, and one that is not known stands for itself', () => {
    expect(wordReason('connection_refused', 'terminal')).toBe(
      'nothing listens at the address; start what should, or correct the address',
    );
    expect(wordReason('made_up', 'console')).toBe('made up');
    expect(wordReason('made_up', 'terminal')).toBe('made_up');
    expect(wordReason('toString', 'console')).toBe('toString');
    expect(wordReason(null, 'terminal')).toBe('no reason is known');
  });

  test.each(['day_too_large', 'day_not_rolled_up', 'day_not_asked', 'event_not_applied', 'store_unavailable'])(
    '%s, which a run may say at its end, is said in words',
    (reason) => {
      expect(wordReason(reason, 'terminal')).not.toBe(reason);
    },
  );

  test('names a command at the terminal, and a page in the console', () => {
    expect(wordReason('sender_is_browser', 'terminal')).toContain('"property update --sender browser_first"');
    expect(wordReason('sender_is_browser', 'console')).toBe(
      'pages alone send; the settings, under “Who reports purchases”, change that',
    );
  });

  describe.each(['terminal', 'console'] as const)('at the %s', (reader) => {
    test.each(Object.keys(reasonWords))(
      '%s says what is the matter and, behind a semicolon, what follows',
      (reason) => {
        expect(wordReason(reason, reader)).toMatch(/^[^;]{8,}; [^;]{8,}[^.]$/);
      },
    );

    test.each([
      [302, 'leads on to'],
      [401, 'paste the container secret of the property into it'],
      [403, 'paste the container secret of the property into it'],
      [404, 'the path'],
      [429, 'more slowly'],
      [400, 'the log of the destination'],
      [503, 'the log of the destination'],
    ])('the status %i has a cure of its own', (status, words) => {
      const text = wordReason(`http_${status}`, reader);
      expect(text).toContain(`the status ${status}; `);
      expect(text).toContain(words);
    });
  });

  test.each(Object.keys(reasonWords))('%s names no command in the console', (reason) => {
    expect(wordReason(reason, 'console')).not.toMatch(/"|--|npm run/);
  });
});
