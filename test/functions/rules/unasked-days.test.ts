// Which days Stripe was not asked about, and what is true of each.
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../functions/rules/day.ts';
import { askBackDays, countUnasked, type DaysToAsk } from '../../../functions/rules/unasked-days.ts';

const today = '2026-05-12';
const withKey = { stripeKeys: { live: 'sealed', test: null }, createdAtMs: Date.parse('2026-05-08T15:00:00Z') };

function count(changes: Partial<DaysToAsk> = {}, asked: readonly string[] = []): Record<string, number> {
  const period = {
    property: withKey,
    mode: 'live',
    fromDay: '2026-05-06',
    untilDay: today,
    today,
    ...changes,
  } as const;
  return Object.fromEntries(countUnasked(period, new Set(asked)));
}

describe('countUnasked', () => {
  test('tells days before the property, days that are asked about soon, and the one that is not over', () => {
    expect(count()).toEqual({ not_over: 1, soon: 4, before_property: 2 });
  });

  test('leaves out days that Stripe was asked about, whatever would be said of them', () => {
    expect(count({}, ['2026-05-06', '2026-05-09', today])).toEqual({ soon: 3, before_property: 1 });
  });

  test('says of every day since the property was made that there is no key where there is none', () => {
    expect(count({ mode: 'test' })).toEqual({ no_key: 5, before_property: 2 });
  });

  test('promises nothing of days that are too long ago to be asked about', () => {
    const property = { ...withKey, createdAtMs: 0 };
    expect(count({ property, fromDay: addDays(today, -askBackDays - 2) })).toEqual({
      not_over: 1,
      soon: askBackDays,
      too_late: 2,
    });
  });

  test('counts days that are yet to come as not over', () => {
    expect(count({ fromDay: today, untilDay: addDays(today, 3) })).toEqual({ not_over: 4 });
  });

  test('counts nothing where Stripe was asked about everything', () => {
    expect(count({ fromDay: today }, [today])).toEqual({});
  });
});
