// Bringing an entry's deliveries up to what it stands for.
import { describe, expect, test } from 'vitest';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import { maxUntoldMs, type Planning, planEntry } from '../../../functions/rules/plan-entry.ts';
import type { Scope } from '../../../functions/rules/property.ts';
import { newDeliveries, newDisputeEntry, newFullEntry, newProperty } from '../store/records.ts';

const nowMs = 1_700_000_000_000;
const ga4: DestinationSettings = {
  kind: 'ga4',
  id: 'dest_1',
  mode: 'test',
  measurementId: 'G-1',
  secret: 'sealed',
  region: 'global',
};
const property = newProperty({ sender: 'browser_first', destinations: [ga4] });
const planning: Planning = { property, nowMs, source: 'webhook', before: undefined };

describe('planEntry', () => {
  test('what an entry newly stands for is planned, with a line in its history', () => {
    const planned = planEntry(newFullEntry(), planning);
    expect(planned.deliveries).toMatchObject({ 'purchase:dest_1': { state: 'waiting', dueAtMs: nowMs + 900_000 } });
    expect(planned.changes).toEqual([{ atMs: nowMs, source: 'webhook', what: 'planned', about: 'purchase:dest_1' }]);
  });

  test('what it stood for before is not planned, also for a destination that came since', () => {
    const entry = newFullEntry();
    expect(planEntry(entry, { ...planning, before: 'purchase' })).toBe(entry);
  });

  test('a replay plans it, once, and at once where its time has passed', () => {
    const entry = newFullEntry({ settledAtMs: nowMs - 86_400_000 });
    const replayed = planEntry(entry, { ...planning, before: 'purchase', replan: true });
    expect(replayed.deliveries).toMatchObject({ 'purchase:dest_1': { state: 'waiting', dueAtMs: nowMs } });
    expect(planEntry(replayed, { ...planning, before: 'purchase', replan: true })).toBe(replayed);
  });

  test('what was passed over is made good once the scope takes it in, for 72 hours', () => {
    const made = newFullEntry({ passedOver: 'purchase', settledAtMs: nowMs - maxUntoldMs });
    const planned = planEntry(made, { ...planning, before: 'purchase' });
    expect(Object.keys(planned.deliveries)).toEqual(['purchase:dest_1']);
    expect(planned).not.toHaveProperty('passedOver');
    const late = { ...made, settledAtMs: nowMs - maxUntoldMs - 1 };
    expect(planEntry(late, { ...planning, before: 'purchase' })).toBe(late);
  });

  test('a replay waits for a page that holds the event', () => {
    const events = { purchase: { claims: [{ claim: 'page', atMs: nowMs - 60_000 }], reportedAtMs: null } };
    const entry = newFullEntry({ settledAtMs: nowMs - 86_400_000, events });
    const replayed = planEntry(entry, { ...planning, before: 'purchase', replan: true });
    // The page's grace counts from its claim, but six hours after the settlement nobody waits for pages.
    expect(replayed.deliveries).toMatchObject({ 'purchase:dest_1': { dueAtMs: nowMs } });
    const recent = { ...entry, settledAtMs: nowMs - 3_600_000 };
    expect(planEntry(recent, { ...planning, before: 'purchase', replan: true }).deliveries).toMatchObject({
      'purchase:dest_1': { dueAtMs: nowMs - 60_000 + 900_000 },
    });
  });

  test('a replay does not send what a page reported', () => {
    const events = { purchase: { claims: [{ claim: 'page', atMs: nowMs }], reportedAtMs: nowMs } };
    const entry = newFullEntry({ events });
    for (const sender of ['browser_first', 'server'] as const) {
      const replay = { ...planning, property: { ...property, sender }, before: 'purchase', replan: true } as const;
      expect(planEntry(entry, replay).deliveries).toMatchObject({ 'purchase:dest_1': { state: 'reported' } });
    }
  });

  test('a replay sends what a page reported as its visit, because it pushed something else', () => {
    const events = { purchase: { claims: [{ claim: 'page', atMs: nowMs }], reportedAtMs: nowMs } };
    const changes = [{ atMs: nowMs, source: 'page', what: 'reported', about: 'checkout_complete' } as const];
    const replay = {
      ...planning,
      property: { ...property, sender: 'server' },
      before: 'purchase',
      replan: true,
    } as const;
    expect(planEntry(newFullEntry({ events, changes }), replay).deliveries).toMatchObject({
      'purchase:dest_1': { state: 'waiting' },
    });
  });

  test('a page that holds what it pushes itself does not hold the server off that sends everything', () => {
    const events = { purchase: { claims: [{ claim: 'page', atMs: nowMs }], reportedAtMs: null } };
    const server = newProperty({ sender: 'server', destinations: [ga4] });
    expect(planEntry(newFullEntry({ events }), { ...planning, property: server }).deliveries).toMatchObject({
      'purchase:dest_1': { dueAtMs: nowMs },
    });
  });

  test('of a session that nobody has read only the whole account’s property knows that it is its own', () => {
    const entry = newFullEntry({ session: null, status: 'paid' });
    const scope: Scope = { kind: 'hostnames' };
    const judged = planEntry(entry, { ...planning, property: { ...property, scope } });
    expect(judged).toEqual({ ...entry, passedOver: 'purchase' });
    expect(Object.keys(planEntry(entry, planning).deliveries)).toEqual(['purchase:dest_1']);
  });

  test('what is no longer true is overtaken, and what is true now planned in its place', () => {
    const entry = newFullEntry({ deliveries: newDeliveries({ event: 'checkout_pending' }) });
    const planned = planEntry(entry, { ...planning, before: 'checkout_pending' });
    expect(planned.deliveries).toMatchObject({
      'checkout_pending:dest_1': { state: 'overtaken' },
      'purchase:dest_1': { state: 'waiting' },
    });
    expect(planned.changes.map(({ what }) => what)).toEqual(['overtaken', 'planned']);
  });

  test('nothing is planned out of the property’s scope but for what takes back that of which it told', () => {
    const scope: Scope = { kind: 'payment_links', ids: ['plink_1'] };
    const elsewhere = { ...planning, property: { ...property, scope } };
    const entry = newFullEntry();
    const passedOver = planEntry(entry, elsewhere);
    expect(passedOver).toEqual({ ...entry, passedOver: 'purchase' });
    expect(planEntry(passedOver, elsewhere)).toBe(passedOver);
    const dispute = newDisputeEntry({ sessionId: entry.sessionId, resolution: { state: 'resolved' } });
    expect(planEntry(dispute, { ...elsewhere, session: entry })).toBe(dispute);
    for (const within of [planning, { ...elsewhere, isOwed: true }]) {
      expect(planEntry(dispute, { ...within, session: entry }).deliveries).toMatchObject({
        'dispute:dest_1': { state: 'waiting', dueAtMs: nowMs },
      });
    }
  });
});
