// What holds for the sums of any day, whatever happened on it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { Entry, SessionEntry } from '../../../functions/rules/entry.ts';
import { openDayBook } from '../../../functions/rules/roll-up-day.ts';
import { newDeliveries, newInvoiceEntry } from '../store/records.ts';
import { buy, ga4, rollUp, shop, surroundings } from './roll-up-shop.ts';

const anyRefunds = fc
  .array(fc.nat(3_000), { maxLength: 4 })
  .map((values) =>
    Object.fromEntries(values.map((valueMinor, index) => [`re_${index}`, { amountMinor: valueMinor, valueMinor }])),
  );

const anyState = fc.constantFrom<Delivery['state']>('waiting', 'sent', 'reported', 'suppressed', 'dead', 'uncertain');

const anyPurchase = fc
  .record({
    amountTotalMinor: fc.nat(5_000),
    currency: fc.constantFrom('eur', 'usd', 'jpy'),
    source: fc.option(fc.constantFrom('a', 'b', 'c')),
    status: fc.constantFrom<SessionEntry['status']>('paid', 'pending', 'expired'),
    state: fc.option(anyState),
    refunds: anyRefunds,
  })
  .map(({ amountTotalMinor, currency, source, status, state, refunds }) => {
    const origin = { source, medium: null, campaign: null };
    const deliveries = state === null ? {} : newDeliveries({ destinationId: ga4.id, state });
    const changes = { status, refunds, deliveries };
    return buy({ ...changes, clickOrigins: { first: origin, last: origin } }, { amountTotalMinor, currency });
  });

const anyRenewal = fc
  .record({ refunds: anyRefunds })
  .map(({ refunds }) => newInvoiceEntry({ livemode: true, resolution: { state: 'resolved' }, refunds }));

const anyEntries = fc.array(fc.oneof({ weight: 5, arbitrary: anyPurchase }, anyRenewal), { maxLength: 30 });

describe('any day', () => {
  test('comes out the same whatever the order of its entries', () => {
    fc.assert(
      fc.property(
        anyEntries.chain((entries) =>
          fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
        ),
        ([entries, shuffled]) => {
          expect(rollUp(shuffled)).toEqual(rollUp(entries));
        },
      ),
    );
  });

  test('stands the same when it is read twice, and goes on from there', () => {
    fc.assert(
      fc.property(anyEntries, anyEntries, (entries, later) => {
        const book = openDayBook(shop, 'live');
        for (const entry of entries) book.add(entry);
        const first = book.toRollup(surroundings);
        expect(book.toRollup(surroundings)).toEqual(first);
        for (const entry of later) book.add(entry);
        expect(book.toRollup(surroundings)).toEqual(rollUp([...entries, ...later]));
        expect(first).toEqual(rollUp(entries));
      }),
    );
  });

  test('holds exactly the money of its purchases, and of each campaign the same in sum', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const rollup = rollUp(entries);
        const paid = entries.filter((entry) => entry.kind === 'session' && entry.status === 'paid');
        const gross = paid.reduce((sum, entry) => sum + totalOf(entry), 0);
        expect(sumGross(rollup.money)).toBe(gross);
        expect(rollup.purchases).toBe(paid.length);
        for (const touch of ['first', 'last']) {
          const shares = rollup.campaigns.filter((share) => share.touch === touch);
          expect(shares.reduce((sum, { conversions }) => sum + conversions, 0)).toBe(paid.length);
          expect(sumGross(shares.flatMap(({ money }) => money))).toBe(gross);
        }
      }),
    );
  });

  test('never takes back more than it brought', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const { money, renewals } = rollUp(entries);
        for (const { grossMinor, refundedMinor } of [...money, ...renewals.money]) {
          expect(refundedMinor).toBeLessThanOrEqual(grossMinor);
        }
      }),
    );
  });

  test('tells of every purchase what became of it at each destination', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const { destinations, purchases } = rollUp(entries);
        for (const { sent, unsent } of destinations) {
          expect(Object.values(unsent).reduce((sum, count) => sum + count, sent)).toBe(purchases);
        }
      }),
    );
  });
});

function totalOf(entry: Entry): number {
  return entry.kind === 'session' ? (entry.session?.amountTotalMinor ?? 0) : 0;
}

function sumGross(money: readonly { grossMinor: number }[]): number {
  return money.reduce((sum, { grossMinor }) => sum + grossMinor, 0);
}
