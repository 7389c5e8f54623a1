// What refunds take back of a purchase's value.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toEcommerce } from '../../../functions/rules/ecommerce.ts';
import type { RefundShare } from '../../../functions/rules/entry.ts';
import { toMajor } from '../../../functions/rules/money.ts';
import {
  type PurchaseAmounts,
  toDisputedMinor,
  toInvoiceAmounts,
  toRefundedMinor,
  toRefundShare,
  toSessionAmounts,
} from '../../../functions/rules/refund-share.ts';
import { toSessionRecord } from '../../../functions/rules/session-record.ts';
import { newFullEntry, newInvoiceEntry, newSessionRecord } from '../store/records.ts';
import { arbitrarySession } from './arbitrary-session.ts';

const bases = ['total', 'excluding_tax', 'excluding_tax_and_shipping'] as const;
const purchase: PurchaseAmounts = { currency: 'eur', totalMinor: 11_900, valueMinor: 10_000 };

function refundAll(amounts: PurchaseAmounts, refundsMinor: readonly number[]): RefundShare[] {
  const shares: RefundShare[] = [];
  for (const amountMinor of refundsMinor) shares.push(toRefundShare(amounts, shares, { amountMinor }));
  return shares;
}

const sumOf = (shares: readonly RefundShare[]): number => shares.reduce((sum, { valueMinor }) => sum + valueMinor, 0);

describe('toRefundShare', () => {
  test('a whole refund takes the whole value back', () => {
    expect(toRefundShare(purchase, [], { amountMinor: 11_900 })).toEqual({ amountMinor: 11_900, valueMinor: 10_000 });
  });

  test('a part takes the same part of the value', () => {
    expect(toRefundShare(purchase, [], { amountMinor: 5_950 })).toEqual({ amountMinor: 5_950, valueMinor: 5_000 });
  });

  test('the rest takes what the parts before it left, rounding included', () => {
    const amounts = { currency: 'eur', totalMinor: 3, valueMinor: 2 };
    expect(refundAll(amounts, [1, 1, 1]).map(({ valueMinor }) => valueMinor)).toEqual([1, 0, 1]);
  });

  test('more than was paid takes no more than the value', () => {
    expect(refundAll(purchase, [11_900, 11_900]).map(({ valueMinor }) => valueMinor)).toEqual([10_000, 0]);
  });

  test('of a purchase of nothing there is nothing to take back', () => {
    expect(toRefundShare({ currency: 'eur', totalMinor: 0, valueMinor: 0 }, [], { amountMinor: 5 }).valueMinor).toBe(0);
  });

  test('amounts of twelve digits keep their last one', () => {
    const amounts = { currency: 'idr', totalMinor: 999_999_999_999, valueMinor: 999_999_999_998 };
    expect(sumOf(refundAll(amounts, [333_333_333_333, 666_666_666_666]))).toBe(999_999_999_998);
  });

  test('no sum exceeds the value, and refunds of everything are exactly the value, on every basis', () => {
    fc.assert(
      fc.property(
        arbitrarySession,
        fc.constantFrom(...bases),
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
        (session, valueBasis, weights) => {
          const entry = newFullEntry({ session: toSessionRecord(session, true) });
          const amounts = toSessionAmounts(entry, valueBasis);
          if (amounts === undefined) throw new Error('The session has no money.');
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          const parts = weights.map((weight) => Math.floor((amounts.totalMinor * weight) / total));
          const rest = amounts.totalMinor - parts.reduce((sum, part) => sum + part, 0);
          const shares = refundAll(amounts, [...parts, rest]);
          for (let count = 1; count <= shares.length; count++) {
            expect(sumOf(shares.slice(0, count))).toBeLessThanOrEqual(Math.max(0, amounts.valueMinor));
          }
          expect(shares.every(({ valueMinor }) => valueMinor >= 0)).toBe(true);
          expect(toMajor(sumOf(shares), amounts.currency)).toBe(
            amounts.totalMinor === 0 ? 0 : toEcommerce(session, valueBasis)?.value,
          );
        },
      ),
    );
  });
});

describe('toSessionAmounts', () => {
  test('says the same with the lines and before anybody read them', () => {
    fc.assert(
      fc.property(arbitrarySession, fc.constantFrom(...bases), (session, valueBasis) => {
        const read = newFullEntry({ session: toSessionRecord(session, true) });
        const unread = newFullEntry({ session: toSessionRecord(session, false) });
        expect(toSessionAmounts(unread, valueBasis)).toEqual(toSessionAmounts(read, valueBasis));
      }),
    );
  });

  test('there are none where no money moved, or nobody knows', () => {
    expect(toSessionAmounts(newFullEntry({ session: newSessionRecord({ currency: null }) }), 'total')).toBeUndefined();
    expect(
      toSessionAmounts(newFullEntry({ session: newSessionRecord({ amountTotalMinor: null }) }), 'total'),
    ).toBeUndefined();
  });
});

describe('toInvoiceAmounts', () => {
  test('a renewal counts with its tax only on the basis that includes it', () => {
    const entry = newInvoiceEntry();
    const taxed = { ...entry, invoice: { ...entry.invoice, totalMinor: 1_190, taxMinor: 190 } };
    expect(bases.map((basis) => toInvoiceAmounts(taxed, basis).valueMinor)).toEqual([1_190, 1_000, 1_000]);
    expect(toInvoiceAmounts(taxed, 'total').totalMinor).toBe(1_190);
  });
});

describe('toDisputedMinor', () => {
  const lost = (amountMinor: number, currency = 'eur') => ({ amountMinor, currency });

  test('a dispute over everything takes the whole value', () => {
    expect(toDisputedMinor(purchase, [], [lost(11_900)])).toBe(10_000);
  });

  test('takes what refunds left, and no more', () => {
    const refunds = refundAll(purchase, [5_950]);
    expect(toDisputedMinor(purchase, refunds, [lost(2_975)])).toBe(2_500);
    expect(toDisputedMinor(purchase, refunds, [lost(11_900)])).toBe(5_000);
  });

  test('takes nothing where none was lost, and of another currency nothing', () => {
    expect(toDisputedMinor(purchase, [], [])).toBe(0);
    expect(toDisputedMinor(purchase, [], [lost(11_900, 'usd')])).toBe(0);
  });

  test('no sum of refunds and disputes exceeds the value', () => {
    const anyMinor = fc.array(fc.nat(12_000), { maxLength: 4 });
    fc.assert(
      fc.property(anyMinor, anyMinor, (refundsMinor, disputesMinor) => {
        const refunds = refundAll(purchase, refundsMinor);
        const disputes = disputesMinor.map((amountMinor) => lost(amountMinor));
        const disputedMinor = toDisputedMinor(purchase, refunds, disputes);
        expect(disputedMinor).toBeGreaterThanOrEqual(0);
        expect(toRefundedMinor(purchase, refunds) + disputedMinor).toBeLessThanOrEqual(10_000);
      }),
    );
  });
});
