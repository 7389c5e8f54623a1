// Times of tables.
import { describe, expect, it } from 'vitest';
import { minute } from '../../../../scripts/stand-ins/page/minute.ts';

describe('minute', () => {
  it('names day and minute in UTC, whatever the seconds', () => {
    expect(minute(1_772_366_459).markup).toBe('<time>2026-03-01 12:00</time>');
  });
});
