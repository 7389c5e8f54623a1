// What Stripe tells of a payment's life, in the ledger, on every store.
import { describe, expect, it } from 'vitest';
import { type ChangeOutcome, recordChange } from '../../../functions/ledger/record-change.ts';
import { recordReport } from '../../../functions/ledger/record-report.ts';
import { recordView } from '../../../functions/ledger/record-view.ts';
import type { Recording } from '../../../functions/ledger/recording.ts';
import type { Entry, SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property, Scope } from '../../../functions/rules/property.ts';
import type { StripeChange } from '../../../functions/rules/stripe-change.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { entryId } from '../../../functions/store/store.ts';
import { countCalls, wrapStore } from '../public/wrap-store.ts';
import { newDisputeEntry, newInvoiceEntry, newSubscriptionEntry } from '../store/records.ts';
import { newSendingProperty, newSession, newTrial, nowMs, tell, tellRefund, tellSession } from './changes.ts';
import { describeOnStores } from './describe-on-stores.ts';
import { newView } from './new-view.ts';

const when: Recording = { nowMs, source: 'webhook' };

function entryOf(outcome: ChangeOutcome): Entry {
  if (outcome.kind === 'ignored') throw new Error(`It was ignored: ${outcome.reason}.`);
  return outcome.entry;
}

describeOnStores('recordChange', ({ one, other }) => {
  const record = (property: Property, change: StripeChange, more: Partial<Recording> = {}) =>
    recordChange(one(), property, change, { ...when, ...more });
  const sessionEntry = async (property: Property, { id }: { id: string }): Promise<SessionEntry> => {
    const entry = await one().findEntry(entryId(property.id, id));
    if (entry?.kind !== 'session') throw new Error('There is no such session.');
    return entry;
  };

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

  it('takes the first paid invoice of a trial for its conversion, and further ones for renewals', async () => {
    const property = newSendingProperty();
    const trial = newTrial();
    await record(property, tellSession(trial));
    const bill = () => {
      const { invoice } = newInvoiceEntry();
      return tell({ kind: 'invoice', invoice: { ...invoice, subscriptionId: trial.subscriptionId } }, 'invoice.paid');
    };
    const first = bill();
    expect(entryOf(await record(property, first)).deliveries).toMatchObject({
      'trial_converted:dest_1': { dueAtMs: nowMs },
    });
    expect(entryOf(await record(property, bill())).deliveries).toMatchObject({ 'subscription_renewal:dest_1': {} });
    expect((await record(property, first)).kind).toBe('repeat');
  });

  it('takes the earlier of two invoices for the conversion, though the later was heard of first', async () => {
    const property = newSendingProperty();
    const trial = newTrial();
    await record(property, tellSession(trial));
    const bill = (createdSeconds: number) => {
      const { invoice } = newInvoiceEntry();
      const billed = { ...invoice, subscriptionId: trial.subscriptionId, createdSeconds };
      return tell({ kind: 'invoice', invoice: billed }, 'invoice.paid');
    };
    const later = entryOf(await record(property, bill(2_000)));
    expect(later.deliveries).toMatchObject({ 'trial_converted:dest_1': { state: 'waiting' } });
    const first = bill(1_000);
    expect(entryOf(await record(property, first)).deliveries).toEqual({
      'trial_converted:dest_1': expect.objectContaining({ state: 'waiting' }),
    });
    expect((await one().findEntry(later.id))?.deliveries).toMatchObject({
      'trial_converted:dest_1': { state: 'overtaken' },
      'subscription_renewal:dest_1': { state: 'waiting' },
    });
    expect((await record(property, first)).kind).toBe('repeat');
  });

  it('leaves the conversion with the later invoice once a destination was told so', async () => {
    const property = newSendingProperty();
    const trial = newTrial();
    await record(property, tellSession(trial));
    const bill = (createdSeconds: number) => {
      const { invoice } = newInvoiceEntry();
      const billed = { ...invoice, subscriptionId: trial.subscriptionId, createdSeconds };
      return tell({ kind: 'invoice', invoice: billed }, 'invoice.paid');
    };
    const later = entryOf(await record(property, bill(2_000)));
    const [key = '', delivery] = Object.entries(later.deliveries)[0] ?? [];
    if (delivery === undefined) throw new Error('Nothing was planned.');
    await one().changeEntry({ ...later, deliveries: { [key]: { ...delivery, state: 'sent', dueAtMs: null } } });
    expect(entryOf(await record(property, bill(1_000))).deliveries).toMatchObject({
      'subscription_renewal:dest_1': {},
    });
    expect((await one().findEntry(later.id))?.deliveries).toMatchObject({ [key]: { state: 'sent' } });
  });

  it('records the first invoice of a subscription without telling anybody', async () => {
    const property = newSendingProperty();
    const paid = newTrial({ paymentStatus: 'paid', amountTotalMinor: 900 });
    await record(property, tellSession(paid));
    const { invoice } = newInvoiceEntry();
    const first = { ...invoice, subscriptionId: paid.subscriptionId, billingReason: 'subscription_create' };
    const entry = entryOf(await record(property, tell({ kind: 'invoice', invoice: first }, 'invoice.paid')));
    expect(entry).toMatchObject({ resolution: { state: 'foreign', reason: 'no_renewal' } });
    expect(entry.deliveries).toEqual({});
  });

  it('tells a cancellation, and a dispute once it is one', async () => {
    const property = newSendingProperty();
    const [trial, session] = [newTrial(), newSession()];
    await record(property, tellSession(trial));
    await record(property, tellSession(session));
    const { subscription } = newSubscriptionEntry();
    const ended = { ...subscription, id: trial.subscriptionId ?? '' };
    const cancelled = entryOf(await record(property, tell({ kind: 'subscription', subscription: ended })));
    expect(cancelled.deliveries).toMatchObject({ 'subscription_cancel:dest_1': { dueAtMs: nowMs } });
    const { dispute } = newDisputeEntry();
    const asked = { ...dispute, paymentIntentId: session.paymentIntentId, status: 'warning_needs_response' };
    expect(entryOf(await record(property, tell({ kind: 'dispute', dispute: asked }))).deliveries).toEqual({});
    const disputed = tell({ kind: 'dispute', dispute: { ...asked, status: 'needs_response' } });
    expect(entryOf(await record(property, disputed)).deliveries).toMatchObject({
      'dispute:dest_1': { dueAtMs: nowMs },
    });
  });

  it('keeps in the purchase what a bank took back for good, and takes it out where the money comes back', async () => {
    const property = newSendingProperty();
    const session = newSession();
    await record(property, tellSession(session));
    const { dispute } = newDisputeEntry();
    const asked = { ...dispute, paymentIntentId: session.paymentIntentId };
    const find = async () => (await one().findEntry(entryId(property.id, session.id))) ?? {};
    await record(property, tell({ kind: 'dispute', dispute: asked }));
    expect(await find()).not.toHaveProperty('lostDisputes');
    const lost = tell({ kind: 'dispute', dispute: { ...asked, status: 'lost' } });
    await record(property, lost);
    const noted = await find();
    expect(noted).toMatchObject({ lostDisputes: { [dispute.id]: { amountMinor: 4_950, currency: 'eur' } } });
    await record(property, lost);
    expect(await find()).toEqual(noted);
    await record(property, tell({ kind: 'dispute', dispute: { ...asked, status: 'won' } }));
    expect(await find()).toMatchObject({
      lostDisputes: {},
      changes: expect.arrayContaining([expect.objectContaining({ what: 'dispute_undone' })]),
    });
  });

  it('notes a lost dispute when its session becomes known, and when it is told of again after it could not be', async () => {
    const property = newSendingProperty();
    const session = newSession();
    const { dispute } = newDisputeEntry();
    const asked = { ...dispute, paymentIntentId: session.paymentIntentId };
    await record(property, tellSession(session));
    await record(property, tell({ kind: 'dispute', dispute: asked }));
    const lost = { ...asked, status: 'lost' };
    const stored = await one().findEntry(entryId(property.id, dispute.id));
    if (stored?.kind !== 'dispute') throw new Error('The dispute is recorded.');
    // As where the process ended before it came to the purchase.
    await one().changeEntry({ ...stored, dispute: lost });
    await record(property, tell({ kind: 'dispute', dispute: lost }));
    expect(await one().findEntry(entryId(property.id, session.id))).toMatchObject({
      lostDisputes: { [dispute.id]: { amountMinor: 4_950 } },
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
