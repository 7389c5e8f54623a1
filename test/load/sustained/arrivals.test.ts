// An open load stands and falls with its plan: it must not depend on the server, and be as large as it says.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arrival, planArrivals, requestKinds, requestsPerPayment } from './arrivals.ts';

const wish = { paymentsPerSecond: 20, durationMs: 60_000, seed: 1 };

function plan(changes: Partial<typeof wish> = {}): Arrival[] {
  return [...planArrivals({ ...wish, ...changes })];
}

describe('planArrivals', () => {
  test('the same seed gives the same arrivals, another seed others', () => {
    expect(plan()).toEqual(plan());
    expect(plan({ seed: 2 })).not.toEqual(plan());
  });

  test('there are as many payments, and as many requests for each, as was asked for', () => {
    const arrivals = plan({ durationMs: 600_000 });
    const payments = arrivals.filter(({ kind }) => kind === 'click').length;
    expect(payments / 600).toBeGreaterThan(19);
    expect(payments / 600).toBeLessThan(21);
    expect(arrivals.length / payments).toBeCloseTo(requestsPerPayment, 2);
  });

  test('a payment is clicked for, told of, looked up, reported and looked up again, in this order', () => {
    const first = plan().filter(({ payment }) => payment === 0);
    expect(first.map(({ kind }) => kind)).toEqual(requestKinds);
  });

  test('one page of five is closed before it reports', () => {
    const kindsOf = (number: number) => plan().flatMap(({ payment, kind }) => (payment === number ? [kind] : []));
    expect([0, 1, 2, 3, 4, 5].map((number) => kindsOf(number).length)).toEqual([5, 5, 5, 5, 3, 5]);
    expect(kindsOf(4)).toEqual(['click', 'event', 'lookup']);
  });

  test('payments come unevenly, as independent people do', () => {
    const begins = plan({ durationMs: 600_000 }).flatMap(({ kind, atMs }) => (kind === 'click' ? [atMs] : []));
    const gaps = begins.slice(1).map((atMs, index) => atMs - (begins[index] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    // Of a Poisson process both are the same; of a metronome the deviation is 0.
    expect(deviation / mean).toBeGreaterThan(0.9);
    expect(deviation / mean).toBeLessThan(1.1);
  });

  test('times never go back and stay within the load, whatever is asked for', () => {
    const wishes = fc.record({
      paymentsPerSecond: fc.double({ min: 0.1, max: 200, noNaN: true }),
      durationMs: fc.integer({ min: 0, max: 20_000 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(wishes, (anyWish) => {
        let lastMs = 0;
        for (const { atMs } of planArrivals(anyWish)) {
          expect(atMs).toBeGreaterThanOrEqual(lastMs);
          expect(atMs).toBeLessThanOrEqual(anyWish.durationMs);
          lastMs = atMs;
        }
      }),
      { numRuns: 30 },
    );
  });
});
