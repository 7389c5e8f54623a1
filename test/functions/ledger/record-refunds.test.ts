// Refunds that Stripe tells of, in the ledger, on every store.
import { expect, it } from 'vitest';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { newSendingProperty, newSession, nowMs, tell, tellRefund, tellSession } from './changes.ts';
import { describeOnStores } from './describe-on-stores.ts';
import { entryOf, recordOn, when } from './record-on-stores.ts';

describeOnStores('recordChange', ({ one, other }) => {
  const { record, sessionEntry } = recordOn(one);

  it('joins a refund with its session and fixes its share in both', async () => {
    const property = newSendingProperty();
    const session = newSession();
    await record(property, tellSession(session));
    const refund = tellRefund(session, { amountMinor: 1_000 });
    expect(entryOf(await record(property, refund))).toMatchObject({
      sessionId: session.id,
      resolution: { state: 'resolved' },
      share: { amountMinor: 1_000, valueMinor: 1_000 },
      deliveries: { 'refund:dest_1': { state: 'waiting', dueAtMs: nowMs } },
    });
    expect(Object.values((await sessionEntry(property, session)).refunds)).toEqual([
      { amountMinor: 1_000, valueMinor: 1_000 },
    ]);
    expect((await record(property, refund)).kind).toBe('repeat');
  });

  it('leaves a refund that came before its session as an orphan that is due at once, and resolves it when told again', async () => {
    const property = newSendingProperty();
    const session = newSession();
    const refund = tellRefund(session);
    const orphan = entryOf(await record(property, refund));
    expect(orphan).toMatchObject({ sessionId: null, resolution: { state: 'orphan', dueAtMs: nowMs } });
    expect(orphan.deliveries).toEqual({});
    await record(property, tellSession(session));
    expect(await record(property, refund)).toMatchObject({
      kind: 'recorded',
      entry: { resolution: { state: 'resolved' }, share: { valueMinor: 4_950 } },
    });
  });

  it('counts many refunds at once from two instances as no more than the purchase', async () => {
    const property = newSendingProperty();
    const session = newSession();
    await record(property, tellSession(session));
    const refunds = Array.from({ length: 6 }, () => tellRefund(session, { amountMinor: 1_650 }));
    await Promise.all(
      refunds.map((refund, index) => recordChange(index % 2 ? one() : other(), property, refund, when)),
    );
    const shares = Object.values((await sessionEntry(property, session)).refunds);
    expect(shares).toHaveLength(6);
    expect(shares.reduce((sum, { valueMinor }) => sum + valueMinor, 0)).toBe(4_950);
  });

  it('waits for a pending refund to succeed', async () => {
    const property = newSendingProperty();
    const session = newSession();
    await record(property, tellSession(session));
    const pending = tellRefund(session, { status: 'pending' });
    const entry = entryOf(await record(property, pending));
    expect(entry).toMatchObject({ share: null });
    expect(entry.deliveries).toEqual({});
    if (pending.object.kind !== 'refund') throw new Error('It is no refund.');
    const succeeded = tell({ kind: 'refund', refund: { ...pending.object.refund, status: 'succeeded' } });
    expect(entryOf(await record(property, succeeded))).toMatchObject({
      resolution: { state: 'resolved' },
      share: { valueMinor: 4_950 },
      deliveries: { 'refund:dest_1': { state: 'waiting' } },
    });
  });

  it('overtakes a refund that fails before it was sent, and gives its share back', async () => {
    const property = newSendingProperty();
    const session = newSession();
    await record(property, tellSession(session));
    const refund = tellRefund(session);
    await record(property, refund);
    if (refund.object.kind !== 'refund') throw new Error('It is no refund.');
    const failed = tell({ kind: 'refund', refund: { ...refund.object.refund, status: 'failed' } }, 'refund.failed');
    expect(entryOf(await record(property, failed))).toMatchObject({
      hasFailedLater: true,
      share: null,
      deliveries: { 'refund:dest_1': { state: 'overtaken' } },
    });
    expect((await sessionEntry(property, session)).refunds).toEqual({});
    expect(entryOf(await record(property, tellRefund(session)))).toMatchObject({ share: { valueMinor: 4_950 } });
  });

  it('keeps what a destination was told of a refund that fails later', async () => {
    const property = newSendingProperty();
    const session = newSession();
    await record(property, tellSession(session));
    const refund = tellRefund(session);
    const entry = entryOf(await record(property, refund));
    const [key = '', delivery] = Object.entries(entry.deliveries)[0] ?? [];
    if (delivery === undefined || refund.object.kind !== 'refund') throw new Error('Nothing was planned.');
    await one().changeEntry({ ...entry, deliveries: { [key]: { ...delivery, state: 'sent', dueAtMs: null } } });
    const failed = tell({ kind: 'refund', refund: { ...refund.object.refund, status: 'failed' } }, 'refund.failed');
    expect(entryOf(await record(property, failed))).toMatchObject({
      hasFailedLater: true,
      deliveries: { [key]: { state: 'sent' } },
    });
    const { refunds, version } = await sessionEntry(property, session);
    expect(refunds).toEqual({ [refund.object.refund.id]: expect.objectContaining({ hasFailed: true }) });
    await record(
      property,
      tell({ kind: 'refund', refund: { ...refund.object.refund, status: 'failed' } }, 'refund.failed'),
    );
    expect(await sessionEntry(property, session)).toMatchObject({ refunds, version });
    expect(entryOf(await record(property, tellRefund(session)))).toMatchObject({ share: { valueMinor: 0 } });
  });
});
