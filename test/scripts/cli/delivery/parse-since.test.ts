// Moments as people type them.
import { describe, expect, test } from 'vitest';
import { parseSince } from '../../../../scripts/cli/delivery/parse-since.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);

describe('parseSince', () => {
  test.each([
    ['3d', Date.UTC(2026, 10, 18, 12)],
    ['12h', Date.UTC(2026, 10, 21)],
    ['30m', Date.UTC(2026, 10, 21, 11, 30)],
    ['2026-11-01', Date.UTC(2026, 10, 1)],
    ['2026-11-01T08:00Z', Date.UTC(2026, 10, 1, 8)],
    ['2026-11-01T08:00:30+02:00', Date.UTC(2026, 10, 1, 6, 0, 30)],
  ])('%s is a moment', (text, atMs) => {
    expect(parseSince(text, nowMs)).toBe(atMs / 1000);
  });

  test.each(['', '3', '3w', '2026-13-01', '2026-11-01T08:00', '-3d', '1.5d', 'now'])('%j is none', (text) => {
    expect(() => parseSince(text, nowMs)).toThrow('Write a day');
  });

  test('a moment to come is refused', () => {
    expect(() => parseSince('2026-11-22', nowMs)).toThrow('still to come');
  });
});
