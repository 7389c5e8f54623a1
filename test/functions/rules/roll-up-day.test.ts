// A day's sums equal its entries, in whatever order these come and however often the day is added up.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxCampaigns, otherCampaigns } from '../../../functions/rules/campaign-sum.ts';
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Entry, SessionEntry } from '../../../functions/rules/entry.ts';
import { createTombstone } from '../../../functions/rules/erased-session.ts';
import { openDayBook, rollUpDay } from '../../../functions/rules/roll-up-day.ts';
import type { RollupProperty } from '../../../functions/rules/roll-up-settings.ts';
import {
  newDeliveries,
  newFullEntry,
  newInvoiceEntry,
  newRefundEntry,
  newSessionRecord,
  shopId,
} from '../store/records.ts';

const ga4: DestinationSettings = {
  kind: 'ga4',
  id: 'dst_ga4',
  mode: 'live',
  measurementId: 'G-TEST',
  region: 'global',
  secret: 'sealed1.main.AAAA',
};

const shop: RollupProperty = { id: shopId, valueBasis: 'total', sender: 'browser_first', destinations: [ga4] };

const surroundings = { id: `${shopId}:live:2026-05-12`, day: '2026-05-12', computedAtMs: 1, clicks: 7, stripe: null };

function rollUp(entries: Iterable<Entry>, property: RollupProperty = shop): DailyRollup {
  return rollUpDay(property, 'live', entries, surroundings);
}

function buy(changes: Partial<SessionEntry> = {}, record: Parameters<typeof newSessionRecord>[0] = {}): SessionEntry {
  return newFullEntry({ session: newSessionRecord({ livemode: true, ...record }), livemode: true, ...changes });
}

function delivered(state: Delivery['state'], reason: string | null = null): SessionEntry {
  return buy({ deliveries: newDeliveries({ destinationId: ga4.id, state, reason }) });
}

describe('rollUpDay', () => {
  test('adds up checkouts, purchases and what they brought by currency', () => {
    const rollup = rollUp([buy(), buy(), buy({}, { currency: 'usd', amountTotalMinor: 100 })]);
    expect(rollup).toMatchObject({ clicks: 7, checkouts: 3, purchases: 3, pending: 0 });
    expect(rollup.money).toEqual([
      { currency: 'eur', count: 2, grossMinor: 9_900, refundedMinor: 0 },
      { currency: 'usd', count: 1, grossMinor: 100, refundedMinor: 0 },
    ]);
  });

  test('counts no checkout where a buyer was erased before anything was told', () => {
    const erased = { atMs: 1, source: 'console', what: 'erased' } as const;
    const tombstone = createTombstone(`${shopId}:cs_live_never`, shopId, 'cs_live_never', erased);
    expect(rollUp([buy(), tombstone])).toMatchObject({ checkouts: 1, purchases: 1 });
  });

  test('takes refunds off the day of their purchase', () => {
    const refunds = { re_1: { amountMinor: 1_000, valueMinor: 1_000 }, re_2: { amountMinor: 400, valueMinor: 400 } };
    expect(rollUp([buy({ refunds })]).money[0]?.refundedMinor).toBe(1_400);
  });

  test('leaves the money of a refund that failed where it is, and counts the one in its place', () => {
    const failed = { amountMinor: 4_950, valueMinor: 4_950, hasFailed: true } as const;
    const refundedMinor = (refunds: SessionEntry['refunds']) => rollUp([buy({ refunds })]).money[0]?.refundedMinor;
    expect(refundedMinor({ re_1: failed })).toBe(0);
    // Of what a destination was told already, the second takes back nothing more there.
    expect(refundedMinor({ re_1: failed, re_2: { amountMinor: 4_950, valueMinor: 0 } })).toBe(4_950);
  });

  test('takes lost disputes off the day of their purchase, apart from refunds and never more than these left', () => {
    const refunds = { re_1: { amountMinor: 1_000, valueMinor: 1_000 } };
    const lostDisputes = { dp_1: { amountMinor: 4_950, currency: 'eur' } };
    expect(rollUp([buy({ refunds, lostDisputes })]).money).toEqual([
      { currency: 'eur', count: 1, grossMinor: 4_950, refundedMinor: 1_000, disputedMinor: 3_950 },
    ]);
  });

  test('takes a lost dispute over a renewal off the renewals', () => {
    const lostDisputes = { dp_1: { amountMinor: 900, currency: 'eur' } };
    const renewal = newInvoiceEntry({ livemode: true, resolution: { state: 'resolved' }, lostDisputes });
    expect(rollUp([renewal]).renewals.money).toMatchObject([{ grossMinor: 900, disputedMinor: 900 }]);
  });

  test('counts what was refunded on the basis on which value counts now', () => {
    const told = { re_1: { amountMinor: 2_475, valueMinor: 2_475 } };
    const entry = buy({ refunds: told }, { amountTaxMinor: 950 });
    expect(rollUp([entry], { ...shop, valueBasis: 'excluding_tax' }).money[0]).toMatchObject({
      grossMinor: 4_000,
      refundedMinor: 2_000,
    });
  });

  test('counts value as the property does', () => {
    const entry = buy({}, { amountTaxMinor: 950 });
    expect(rollUp([entry], { ...shop, valueBasis: 'excluding_tax' }).money[0]?.grossMinor).toBe(4_000);
  });

  test('counts money that is on its way as pending, and a checkout that was left as no purchase', () => {
    const pending = buy({ status: 'pending', settledAtMs: null }, { paymentStatus: 'unpaid' });
    const expired = buy({ status: 'expired', settledAtMs: null }, { status: 'expired', paymentStatus: 'unpaid' });
    expect(rollUp([pending, expired])).toMatchObject({ checkouts: 2, purchases: 0, pending: 1, money: [] });
  });

  test('counts a free order as a purchase of 0, and a trial as none', () => {
    const free = { paymentStatus: 'no_payment_required', amountTotalMinor: 0 } as const;
    const order = buy({ status: 'free' }, free);
    const trial = buy({ status: 'free' }, { ...free, mode: 'subscription' });
    expect(rollUp([order, trial])).toMatchObject({
      purchases: 1,
      money: [{ currency: 'eur', count: 1, grossMinor: 0, refundedMinor: 0 }],
    });
  });

  test('leaves out what belongs to the other mode', () => {
    expect(rollUp([newFullEntry()])).toMatchObject({ checkouts: 0, purchases: 0 });
  });

  test('counts renewals apart, once it is known that they are the property’s', () => {
    const renewal = newInvoiceEntry({ livemode: true, resolution: { state: 'resolved' } });
    const orphan = newInvoiceEntry({ livemode: true });
    expect(rollUp([renewal, orphan])).toMatchObject({
      purchases: 0,
      renewals: { count: 1, money: [{ currency: 'eur', count: 1, grossMinor: 900, refundedMinor: 0 }] },
    });
  });

  test('does not count a refund’s own entry', () => {
    expect(rollUp([newRefundEntry({ livemode: true })])).toMatchObject({ checkouts: 0, money: [] });
  });

  test('tells the first touch from the last', () => {
    const origin = (source: string) => ({ source, medium: null, campaign: null });
    const entry = buy({ clickOrigins: { first: origin('blog'), last: origin('newsletter') } });
    expect(rollUp([entry]).campaigns.map(({ touch, source }) => [touch, source])).toEqual([
      ['first', 'blog'],
      ['last', 'newsletter'],
    ]);
  });

  test('counts a purchase without money to its campaign', () => {
    expect(rollUp([buy({ session: null })]).campaigns).toContainEqual({
      ...{ touch: 'last', source: null, medium: null, campaign: null },
      ...{ conversions: 1, money: [] },
    });
  });

  test('tells no more campaigns apart than fit, and loses none of their money', () => {
    const entries = Array.from({ length: maxCampaigns + 5 }, (_, index) => {
      const origin = { source: `s${index}`, medium: null, campaign: null };
      return buy({ clickOrigins: { first: origin, last: origin } });
    });
    const last = rollUp(entries).campaigns.filter(({ touch }) => touch === 'last');
    expect(last).toHaveLength(maxCampaigns + 1);
    expect(last.at(-1)).toMatchObject({ source: otherCampaigns, conversions: 5, money: [{ grossMinor: 5 * 4_950 }] });
  });

  test.each([
    [delivered('sent'), 1, {}],
    [delivered('waiting'), 0, { pending: 1 }],
    [delivered('leased'), 0, { pending: 1 }],
    [delivered('reported'), 0, { by_page: 1 }],
    [delivered('suppressed', 'consent'), 0, { consent: 1 }],
    [delivered('suppressed', 'mode'), 0, { not_reportable: 1 }],
    [delivered('suppressed', 'sender_is_browser'), 0, { pages_only: 1 }],
    [delivered('overtaken'), 0, { overtaken: 1 }],
    [delivered('dead', 'http_500'), 0, { dead: 1 }],
    [delivered('uncertain', 'timeout'), 0, { uncertain: 1 }],
    [buy(), 0, { not_planned: 1 }],
  ] as const)('tells how a purchase stands with a destination (%#)', (entry, sent, unsent) => {
    const share = rollUp([entry]).destinations.find(({ destinationId }) => destinationId === ga4.id);
    expect(share).toEqual({ destinationId: ga4.id, sent, unsent });
  });

  test('says that pages alone send where they do', () => {
    const share = rollUp([buy()], { ...shop, sender: 'browser' }).destinations[0];
    expect(share?.unsent).toEqual({ pages_only: 1 });
  });

  test('tells what pages did, and why they did nothing', () => {
    const held = { claims: [{ claim: 'page', atMs: 1 }], reportedAtMs: null };
    const entries = [
      buy({ events: { purchase: { ...held, reportedAtMs: 2 } } }),
      buy({ events: { purchase: held } }),
      buy(),
    ];
    const share = rollUp(entries).destinations.find(({ destinationId }) => destinationId === 'page');
    expect(share).toEqual({ destinationId: 'page', sent: 1, unsent: { no_page: 1, unreported: 1 } });
  });

  test('tells nothing of pages where the server sends', () => {
    const ids = rollUp([buy()], { ...shop, sender: 'server' }).destinations.map(({ destinationId }) => destinationId);
    expect(ids).toEqual([ga4.id]);
  });

  test('keeps counting to a destination that was removed, without a word of what came after', () => {
    const old = buy({ deliveries: newDeliveries({ destinationId: 'dst_old', state: 'sent' }) });
    const share = rollUp([old, buy()]).destinations.find(({ destinationId }) => destinationId === 'dst_old');
    expect(share).toEqual({ destinationId: 'dst_old', sent: 1, unsent: {} });
  });
});

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
