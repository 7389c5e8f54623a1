// Refunds, invoices and disputes: any order, any number of repeats, one end.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LaterEntry, RefundEntry } from '../../../functions/rules/entry.ts';
import { beginLaterEntry, findObjectId, type LaterObject, mergeLater } from '../../../functions/rules/merge-later.ts';
import type { Dispute, Refund } from '../../../functions/rules/stripe-change.ts';
import { newDisputeEntry, newInvoiceEntry, newRefundEntry, newSubscriptionEntry } from '../store/records.ts';

const nowMs = 1_700_000_000_000;
const { refund } = newRefundEntry();
const { dispute } = newDisputeEntry();
const { invoice } = newInvoiceEntry();
const { subscription } = newSubscriptionEntry();

function tell(object: LaterObject, entry?: LaterEntry): LaterEntry | undefined {
  const news = { object, livemode: false, change: { atMs: nowMs, source: 'webhook', what: object.kind } as const };
  return entry === undefined
    ? beginLaterEntry(`tt_shop:${findObjectId(object)}`, 'tt_shop', news)
    : mergeLater(entry, news);
}

function tellAll(objects: readonly LaterObject[]): LaterEntry {
  const [first, ...rest] = objects;
  const begun = first && tell(first);
  if (begun === undefined) throw new Error('Nothing happened.');
  return rest.reduce<LaterEntry>((entry, object) => tell(object, entry) ?? entry, begun);
}

const toRefund = (status: Refund['status']): LaterObject => ({ kind: 'refund', refund: { ...refund, status } });
const toDispute = (status: string): LaterObject => ({ kind: 'dispute', dispute: { ...dispute, status } });

describe('beginLaterEntry', () => {
  test('each is an orphan that is due at once', () => {
    for (const object of [
      toRefund('pending'),
      toDispute('lost'),
      { kind: 'invoice', invoice } as const,
      { kind: 'subscription', subscription } as const,
    ]) {
      expect(tell(object)).toMatchObject({
        ...object,
        id: `tt_shop:${findObjectId(object)}`,
        version: 1,
        sessionId: null,
        resolution: { state: 'orphan', dueAtMs: nowMs, attempts: 0 },
      });
    }
  });

  test('an invoice that is no renewal is recorded, and nobody asks about it', () => {
    expect(
      tell({ kind: 'invoice', invoice: { ...invoice, billingReason: 'subscription_create' } })?.resolution,
    ).toEqual({
      state: 'foreign',
      reason: 'no_renewal',
    });
  });
});

describe('mergeLater', () => {
  test('the same again changes nothing', () => {
    for (const object of [
      toRefund('succeeded'),
      toDispute('lost'),
      { kind: 'invoice', invoice } as const,
      { kind: 'subscription', subscription } as const,
    ]) {
      expect(tell(object, tell(object))).toBeUndefined();
    }
  });

  test('a refund that succeeds after its session was found is looked at again, for its share', () => {
    const pending = {
      ...newRefundEntry({ refund: { ...refund, status: 'pending' } }),
      resolution: { state: 'resolved' } as const,
    };
    expect(tell(toRefund('succeeded'), pending)).toMatchObject({
      refund: { status: 'succeeded' },
      resolution: { state: 'orphan', dueAtMs: nowMs },
    });
  });

  test('a refund that has its share stays resolved, whatever is filled in', () => {
    const shared = {
      ...newRefundEntry({ refund: { ...refund, status: 'succeeded', chargeId: null } }),
      share: { amountMinor: 1_000, valueMinor: 1_000 },
      resolution: { state: 'resolved' } as const,
    };
    const told = { kind: 'refund', refund: { ...refund, status: 'succeeded', chargeId: 'ch_1' } } as const;
    expect(tell(told, shared)).toMatchObject({ refund: { chargeId: 'ch_1' }, resolution: { state: 'resolved' } });
  });

  test('a refund that fails after it succeeded is known as that, in either order', () => {
    for (const order of [
      ['succeeded', 'failed'],
      ['failed', 'succeeded'],
    ] as const) {
      expect(tellAll(order.map(toRefund))).toMatchObject({ refund: { status: 'failed' }, hasFailedLater: true });
    }
    expect(tellAll([toRefund('pending'), toRefund('failed')])).toMatchObject({ hasFailedLater: false });
  });

  test('what an older telling left open is filled in', () => {
    const unnamed: LaterObject = { kind: 'refund', refund: { ...refund, paymentIntentId: null } };
    expect(tellAll([unnamed, { kind: 'refund', refund }])).toMatchObject({
      refund: { paymentIntentId: refund.paymentIntentId },
    });
    const unread: LaterObject = { kind: 'invoice', invoice: { ...invoice, paidAtSeconds: null } };
    expect(tellAll([unread, { kind: 'invoice', invoice }])).toMatchObject({
      invoice: { paidAtSeconds: invoice.paidAtSeconds },
    });
  });

  test('any order and any number of repeats end the same', () => {
    const statuses = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const;
    const inquiries = [
      'warning_needs_response',
      'warning_closed',
      'needs_response',
      'under_review',
      'won',
      'lost',
      'brand_new',
      'another_new',
    ];
    const anyRefund = fc
      .record({ status: fc.constantFrom(...statuses), paymentIntentId: fc.constantFrom('pi_1', null) })
      .map((told): LaterObject => ({ kind: 'refund', refund: { ...refund, ...told } }));
    const anyDispute = fc
      .record({ status: fc.constantFrom(...inquiries), chargeId: fc.constantFrom('ch_1', null) })
      .map((told): LaterObject => ({ kind: 'dispute', dispute: { ...dispute, ...told } }));
    const histories = fc.oneof(
      fc.array(anyRefund, { minLength: 1, maxLength: 5 }),
      fc.array(anyDispute, { minLength: 1, maxLength: 5 }),
    );
    fc.assert(
      fc.property(
        histories.chain((told) =>
          fc.tuple(
            fc.shuffledSubarray(told, { minLength: told.length }),
            fc.shuffledSubarray([...told, ...told], { minLength: 2 * told.length }),
          ),
        ),
        ([once, twice]) => {
          expect(toEnd(tellAll(twice))).toEqual(toEnd(tellAll(once)));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

function toEnd(entry: LaterEntry): {
  refund?: Refund;
  dispute?: Dispute;
  hasFailedLater?: RefundEntry['hasFailedLater'];
} {
  if (entry.kind === 'refund') return { refund: entry.refund, hasFailedLater: entry.hasFailedLater };
  return entry.kind === 'dispute' ? { dispute: entry.dispute } : {};
}
