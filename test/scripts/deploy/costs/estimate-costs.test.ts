// What a month costs, from figures that one can add up in the head.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Assumptions, assumptions } from '../../../../scripts/deploy/costs/assumptions.ts';
import { describeCosts } from '../../../../scripts/deploy/costs/describe-costs.ts';
import {
  type CostInput,
  countActions,
  estimateCosts,
  sumCosts,
} from '../../../../scripts/deploy/costs/estimate-costs.ts';
import type { Operations } from '../../../../scripts/deploy/costs/operations.ts';
import { prices } from '../../../../scripts/deploy/costs/prices.ts';
import { countRollUpReads } from '../../../../scripts/deploy/costs/roll-up-reads.ts';

const nothing: Operations = { reads: 0, writes: 0, deletes: 0, calls: 0, stripe: 0, sends: 0 };
const simple: Assumptions = {
  ...assumptions,
  ...{ visitorsPerPayment: 10, clicksPerPayment: 1, unreportedShare: 0.5, ownMs: 1, storeCallMs: 0 },
  ...{ stripeCallMs: 0, sendMs: 0, startsPerMonth: 0, properties: 1, cdnFillsPerMonth: 600 },
};
const rollUpPace = { everyMs: 300_000, restPerEntryMs: 100, longestRestMs: 3_600_000 };

const input: CostInput = {
  ...{ memoryGib: 0.5, hasCdn: false },
  ...{ paymentsPerMonth: 1000, prices, assumptions: simple, rollUpPace, bytesPerPayment: 0, minInstances: 0 },
  operations: {
    ...{ click: { ...nothing, reads: 2 }, lookup: { ...nothing, writes: 1 }, report: nothing, event: nothing },
    ...{ settle: nothing, send: { ...nothing, deletes: 4 }, idleHour: { ...nothing, reads: 1 } },
  },
};
const amountOf = (lines: ReturnType<typeof estimateCosts>, what: string) =>
  lines.find((line) => line.what === what)?.amount;

describe('estimateCosts', () => {
  test('adds up every action as often as it happens', () => {
    const lines = estimateCosts(input);
    expect(amountOf(lines, 'Firestore: reads')).toBe(1000 * 2 + 720);
    expect(amountOf(lines, 'Firestore: writes')).toBe(500);
    // Four of each unreported payment, and what expires: its click and its buyer.
    expect(amountOf(lines, 'Firestore: deletes')).toBe(500 * 4 + 2000);
    // Loads, clicks, events, a lookup and a report of every second payment, and a sweep a minute.
    expect(amountOf(lines, 'Cloud Run: requests')).toBe(10_000 + 1000 + 1000 + 500 + 500 + 43_200);
  });

  test('a CDN asks for the script a number of times, however many visit, and never more often than they', () => {
    const requests = (changes: Partial<CostInput>) =>
      amountOf(estimateCosts({ ...input, ...changes }), 'Cloud Run: requests') ?? 0;
    expect(requests({}) - requests({ hasCdn: true })).toBe(10_000 - 600);
    expect(requests({ paymentsPerMonth: 10, hasCdn: true })).toBe(requests({ paymentsPerMonth: 10 }));
  });

  test('what Google logs about requests is charged by its size', () => {
    const gib = (logBytesPerRequest: number) =>
      amountOf(
        estimateCosts({ ...input, assumptions: { ...simple, logBytesPerRequest } }),
        'Cloud Logging: GiB about requests',
      );
    const requests = amountOf(estimateCosts(input), 'Cloud Run: requests') ?? 0;
    expect([gib(0), gib(2 ** 30)]).toEqual([0, requests]);
  });

  test('memory is charged by its size', () => {
    const gib = (memoryGib: number) => amountOf(estimateCosts({ ...input, memoryGib }), 'Cloud Run: GiB seconds') ?? 0;
    expect(gib(1)).toBe(2 * gib(0.5));
  });

  test('counts time in steps, and at least one', () => {
    const seconds = (ownMs: number) =>
      amountOf(estimateCosts({ ...input, assumptions: { ...simple, ownMs } }), 'Cloud Run: vCPU seconds') ?? 0;
    // 13,000 loads and requests, a tenth of a second each.
    expect(seconds(101) - seconds(100)).toBeGreaterThan(1_299);
    expect(seconds(100) - seconds(1)).toBeLessThan(20);
  });

  test('the days of a month are read again as their payments come in', () => {
    const lines = estimateCosts({ ...input, paymentsPerMonth: 30_000 });
    expect(amountOf(lines, 'Firestore: reads for the daily sums')).toBe(30 * countRollUpReads(1_000, rollUpPace));
  });

  test('an instance that waits costs whether anybody comes or not', () => {
    const lines = estimateCosts({ ...input, paymentsPerMonth: 0, minInstances: 2 });
    expect(amountOf(lines, 'Cloud Run: waiting vCPU seconds')).toBe(2 * 30 * 86_400);
  });

  test('more payments never cost less, and free amounts never more than there is', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (some, more) => {
        const fewer = sumCosts(estimateCosts({ ...input, paymentsPerMonth: some }));
        const all = sumCosts(estimateCosts({ ...input, paymentsPerMonth: some + more }));
        expect(all.usd).toBeGreaterThanOrEqual(fewer.usd - 1e-9);
        expect(all.usdAfterFree).toBeGreaterThanOrEqual(-1e-9);
        expect(all.usdAfterFree).toBeLessThanOrEqual(all.usd);
      }),
    );
  });
});

describe('countActions', () => {
  test('a payment is either reported by a page or sent by the sweep', () => {
    const { report, send, event } = countActions(input);
    expect(report + send).toBe(event);
  });
});

describe('describeCosts', () => {
  test('has a column for each size, and says what it stands on', () => {
    const text = describeCosts([10_000, 1_000_000], { minInstances: 0 });
    expect(text).toMatch(/10,000 payments +1,000,000 payments\n/);
    expect(text).toContain(`Prices as looked up on ${prices.date}`);
    for (const { what, url } of prices.sources) expect(text).toContain(`${what} (${url})`);
    expect(text).toMatch(/Not confirmed anywhere[^\n]*deletes and storage/);
    expect(text).toContain('one database of a project');
    expect(text).toMatch(/with a CDN in front of the script +\$[\d.,]+ +\$[\d.,]+\n/);
    expect(text).toMatch(/ {2}Together +\$[\d.,]+ +\$[\d.,]+\n/);
  });
});
