// When Stripe is asked about a day, and how its answer compares with the ledger.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameScope } from '../../../functions/rules/roll-up-settings.ts';
import {
  compareAgain,
  compareDay,
  findStripePurchases,
  isAskDue,
  maxOpen,
} from '../../../functions/rules/stripe-day.ts';
import { buildSession } from './checkout-session-builder.ts';

const endMs = Date.UTC(2026, 4, 13);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function asked(askedAtMs: number) {
  return { askedAtMs, paidSessions: 0, unrecorded: {} };
}

describe('isAskDue', () => {
  test.each([
    ['not while the day lasts', null, endMs - 1, false],
    ['not in the hour after it', null, endMs + hourMs - 1, false],
    ['an hour after it', null, endMs + hourMs, true],
    ['not again once it was asked', asked(endMs + hourMs), endMs + 2 * dayMs, false],
    ['again where it was asked while it lasted', asked(endMs - hourMs), endMs + hourMs, true],
    ['again after three days', asked(endMs + hourMs), endMs + 3 * dayMs, true],
    ['not after that', asked(endMs + 3 * dayMs), endMs + 30 * dayMs, false],
    ['once where it was not asked for long', null, endMs + 9 * dayMs, true],
  ])('%s', (_, stripe, nowMs, isDue) => {
    expect(isAskDue('2026-05-12', stripe, nowMs)).toBe(isDue);
  });
});

describe('compareDay', () => {
  test('finds nothing to explain where everything is recorded', () => {
    const session = buildSession();
    const purchases = findStripePurchases({ scope: { kind: 'account' }, hostnames: [] }, 'live', [session]);
    expect(compareDay(purchases, new Map([[session.id, true]]), 5)).toEqual({
      askedAtMs: 5,
      scope: nameScope({ scope: { kind: 'account' }, hostnames: [] }),
      paidSessions: 1,
      unrecorded: {},
    });
  });

  test('names why something is not recorded', () => {
    const isOwn = new Map([
      ['cs_live_1', true],
      ['cs_live_2', false],
      ['cs_live_3', true],
      ['cs_live_4', false],
      ['cs_live_5', false],
    ]);
    const recorded = new Map([
      ['cs_live_3', false],
      ['cs_live_4', true],
      // Still on its way when the scope was narrowed.
      ['cs_live_5', false],
    ]);
    expect(compareDay({ mode: 'live', scope: 'ours', isOwn }, recorded, 5).unrecorded).toEqual({
      missing: 1,
      out_of_scope: 2,
      outdated: 1,
    });
  });
});

describe('compareAgain', () => {
  const ids = Array.from({ length: maxOpen * 2 }, (_, index) => `cs_live_${index}`);

  test('leaves the answer as it was where nothing changed', () => {
    const isOwn = new Map([
      ['cs_live_0', true],
      ['cs_live_1', true],
      ['cs_live_2', false],
    ] as const);
    const recorded = new Map([['cs_live_0', true]]);
    const stripe = compareDay({ mode: 'live', scope: 'ours', isOwn }, recorded, 5);
    expect(compareAgain(stripe, recorded, 1)).toEqual(stripe);
  });

  test('calls none missing where very many were, and all were told of since', () => {
    const stripe = compareDay(
      { mode: 'live', scope: 'ours', isOwn: new Map(ids.map((id) => [id, true])) },
      new Map(),
      5,
    );
    const again = compareAgain(stripe, new Map(ids.map((id) => [id, true])), ids.length);
    expect(again).toEqual({ askedAtMs: 5, scope: 'ours', paidSessions: ids.length, unrecorded: {} });
  });

  test('keeps so little of a day of which everything is missing that a year of such days is read at once', () => {
    const longIds = Array.from({ length: 20_000 }, (_, index) => `cs_live_${String(index).padStart(58, 'a')}`);
    const isOwn = new Map(longIds.map((id) => [id, true]));
    const stripe = compareDay({ mode: 'live', scope: 'ours', isOwn }, new Map(), 5);
    expect(stripe.unrecorded).toEqual({ missing: 20_000 });
    expect(JSON.stringify(compareAgain(stripe, new Map(), 0)).length).toBeLessThan(10_000);
  });

  test('always makes up all that was paid of the purchases and of what is unrecorded', () => {
    const some = fc.subarray(ids.slice(0, 12));
    fc.assert(
      fc.property(some, some, some, some, some, (theirs, listed, paidFirst, knownLater, paidLater) => {
        const isOwn = new Map(listed.map((id) => [id, !theirs.includes(id)]));
        const first = new Map(paidFirst.filter((id) => !theirs.includes(id)).map((id) => [id, true]));
        const told = [...knownLater, ...paidLater].filter((id) => !theirs.includes(id) && !first.has(id));
        const later = new Map([...first, ...told.map((id) => [id, paidLater.includes(id)] as const)]);
        const purchases = [...later.values()].filter(Boolean).length;
        const { paidSessions, unrecorded } = compareAgain(
          compareDay({ mode: 'live', scope: 'ours', isOwn }, first, 5),
          later,
          purchases,
        );
        const rest = Object.values(unrecorded).reduce((sum, count) => sum + count, 0);
        expect(purchases + rest).toBe(paidSessions);
        // Exactly those that either of the two knows to be paid.
        expect(paidSessions).toBe(
          new Set([...listed, ...[...later].flatMap(([id, isPaid]) => (isPaid ? [id] : []))]).size,
        );
      }),
    );
  });
});

describe('findStripePurchases', () => {
  test('leaves out what sold nothing or is not paid', () => {
    const property = { scope: { kind: 'account' as const }, hostnames: [] };
    const sessions = [
      buildSession({ paymentStatus: 'unpaid' }),
      buildSession({ status: 'open' }),
      buildSession({ mode: 'setup', paymentStatus: 'no_payment_required' }),
    ];
    expect(findStripePurchases(property, 'live', sessions).isOwn.size).toBe(0);
  });
});
