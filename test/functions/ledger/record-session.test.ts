// What the server read about a session itself.
import { describe, expect, it } from 'vitest';
import { eraseSession } from '../../../functions/ledger/erase-buyer.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { recordSession } from '../../../functions/ledger/record-session.ts';
import { maxUntoldMs } from '../../../functions/rules/plan-entry.ts';
import type { Scope } from '../../../functions/rules/property.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { entryId } from '../../../functions/store/store.ts';
import { buildLine } from '../rules/checkout-session-builder.ts';
import { newSendingProperty, newSession, nowMs, tellSession } from './changes.ts';

const when = { nowMs, source: 'delivery' } as const;
const property = newSendingProperty();

describe('recordSession', () => {
  it('fills the lines in that no webhook brings, and leaves what is planned', async () => {
    const store = await openStore('sqlite::memory:');
    const session = newSession();
    await recordChange(store, property, tellSession(session), { nowMs, source: 'webhook' });
    const recorded = await recordSession(store, property, { ...session, lines: [buildLine()] }, when);
    expect(recorded).toMatchObject({
      kind: 'recorded',
      entry: {
        ...{ version: 2, session: { lines: [buildLine()] } },
        deliveries: { 'purchase:dest_1': { state: 'waiting' } },
        changes: [{ what: 'paid' }, { what: 'planned' }, { what: 'items', source: 'delivery' }],
      },
    });
  });

  it('keeps the buyer anew, also where the entry knows nothing new', async () => {
    const store = await openStore('sqlite::memory:');
    const session = newSession({ lines: [buildLine()] });
    await recordSession(store, property, session, when);
    const id = entryId(property.id, session.id);
    const laterMs = nowMs + 80 * 3_600_000;
    expect(await store.findBuyer(id, laterMs)).toBeUndefined();
    await recordSession(store, property, session, { ...when, nowMs: laterMs });
    expect(await store.findBuyer(id, laterMs)).toMatchObject({ email: session.email });
  });

  it('keeps no buyer of a checkout that was left, of which nothing is sent that would name one', async () => {
    const store = await openStore('sqlite::memory:');
    const left = newSession({ status: 'expired', paymentStatus: 'unpaid' });
    expect(await recordSession(store, property, left, when)).toMatchObject({ entry: { status: 'expired' } });
    expect(await store.findBuyer(entryId(property.id, left.id), nowMs)).toBeUndefined();
  });

  it('creates the entry of a session that nobody told of, and plans it while it is young enough', async () => {
    const store = await openStore('sqlite::memory:');
    const young = newSession({ createdSeconds: (nowMs - maxUntoldMs) / 1000 });
    const old = newSession({ createdSeconds: (nowMs - maxUntoldMs) / 1000 - 1 });
    expect(await recordSession(store, property, young, when)).toMatchObject({
      entry: { status: 'paid', deliveries: { 'purchase:dest_1': { state: 'waiting' } } },
    });
    const recorded = await recordSession(store, property, old, when);
    expect(recorded).toMatchObject({ entry: { status: 'paid' } });
    expect(recorded).toHaveProperty('entry.deliveries', {});
    const again = await recordChange(store, property, tellSession(old), { nowMs, source: 'webhook' });
    expect(again.kind).toBe('recorded');
    expect(again).toHaveProperty('entry.deliveries', {});
  });

  it('plans nothing of a session from before its like were the property’s, neither then nor when it is told of again', async () => {
    const store = await openStore('sqlite::memory:');
    for (const late of [{ createdAtMs: nowMs }, { scopeGrewAtMs: nowMs }]) {
      const taking = { ...property, ...late };
      const session = newSession();
      const recorded = await recordSession(store, taking, session, when);
      expect(recorded).toMatchObject({ kind: 'recorded', entry: { status: 'paid' } });
      expect(recorded).toHaveProperty('entry.deliveries', {});
      const again = await recordChange(store, taking, tellSession(session), { nowMs, source: 'webhook' });
      expect(again).toHaveProperty('entry.deliveries', {});
    }
  });

  it('leaves a payment pending that came through out of scope, as a webhook does', async () => {
    const store = await openStore('sqlite::memory:');
    const pending = newSession({ paymentStatus: 'unpaid' });
    await recordChange(store, property, tellSession(pending), { nowMs, source: 'webhook' });
    const narrowed = { ...property, scope: { kind: 'payment_links', ids: [] } satisfies Scope };
    const paid = { ...pending, paymentStatus: 'paid' as const, lines: [buildLine()] };
    expect(await recordSession(store, narrowed, paid, when)).toMatchObject({
      entry: { status: 'pending', settledAtMs: null, session: { lines: [buildLine()] } },
    });
    expect(await recordSession(store, property, paid, when)).toMatchObject({
      entry: { status: 'paid', deliveries: { 'purchase:dest_1': { state: 'waiting' } } },
    });
  });

  it('tells that a payment which was pending came through', async () => {
    const store = await openStore('sqlite::memory:');
    const pending = newSession({ paymentStatus: 'unpaid', createdSeconds: nowMs / 1000 - 10 * 86_400 });
    await recordChange(store, property, tellSession(pending), { nowMs, source: 'webhook' });
    expect(await recordSession(store, property, { ...pending, paymentStatus: 'paid' }, when)).toMatchObject({
      entry: { status: 'paid', deliveries: { 'purchase:dest_1': { state: 'waiting' } } },
    });
  });

  it('ignores what is out of scope, or open', async () => {
    const store = await openStore('sqlite::memory:');
    const scope: Scope = { kind: 'payment_links', ids: [] };
    expect(await recordSession(store, { ...property, scope }, newSession(), when)).toEqual({
      kind: 'ignored',
      reason: 'out_of_scope',
    });
    const open = newSession({ status: 'open', paymentStatus: 'unpaid' });
    expect(await recordSession(store, property, open, when)).toEqual({ kind: 'ignored', reason: 'session_open' });
    expect(await recordSession(store, { ...property, scope }, open, when)).toMatchObject({ reason: 'out_of_scope' });
  });

  it('completes what was recorded while it was in scope, for what is still to be sent of it', async () => {
    const store = await openStore('sqlite::memory:');
    const session = newSession();
    await recordChange(store, property, tellSession(session), { nowMs, source: 'webhook' });
    const narrowed = { ...property, scope: { kind: 'payment_links', ids: [] } satisfies Scope };
    const laterMs = nowMs + 80 * 3_600_000;
    const read = { ...session, lines: [buildLine()] };
    expect(await recordSession(store, narrowed, read, { ...when, nowMs: laterMs })).toMatchObject({
      entry: { session: { lines: [buildLine()] }, deliveries: { 'purchase:dest_1': { state: 'waiting' } } },
    });
    expect(await store.findBuyer(entryId(property.id, session.id), laterMs)).toMatchObject({ email: session.email });
  });

  it('keeps no buyer of what is out of scope, and nothing is to be told of', async () => {
    const store = await openStore('sqlite::memory:');
    const silent = { ...property, destinations: [] };
    const session = newSession();
    await recordChange(store, silent, tellSession(session), { nowMs, source: 'webhook' });
    const narrowed = { ...silent, scope: { kind: 'payment_links', ids: [] } satisfies Scope };
    const laterMs = nowMs + 80 * 3_600_000;
    await recordSession(store, narrowed, { ...session, lines: [buildLine()] }, { ...when, nowMs: laterMs });
    expect(await store.findBuyer(entryId(property.id, session.id), laterMs)).toBeUndefined();
  });

  it('keeps nothing of a session out of scope whose buyer was erased before anybody told of it', async () => {
    const store = await openStore('sqlite::memory:');
    const session = newSession({ lines: [buildLine()] });
    await eraseSession(store, property, session.id, when);
    const id = entryId(property.id, session.id);
    const tombstone = await store.findEntry(id);
    const narrowed = { ...property, scope: { kind: 'payment_links', ids: [] } satisfies Scope };
    expect(await recordSession(store, narrowed, session, when)).toEqual({ kind: 'ignored', reason: 'out_of_scope' });
    expect(await store.findEntry(id)).toEqual(tombstone);
  });
});
