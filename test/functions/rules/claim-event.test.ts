// Claims and reports of a session's entry: what they leave to the page, and what to the server.
import { describe, expect, test } from 'vitest';
import type { Sender } from '../../../functions/contract/checkout-answer.ts';
import { claimEvent, claimLapseMs, reportEvent } from '../../../functions/rules/claims.ts';
import type { Delivery } from '../../../functions/rules/delivery.ts';
import type { EventState, SessionEntry } from '../../../functions/rules/entry.ts';
import { newDeliveries, newEntry } from '../store/records.ts';

const pageA = 'claim-of-page-a-0';
const pageB = 'claim-of-page-b-0';
const start = 1_700_000_000_000;
const heldByA: EventState = { claims: [{ claim: pageA, atMs: start }], reportedAtMs: null };

describe('claimEvent', () => {
  const property = { sender: 'browser_first', graceMinutes: 15 } as const;
  const minuteMs = 60_000;
  const claimAt = (entry: SessionEntry, nowMs: number, claim = pageA, sender: Sender = 'browser_first') =>
    claimEvent(entry, { event: 'purchase', claim, property: { ...property, sender }, nowMs });
  const planned = (changes: Partial<Delivery> = {}) =>
    newEntry({
      settledAtMs: start,
      firstSeenAtMs: start,
      deliveries: newDeliveries({ dueAtMs: start + 15 * minuteMs, ...changes }),
    });

  test('claim at 14:59: the server leaves the event to the page for another grace', () => {
    const claimedAtMs = start + 15 * minuteMs - 1_000;
    const { firstView, next } = claimAt(planned(), claimedAtMs);
    expect(firstView).toBe(true);
    expect(next?.deliveries).toMatchObject({
      'purchase:dest_1': { state: 'waiting', dueAtMs: claimedAtMs + 15 * minuteMs },
    });
    expect(next?.changes.at(-1)).toEqual({ atMs: claimedAtMs, source: 'page', what: 'claimed', about: 'purchase' });
  });

  test('pages that claim one after the other and never report hold the server off for six hours', () => {
    let entry = planned();
    for (let page = 0; page < 200; page++) {
      entry = claimAt(entry, start + page * claimLapseMs, `claim-of-page-${page}-0`).next ?? entry;
    }
    expect(entry.deliveries).toMatchObject({ 'purchase:dest_1': { dueAtMs: start + 6 * 60 * minuteMs } });
  });

  test.each(['leased', 'sent', 'uncertain'] as const)('an event that is %s is no page’s any more', (state) => {
    const entry = planned({ state });
    expect(claimAt(entry, start)).toEqual({ firstView: false, next: undefined });
    expect(claimAt(entry, start, pageA, 'browser')).toEqual({ firstView: false, next: undefined });
  });

  test('an event that an earlier attempt may have brought over is no page’s any more', () => {
    expect(claimAt(planned({ mayBeTaken: true }), start)).toEqual({ firstView: false, next: undefined });
  });

  test('the holder itself loses the first view once a sender has leased the event', () => {
    const held = claimAt(planned(), start).next ?? planned();
    expect(claimAt(held, start + 1).firstView).toBe(true);
    const leased = { ...held, deliveries: newDeliveries({ state: 'leased' }) };
    expect(claimAt(leased, start + 2)).toEqual({ firstView: false, next: undefined });
  });

  test('under the sender server a claim concerns no delivery', () => {
    const entry = planned({ state: 'sent' });
    const { firstView, next } = claimAt(entry, start, pageA, 'server');
    expect(firstView).toBe(true);
    expect(next?.deliveries).toEqual(entry.deliveries);
    expect(next?.changes.at(-1)).toMatchObject({ what: 'claimed', about: 'checkout_complete' });
  });
});

describe('reportEvent', () => {
  const property = { sender: 'browser_first', graceMinutes: 15 } as const;
  const held = newEntry({ deliveries: newDeliveries(), events: { purchase: heldByA } });
  const reportAt = (entry: SessionEntry, nowMs: number, sender: Sender = 'browser_first', claim = pageA) =>
    reportEvent(entry, { event: 'purchase', claim, property: { ...property, sender }, nowMs });

  test('a report settles what waited', () => {
    const { settled, next } = reportAt(held, start + 1);
    expect(settled).toBe(true);
    expect(next).toMatchObject({
      events: { purchase: { reportedAtMs: start + 1 } },
      deliveries: { 'purchase:dest_1': { state: 'reported', dueAtMs: null } },
    });
    expect(next?.changes.at(-1)).toEqual({ atMs: start + 1, source: 'page', what: 'reported', about: 'purchase' });
  });

  test('a report that comes after the lease is written down, and the sender goes on', () => {
    const leased = { ...held, deliveries: newDeliveries({ state: 'leased' }) };
    expect(reportAt(leased, start + 1).next).toMatchObject({
      events: { purchase: { reportedAtMs: start + 1 } },
      deliveries: { 'purchase:dest_1': { state: 'leased' } },
    });
  });

  test('under the sender server a report tells of the visit, and concerns no delivery', () => {
    const { next } = reportAt(held, start + 1, 'server');
    expect(next?.deliveries).toEqual(held.deliveries);
    expect(next?.changes.at(-1)).toMatchObject({ what: 'reported', about: 'checkout_complete' });
  });

  test('a stranger’s report changes nothing', () => {
    expect(reportAt(held, start + 1, 'browser_first', pageB)).toEqual({ settled: false, next: undefined });
  });

  test('a second report changes nothing', () => {
    const reportedOnce = reportAt(held, start + 1).next ?? held;
    expect(reportAt(reportedOnce, start + 2)).toEqual({ settled: true, next: undefined });
  });
});
