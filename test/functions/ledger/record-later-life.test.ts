// What Stripe tells of a payment after the checkout (invoices, ends of subscriptions, disputes), in the ledger, on every store.
import { expect, it } from 'vitest';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { Invoice, StripeChange } from '../../../functions/rules/stripe-change.ts';
import { entryId } from '../../../functions/store/store.ts';
import { newDisputeEntry, newInvoiceEntry, newSubscriptionEntry } from '../store/records.ts';
import { newSendingProperty, newSession, newTrial, nowMs, tell, tellSession } from './changes.ts';
import { describeOnStores } from './describe-on-stores.ts';
import { entryOf, recordOn } from './record-on-stores.ts';

/** News of a paid invoice of the session's subscription. */
function bill({ subscriptionId }: CheckoutSession, changes: Partial<Invoice> = {}): StripeChange {
  const { invoice } = newInvoiceEntry();
  return tell({ kind: 'invoice', invoice: { ...invoice, subscriptionId, ...changes } }, 'invoice.paid');
}

describeOnStores('recordChange', ({ one }) => {
  const { record } = recordOn(one);

  it('takes the first paid invoice of a trial for its conversion, and further ones for renewals', async () => {
    const property = newSendingProperty();
    const trial = newTrial();
    await record(property, tellSession(trial));
    const first = bill(trial);
    expect(entryOf(await record(property, first)).deliveries).toMatchObject({
      'trial_converted:dest_1': { dueAtMs: nowMs },
    });
    expect(entryOf(await record(property, bill(trial))).deliveries).toMatchObject({
      'subscription_renewal:dest_1': {},
    });
    expect((await record(property, first)).kind).toBe('repeat');
  });

  it('takes the earlier of two invoices for the conversion, though the later was heard of first', async () => {
    const property = newSendingProperty();
    const trial = newTrial();
    await record(property, tellSession(trial));
    const later = entryOf(await record(property, bill(trial, { createdSeconds: 2_000 })));
    expect(later.deliveries).toMatchObject({ 'trial_converted:dest_1': { state: 'waiting' } });
    const first = bill(trial, { createdSeconds: 1_000 });
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
    const later = entryOf(await record(property, bill(trial, { createdSeconds: 2_000 })));
    const [key = '', delivery] = Object.entries(later.deliveries)[0] ?? [];
    if (delivery === undefined) throw new Error('Nothing was planned.');
    await one().changeEntry({ ...later, deliveries: { [key]: { ...delivery, state: 'sent', dueAtMs: null } } });
    expect(entryOf(await record(property, bill(trial, { createdSeconds: 1_000 }))).deliveries).toMatchObject({
      'subscription_renewal:dest_1': {},
    });
    expect((await one().findEntry(later.id))?.deliveries).toMatchObject({ [key]: { state: 'sent' } });
  });

  it('records the first invoice of a subscription without telling anybody', async () => {
    const property = newSendingProperty();
    const paid = newTrial({ paymentStatus: 'paid', amountTotalMinor: 900 });
    await record(property, tellSession(paid));
    const entry = entryOf(await record(property, bill(paid, { billingReason: 'subscription_create' })));
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
});
