// What Stripe tells of a checkout, in the ledger, on every store.
import { describe, expect, it } from 'vitest';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { recordReport } from '../../../functions/ledger/record-report.ts';
import { recordView } from '../../../functions/ledger/record-view.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import type { Scope } from '../../../functions/rules/property.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { entryId } from '../../../functions/store/store.ts';
import { countCalls, wrapStore } from '../public/wrap-store.ts';
import { newSendingProperty, newSession, nowMs, tellRefund, tellSession } from './changes.ts';
import { describeOnStores } from './describe-on-stores.ts';
import { newView } from './new-view.ts';
import { entryOf, recordOn, when } from './record-on-stores.ts';

describeOnStores('recordChange', ({ one, other }) => {
  const { record, sessionEntry } = recordOn(one);

  it('creates the entry of a paid session with its buyer apart, and plans the purchase', async () => {
    const property = newSendingProperty();
    const session = newSession();
    const change = tellSession(session);
    const outcome = await record(property, change);
    expect(outcome).toMatchObject({
      kind: 'recorded',
      entry: {
        ...{ kind: 'session', status: 'paid', statusAtSeconds: nowMs / 1000, settledAtMs: nowMs, livemode: false },
        session: { id: session.id, lines: null },
        deliveries: { 'purchase:dest_1': { state: 'waiting', dueAtMs: nowMs + 900_000 } },
        changes: [{ what: 'paid', source: 'webhook', about: change.eventId }, { what: 'planned' }],
      },
    });
    expect(await other().findEntry(entryOf(outcome).id)).toEqual(entryOf(outcome));
    expect(await one().findBuyer(entryOf(outcome).id, nowMs)).toMatchObject({
      email: session.email,
      name: session.name,
    });
    expect(JSON.stringify(outcome)).not.toMatch(/Lovelace|@gmail|Unter den Linden|\+49/);
  });

  it('answers "repeat" to the same event, and to another event about the same, and writes nothing', async () => {
    const property = newSendingProperty();
    const session = newSession();
    await record(property, tellSession(session));
    const calls: string[] = [];
    const counted = countCalls(one(), calls);
    const again = await recordChange(counted, property, tellSession(session), { ...when, nowMs: nowMs + 1 });
    expect(again).toMatchObject({ kind: 'repeat', entry: { version: 1 } });
    expect(calls).not.toContain('changeEntry');
  });

  it('keeps no buyer where no personal data may leave, or nothing came of the checkout', async () => {
    const silent = newSendingProperty({ emailPolicy: 'none' });
    const session = newSession();
    const kept = entryOf(await record(silent, tellSession(session)));
    expect(await one().findBuyer(kept.id, nowMs)).toBeUndefined();
    const expired = newSession({ status: 'expired', paymentStatus: 'unpaid' });
    const gone = entryOf(await record(newSendingProperty(), tellSession(expired, 'expired')));
    expect(gone).toMatchObject({ status: 'expired', deliveries: { 'checkout_expired:dest_1': { dueAtMs: nowMs } } });
    expect(await one().findBuyer(gone.id, nowMs)).toBeUndefined();
  });

  it('ignores what is out of the property’s scope, or still open, and writes nothing', async () => {
    const scope: Scope = { kind: 'payment_links', ids: ['plink_of_another_shop'] };
    const session = newSession();
    const property = newSendingProperty({ scope });
    expect(await record(property, tellSession(session))).toEqual({ kind: 'ignored', reason: 'out_of_scope' });
    expect(await one().findEntry(entryId(property.id, session.id))).toBeUndefined();
    const open = newSession({ status: 'open', paymentStatus: 'unpaid' });
    expect(await record(newSendingProperty(), tellSession(open))).toEqual({ kind: 'ignored', reason: 'session_open' });
  });

  it('overtakes the pending event when the money settles, and plans the purchase', async () => {
    const property = newSendingProperty();
    const pending = newSession({ paymentStatus: 'unpaid' });
    await record(property, tellSession(pending));
    const paid = await record(property, tellSession({ ...pending, paymentStatus: 'paid' }, 'async_payment_succeeded'), {
      nowMs: nowMs + 5,
    });
    expect(paid).toMatchObject({
      entry: {
        status: 'paid',
        settledAtMs: nowMs + 5,
        deliveries: {
          'checkout_pending:dest_1': { state: 'overtaken' },
          'purchase:dest_1': { state: 'waiting' },
        },
      },
    });
  });

  it('plans nothing for what is over already when it is told late', async () => {
    const property = newSendingProperty();
    const pending = newSession({ paymentStatus: 'unpaid' });
    await record(property, tellSession({ ...pending, paymentStatus: 'paid' }, 'async_payment_succeeded'));
    const late = await record(property, tellSession(pending));
    expect(late.kind).toBe('repeat');
    expect(Object.keys(entryOf(late).deliveries)).toEqual(['purchase:dest_1']);
  });

  it('tells a failed delayed payment at once', async () => {
    const property = newSendingProperty();
    const pending = newSession({ paymentStatus: 'unpaid' });
    await record(property, tellSession(pending));
    expect(entryOf(await record(property, tellSession(pending, 'async_payment_failed')))).toMatchObject({
      status: 'failed',
      deliveries: {
        'checkout_pending:dest_1': { state: 'overtaken' },
        'checkout_failed:dest_1': { state: 'waiting', dueAtMs: nowMs },
      },
    });
  });

  it('plans what is replayed for destinations that have nothing of it, never a second one', async () => {
    const property = newSendingProperty({ sender: 'browser' });
    const session = newSession();
    const events = [tellSession(session), tellRefund(session)];
    for (const event of events) expect(entryOf(await record(property, event)).deliveries).toEqual({});
    const sending = { ...property, sender: 'server' as const };
    for (const event of events) expect((await record(sending, event)).kind).toBe('repeat');
    const replayed: Entry[] = [];
    for (const event of events) replayed.push(entryOf(await record(sending, event, { replan: true })));
    expect(replayed.flatMap(({ deliveries }) => Object.keys(deliveries))).toEqual(['purchase:dest_1', 'refund:dest_1']);
    for (const event of events) expect((await record(sending, event, { replan: true })).kind).toBe('repeat');
  });

  it('does not replay a purchase that a page reported', async () => {
    const property = newSendingProperty({ sender: 'browser' });
    const session = newSession();
    const view = newView(property, { session });
    await recordView(one(), view, nowMs);
    const report = { checkout_session_id: session.id, event_id: `purchase:${session.id}`, claim: view.claim ?? '' };
    await recordReport(one(), property, { property_id: property.id, ...report }, nowMs);
    const sending = { ...property, sender: 'server' as const };
    expect(entryOf(await record(sending, tellSession(session), { replan: true })).deliveries).toMatchObject({
      'purchase:dest_1': { state: 'reported' },
    });
  });

  it('keeps one entry and one purchase when page and webhook create it at the same moment', async () => {
    const property = newSendingProperty();
    for (let round = 0; round < 10; round++) {
      const session = newSession();
      const view = newView(property, { session: { ...session, lines: [] } });
      const [{ firstView }, outcome] = await Promise.all([
        recordView(one(), view, nowMs + 1_000),
        recordChange(other(), property, tellSession(session), when),
      ]);
      expect(firstView).toBe(true);
      expect(outcome.kind).toBe('recorded');
      const entry = await sessionEntry(property, session);
      expect(entry).toMatchObject({ status: 'paid', statusAtSeconds: nowMs / 1000, session: { lines: [] } });
      expect(entry.deliveries).toMatchObject({ 'purchase:dest_1': { state: 'waiting', dueAtMs: nowMs + 901_000 } });
      expect(Object.keys(entry.deliveries)).toHaveLength(1);
      expect(await one().findBuyer(entry.id, nowMs)).toMatchObject({ email: session.email });
    }
  });
});

describe('recordChange where the process dies between two steps', () => {
  it('does what is missing when it is told again, and nothing twice', async () => {
    for (let steps = 0; steps < 12; steps++) {
      const store = await openStore('sqlite::memory:');
      const property = newSendingProperty();
      const session = newSession();
      const refund = tellRefund(session);
      await recordChange(store, property, tellSession(session), when);
      let left = steps;
      const step = <T>(call: () => Promise<T>): Promise<T> =>
        left-- > 0 ? call() : Promise.reject(new StoreUnavailableError('The process died.'));
      const dying = {
        ...wrapStore(store),
        createEntry: (...args: Parameters<typeof store.createEntry>) => step(() => store.createEntry(...args)),
        changeEntry: (...args: Parameters<typeof store.changeEntry>) => step(() => store.changeEntry(...args)),
        findEntry: (id: string) => step(() => store.findEntry(id)),
        findSessionEntry: (...args: Parameters<typeof store.findSessionEntry>) =>
          step(() => store.findSessionEntry(...args)),
      };
      await recordChange(dying, property, refund, when).catch(() => undefined);
      const again = entryOf(await recordChange(store, property, refund, when));
      expect(again).toMatchObject({ share: { valueMinor: 4_950 }, resolution: { state: 'resolved' } });
      expect(Object.keys(again.deliveries)).toEqual(['refund:dest_1']);
      const sold = await store.findEntry(entryId(property.id, session.id));
      const shared = sold?.kind === 'session' ? Object.keys(sold.refunds) : [];
      expect(shared.map((id) => entryId(property.id, id))).toEqual([again.id]);
      await store.close();
    }
  });
});
