// Claims: one page at a time is first, until it reports.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimLapseMs, type HeldClaim, holdClaim, maxClaims, settleClaim } from '../../../functions/rules/claims.ts';
import type { EventState } from '../../../functions/rules/entry.ts';

const pageA = 'claim-of-page-a-0';
const pageB = 'claim-of-page-b-0';
const start = 1_700_000_000_000;

const unseen: EventState = { claims: [], reportedAtMs: null };
const heldByA: EventState = { claims: [{ claim: pageA, atMs: start }], reportedAtMs: null };
const reported: EventState = { ...heldByA, reportedAtMs: start + 1 };

describe('holdClaim', () => {
  test('the first claim of an event gets the first view and is written', () => {
    const held: HeldClaim = { firstView: true, next: { claims: [{ claim: pageA, atMs: start }], reportedAtMs: null } };
    expect(holdClaim(undefined, pageA, start)).toEqual(held);
    expect(holdClaim(unseen, pageA, start)).toEqual(held);
  });

  test('the holder that asks again, after a lost answer or a reload, keeps the first view without a write', () => {
    expect(holdClaim(heldByA, pageA, start + 5_000)).toEqual({ firstView: true, next: undefined });
    expect(holdClaim(heldByA, pageA, start + claimLapseMs / 2 - 1)).toEqual({ firstView: true, next: undefined });
  });

  test('the holder that asks again late renews its claim, so that nobody takes over while it pushes', () => {
    for (const nowMs of [start + claimLapseMs / 2, start + claimLapseMs - 1, start + 10 * claimLapseMs]) {
      const { firstView, next } = holdClaim(heldByA, pageA, nowMs);
      expect(firstView).toBe(true);
      expect(next).toEqual({ claims: [{ claim: pageA, atMs: nowMs }], reportedAtMs: null });
      expect(holdClaim(next, pageB, nowMs + claimLapseMs - 1).firstView).toBe(false);
    }
  });

  test('another page gets no first view while the claim is held, and nothing is written', () => {
    expect(holdClaim(heldByA, pageB, start)).toEqual({ firstView: false, next: undefined });
    expect(holdClaim(heldByA, pageB, start + claimLapseMs - 1)).toEqual({ firstView: false, next: undefined });
  });

  test('after two minutes without a report another page takes over', () => {
    expect(claimLapseMs).toBe(120_000);
    expect(holdClaim(heldByA, pageB, start + claimLapseMs)).toEqual({
      firstView: true,
      next: {
        claims: [
          { claim: pageA, atMs: start },
          { claim: pageB, atMs: start + claimLapseMs },
        ],
        reportedAtMs: null,
      },
    });
  });

  test('a former holder has to wait like any other, and is then remembered once', () => {
    const heldByB = holdClaim(heldByA, pageB, start + claimLapseMs).next;
    expect(holdClaim(heldByB, pageA, start + claimLapseMs + 1)).toEqual({ firstView: false, next: undefined });
    expect(holdClaim(heldByB, pageA, start + 2 * claimLapseMs).next?.claims.map(({ claim }) => claim)).toEqual([
      pageB,
      pageA,
    ]);
  });

  test('after a report nobody gets the first view, the reporter included', () => {
    for (const claim of [pageA, pageB]) {
      expect(holdClaim(reported, claim, start + 10 * claimLapseMs)).toEqual({ firstView: false, next: undefined });
    }
  });

  test('a lookup without a claim never takes one', () => {
    for (const state of [undefined, unseen, heldByA, reported]) {
      expect(holdClaim(state, undefined, start + 10 * claimLapseMs)).toEqual({ firstView: false, next: undefined });
    }
  });

  test('a claim written by a clock that runs ahead is held, not lapsed', () => {
    expect(holdClaim(heldByA, pageB, start - 30_000).firstView).toBe(false);
  });

  test('the newest eight holders are remembered', () => {
    let state: EventState | undefined;
    for (let page = 0; page < 12; page += 1) {
      state = holdClaim(state, `claim-of-page-${page}`, start + page * claimLapseMs).next;
    }
    expect(maxClaims).toBe(8);
    expect(state?.claims.map(({ claim }) => claim)).toEqual(
      [4, 5, 6, 7, 8, 9, 10, 11].map((page) => `claim-of-page-${page}`),
    );
  });

  test('the given state is never changed in place', () => {
    const frozen = structuredClone(heldByA);
    holdClaim(heldByA, pageB, start + claimLapseMs);
    holdClaim(heldByA, pageA, start + claimLapseMs);
    settleClaim(heldByA, pageA, start);
    expect(heldByA).toEqual(frozen);
  });
});

describe('settleClaim', () => {
  test('the report of the holder settles the event', () => {
    expect(settleClaim(heldByA, pageA, start + 900)).toEqual({
      settled: true,
      next: { claims: heldByA.claims, reportedAtMs: start + 900 },
    });
  });

  test('the late report of a former holder settles it too', () => {
    const heldByB = holdClaim(heldByA, pageB, start + claimLapseMs).next;
    const { settled, next } = settleClaim(heldByB, pageA, start + claimLapseMs + 5);
    expect(settled).toBe(true);
    expect(holdClaim(next, pageB, start + claimLapseMs + 6).firstView).toBe(false);
  });

  test('a repeated report keeps the first time and writes nothing', () => {
    expect(settleClaim(reported, pageA, start + 99_999)).toEqual({ settled: true, next: undefined });
  });

  test('a claim that never held the event is not believed', () => {
    for (const state of [undefined, unseen, heldByA, reported]) {
      expect(settleClaim(state, pageB, start)).toEqual({ settled: false, next: undefined });
    }
  });

  test('a holder that eight others followed is forgotten', () => {
    let state = holdClaim(undefined, pageA, start).next;
    for (let page = 1; page <= maxClaims; page += 1) {
      state = holdClaim(state, `claim-of-page-${page}`, start + page * claimLapseMs).next;
    }
    expect(settleClaim(state, pageA, start + 20 * claimLapseMs).settled).toBe(false);
  });
});

interface Step {
  page: number;
  afterMs: number;
  kind: 'lookup' | 'report';
}

/** Plays lookups and reports of several pages; answers the first views given, and when the event was settled. */
function play(steps: Step[]): { firstViews: { page: number; atMs: number }[]; settledAtMs: number } {
  let state: EventState | undefined;
  let nowMs = start;
  const firstViews: { page: number; atMs: number }[] = [];
  for (const { page, afterMs, kind } of steps) {
    nowMs += afterMs;
    const claim = `claim-of-page-${page}`;
    if (kind === 'report') {
      state = settleClaim(state, claim, nowMs).next ?? state;
    } else {
      const { firstView, next } = holdClaim(state, claim, nowMs);
      if (firstView) firstViews.push({ page, atMs: nowMs });
      state = next ?? state;
    }
  }
  return { firstViews, settledAtMs: state?.reportedAtMs ?? Number.POSITIVE_INFINITY };
}

describe('claims of one event', () => {
  const arbitrarySteps = fc.array(
    fc.record<Step>({
      page: fc.integer({ min: 0, max: 3 }),
      afterMs: fc.integer({ min: 1, max: claimLapseMs * 1.5 }),
      kind: fc.constantFrom('lookup', 'lookup', 'report'),
    }),
    { maxLength: 60 },
  );

  test('a first view leaves its page at least half a lapse before another page gets one', () => {
    fc.assert(
      fc.property(arbitrarySteps, (steps) => {
        const { firstViews } = play(steps);
        for (const [index, { page, atMs }] of firstViews.entries()) {
          const next = firstViews[index + 1];
          if (next !== undefined && next.page !== page) expect(next.atMs - atMs).toBeGreaterThan(claimLapseMs / 2);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('no first view follows a report', () => {
    fc.assert(
      fc.property(arbitrarySteps, (steps) => {
        const { firstViews, settledAtMs } = play(steps);
        expect(firstViews.every(({ atMs }) => atMs < settledAtMs)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
