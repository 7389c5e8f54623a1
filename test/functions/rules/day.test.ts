// Days are written as text and counted without a gap.
import { describe, expect, test } from 'vitest';
import { addDays, dayStartMs, listDays, parseDay, toDay } from '../../../functions/rules/day.ts';

describe('toDay', () => {
  test('names the day of a moment in UTC', () => {
    expect(toDay(Date.parse('2026-03-01T00:30:00+01:00'))).toBe('2026-02-28');
  });
});

describe('parseDay', () => {
  test('finds the moment at which a day begins', () => {
    expect(parseDay('2026-05-12')).toBe(Date.UTC(2026, 4, 12));
  });

  test.each(['', '2026-5-1', '2026-02-30', '2026-13-01', '2026-05-12T00:00', 'yesterday'])('refuses %j', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });
});

describe('dayStartMs', () => {
  test('throws where the text is no day', () => {
    expect(() => dayStartMs('today')).toThrow(RangeError);
  });
});

describe('listDays', () => {
  test('lists both ends and crosses a leap day', () => {
    expect(listDays('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  });

  test('lists nothing where the end lies before the beginning', () => {
    expect(listDays('2026-05-12', '2026-05-11')).toEqual([]);
  });
});

describe('addDays', () => {
  test('goes back into the year before', () => {
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });
});
