// Days put together for a page: nothing is lost between them, and what Stripe was not asked about is not taken for nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findGrain,
  findOwnPaid,
  findTold,
  splitPeriod,
  sumCoverage,
  withDestinations,
} from '../../../functions/rules/coverage-sum.ts';
import { addDays, listDays } from '../../../functions/rules/day.ts';
import { listShopRollups } from '../console/coverage/shop-rollups.ts';
import { newProperty } from '../store/records.ts';

const shop = newProperty();
const today = '2026-05-12';

describe('sumCoverage', () => {
  test('adds days up, what is missing by its reason', () => {
    const sum = sumCoverage(listShopRollups(shop, '2026-05-12', 7));
    expect(sum).toMatchObject({
      askedDays: 7,
      paidSessions: 169,
      purchases: 161,
      clicks: 483,
      checkouts: 189,
      pending: 1,
    });
    expect(Object.fromEntries(sum.unrecorded)).toEqual({ out_of_scope: 7, missing: 1 });
    expect(findOwnPaid(sum)).toBe(162);
  });

  test('counts what a page told a destination as told', () => {
    const [ga4] = sumCoverage(listShopRollups(shop, '2026-05-12', 1)).destinations;
    expect(ga4 && findTold(ga4)).toBe(19);
  });

  test('knows no number of Stripe’s where it was not asked', () => {
    const rollups = listShopRollups(shop, '2026-05-12', 2).map((rollup) => ({ ...rollup, stripe: null }));
    expect(findOwnPaid(sumCoverage(rollups))).toBeNull();
  });

  test('names destinations of which nothing is known yet', () => {
    expect(sumCoverage([], ['dst_new']).destinations).toEqual([
      { destinationId: 'dst_new', sent: 0, unsent: new Map() },
    ]);
  });
});

describe('withDestinations', () => {
  test('says of every purchase that it was not meant for a destination that came later', () => {
    const [rollup, ...others] = listShopRollups(shop, '2026-05-12', 1);
    const shares = rollup && withDestinations(rollup, ['dst_ga4', 'dst_new']).destinations;
    expect(shares).toEqual([
      ...(rollup?.destinations ?? []),
      { destinationId: 'dst_new', sent: 0, unsent: { not_planned: rollup?.purchases } },
    ]);
    expect(others).toEqual([]);
  });

  test('leaves a day as it is that knows them all', () => {
    const [rollup] = listShopRollups(shop, '2026-05-12', 1);
    expect(rollup && withDestinations(rollup, ['dst_ga4'])).toBe(rollup);
  });
});

describe('splitPeriod', () => {
  test('makes a step of each day of a short period, also of those on which nothing happened', () => {
    const steps = splitPeriod(
      { fromDay: '2026-05-10', untilDay: '2026-05-12', today },
      listShopRollups(shop, '2026-05-11', 1),
    );
    expect(steps.map(({ fromDay, rollups }) => [fromDay, rollups.length])).toEqual([
      ['2026-05-10', 0],
      ['2026-05-11', 1],
      ['2026-05-12', 0],
    ]);
  });

  test('makes weeks that begin on Monday of some months', () => {
    const steps = splitPeriod({ fromDay: '2026-03-01', untilDay: '2026-05-12', today }, []);
    expect(steps.slice(0, 2)).toMatchObject([
      { fromDay: '2026-03-01', untilDay: '2026-03-01' },
      { fromDay: '2026-03-02', untilDay: '2026-03-08' },
    ]);
  });

  test('makes months of a year', () => {
    const steps = splitPeriod({ fromDay: '2025-05-13', untilDay: '2026-05-12', today }, []);
    expect(steps.map(({ fromDay }) => fromDay.slice(0, 7))).toHaveLength(13);
  });

  test('tells which day is not over', () => {
    const steps = splitPeriod({ fromDay: '2026-05-11', untilDay: '2026-05-12', today }, []);
    expect(steps.map(({ extent }) => extent)).toEqual(['whole', 'so_far']);
  });

  test('tells which weeks and months are not over, and which lie only partly in the period', () => {
    const weeks = splitPeriod({ fromDay: '2026-03-04', untilDay: '2026-05-10', today }, []);
    expect(weeks.map(({ extent }) => extent)).toEqual(['partly', ...Array.from({ length: 9 }, () => 'whole')]);
    const [first, ...months] = splitPeriod({ fromDay: '2025-05-13', untilDay: '2026-05-12', today }, []);
    expect([first?.extent, months[0]?.extent, months.at(-1)?.extent]).toEqual(['partly', 'whole', 'so_far']);
    const past = splitPeriod({ fromDay: '2025-01-01', untilDay: '2025-12-15', today }, []);
    expect(past.at(-1)?.extent).toBe('partly');
  });

  test('puts every day of any period into exactly one step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 1_000 }), (length, offset) => {
        const fromDay = addDays('2024-01-01', offset);
        const untilDay = addDays(fromDay, length - 1);
        const steps = splitPeriod({ fromDay, untilDay, today }, []);
        expect(steps.flatMap((step) => listDays(step.fromDay, step.untilDay))).toEqual(listDays(fromDay, untilDay));
      }),
    );
  });
});

describe('findGrain', () => {
  test.each([
    [45, 'day'],
    [46, 'week'],
    [200, 'week'],
    [201, 'month'],
  ] as const)('of %i days is a %s', (days, grain) => {
    expect(findGrain(days)).toBe(grain);
  });
});
