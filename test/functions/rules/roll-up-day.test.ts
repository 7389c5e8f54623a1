// A day's sums equal its entries, in whatever order these come and however often the day is added up.
import { describe, expect, test } from 'vitest';
import { maxCampaigns, otherCampaigns } from '../../../functions/rules/campaign-sum.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { SessionEntry } from '../../../functions/rules/entry.ts';
import { createTombstone } from '../../../functions/rules/erased-session.ts';
import { newDeliveries, newFullEntry, newInvoiceEntry, newRefundEntry, shopId } from '../store/records.ts';
import { buy, ga4, rollUp, shop } from './roll-up-shop.ts';

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
