// Moments in UTC, for people and machines.
import { describe, expect, test } from 'vitest';
import { dayText, timeText } from '../../../../functions/console/page/time-text.ts';

describe('timeText', () => {
  test('shows the minute in UTC and tells machines the millisecond', () => {
    expect(String(timeText(Date.parse('2026-05-12T10:03:59.123Z')))).toBe(
      '<time datetime="2026-05-12T10:03:59.123Z">2026-05-12 10:03 UTC</time>',
    );
  });
});

describe('dayText', () => {
  test('shows the day as it is written', () => {
    expect(String(dayText('2026-05-12'))).toBe('<time datetime="2026-05-12">2026-05-12</time>');
  });
});
