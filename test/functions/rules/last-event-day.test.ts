// The last day on which a webhook took an event.
import { describe, expect, test } from 'vitest';
import { findLastEventDay } from '../../../functions/rules/last-event-day.ts';

describe('findLastEventDay', () => {
  test('is the last of the days with a taken event, in whatever order they come', () => {
    const tallies = [
      { day: '2026-11-20', counts: { accepted: 1 } },
      { day: '2026-11-21', counts: { repeated: 2, invalid_signature: 1 } },
      { day: '2026-11-03', counts: { accepted: 9 } },
    ];
    expect(findLastEventDay(tallies)).toBe('2026-11-21');
  });

  test('refused events are none', () => {
    const tallies = [{ day: '2026-11-21', counts: { invalid_signature: 3, accepted: 0, out_of_scope: 1 } }];
    expect(findLastEventDay(tallies)).toBeUndefined();
    expect(findLastEventDay([])).toBeUndefined();
  });
});
