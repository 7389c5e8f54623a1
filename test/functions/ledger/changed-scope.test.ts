// What becomes of refunds, disputes and renewals where the property's scope was changed after the purchase.
import { describe, expect, it } from 'vitest';
import { attachToSession } from '../../../functions/ledger/attach-to-session.ts';
import { type ChangeOutcome, recordChange } from '../../../functions/ledger/record-change.ts';
import { recordView } from '../../../functions/ledger/record-view.ts';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { Entry, InvoiceEntry, SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property, Scope } from '../../../functions/rules/property.ts';
import type { Dispute, StripeChange } from '../../../functions/rules/stripe-change.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { entryId, type Store } from '../../../functions/store/store.ts';
import { newDisputeEntry, newInvoiceEntry, newRefundEntry, newSubscriptionEntry } from '../store/records.ts';
import { newSendingProperty, newSession, newTrial, nowMs, tell, tellRefund, tellSession } from './changes.ts';
import { newView } from './new-view.ts';

const when = { nowMs, source: 'webhook' } as const;
const elsewhere: Scope = { kind: 'payment_links', ids: ['plink_of_another_shop'] };

interface Shop {
  store: Store;
  /** Records it under these settings. */
  record: (as: Property, change: StripeChange) => Promise<ChangeOutcome>;
  find: (stripeId: string) => Promise<Entry>;
}

async function openShop(property: Property): Promise<Shop> {
  const store = await openStore('sqlite::memory:');
  return {
    store,
    record: (as, change) => recordChange(store, as, change, when),
    async find(stripeId) {
      const entry = await store.findEntry(entryId(property.id, stripeId));
      if (entry === undefined) throw new Error(`The ledger knows no ${stripeId}.`);
      return entry;
    },
  };
}

function tellDispute({ paymentIntentId }: CheckoutSession, status: string, id = 'dp_1'): StripeChange {
  const dispute: Dispute = { ...newDisputeEntry().dispute, id, status, paymentIntentId };
  return tell({ kind: 'dispute', dispute }, 'charge.dispute.closed');
}

describe('a narrowed scope', () => {
  const property = newSendingProperty();
  const narrowed = { ...property, scope: elsewhere };

  it('leaves the refunds of a purchase that was to be told to those who are told of it, and takes them off it', async () => {
    const { record, find } = await openShop(property);
    const session = newSession();
    await record(property, tellSession(session));
    for (const amountMinor of [1_000, 3_950]) {
      expect(await record(narrowed, tellRefund(session, { id: `re_${amountMinor}`, amountMinor }))).toMatchObject({
        kind: 'recorded',
        entry: {
          ...{ resolution: { state: 'resolved' }, share: { valueMinor: amountMinor } },
          deliveries: { 'refund:dest_1': { state: 'waiting' } },
        },
      });
    }
    expect(await find(session.id)).toMatchObject({ refunds: { re_1000: {}, re_3950: { valueMinor: 3_950 } } });
  });

  it('leaves the dispute of such a purchase where it was told, lost or won after all', async () => {
    const { record, find } = await openShop(property);
    const session = newSession();
    await record(property, tellSession(session));
    expect(await record(narrowed, tellDispute(session, 'needs_response'))).toMatchObject({
      entry: { deliveries: { 'dispute:dest_1': { state: 'waiting' } } },
    });
    await record(narrowed, tellDispute(session, 'lost'));
    expect(await find(session.id)).toMatchObject({ lostDisputes: { dp_1: { amountMinor: 4_950 } } });
    await record(narrowed, tellDispute(session, 'won'));
    expect(await find(session.id)).toHaveProperty('lostDisputes', {});
  });

  it('takes back from the sums what was recorded and told to nobody, and tells nobody of it', async () => {
    const silent = newSendingProperty({ destinations: [] });
    const { record, find } = await openShop(silent);
    const session = newSession();
    await record(silent, tellSession(session));
    const sending = { ...property, id: silent.id, scope: elsewhere };
    const refund = tellRefund(session, { id: 're_silent', amountMinor: 950 });
    for (const change of [refund, tellDispute(session, 'lost')]) {
      const outcome = await record(sending, change);
      expect(outcome).toMatchObject({ entry: { resolution: { state: 'resolved' } } });
      expect(outcome).toHaveProperty('entry.deliveries', {});
    }
    expect(await find(session.id)).toMatchObject({
      refunds: { re_silent: { valueMinor: 950 } },
      lostDisputes: { dp_1: {} },
    });
  });

  it('ends the renewals and the end of a subscription, every time, and keeps them so that nobody searches', async () => {
    const { record, find } = await openShop(property);
    const trial = newTrial();
    await record(property, tellSession(trial));
    const { invoice } = newInvoiceEntry();
    const { subscription } = newSubscriptionEntry();
    const later: readonly (readonly [string, StripeChange])[] = [
      [invoice.id, tell({ kind: 'invoice', invoice: { ...invoice, subscriptionId: trial.subscriptionId } })],
      [
        trial.subscriptionId ?? '',
        tell({ kind: 'subscription', subscription: { ...subscription, id: trial.subscriptionId ?? '' } }),
      ],
    ];
    for (const [id, change] of [...later, ...later]) {
      expect(await record(narrowed, change)).toEqual({ kind: 'ignored', reason: 'out_of_scope' });
      const entry = await find(id);
      expect(entry).toMatchObject({ resolution: { reason: 'out_of_scope' } });
      expect(entry.deliveries).toEqual({});
    }
  });

  it('leaves what takes a renewal back where that renewal was told, and nowhere else', async () => {
    const { store, record, find } = await openShop(property);
    const session = newTrial();
    await record(property, tellSession(session));
    const renew = async (as: Property, id: string): Promise<InvoiceEntry> => {
      const { invoice } = newInvoiceEntry();
      await record(as, tell({ kind: 'invoice', invoice: { ...invoice, id, subscriptionId: session.subscriptionId } }));
      const entry = await find(id);
      if (entry.kind !== 'invoice') throw new Error('It is no invoice.');
      return entry;
    };
    const renewals = [await renew(property, 'in_told'), await renew(narrowed, 'in_untold')] as const;
    const attach = async (invoice: InvoiceEntry) => {
      const sold = await find(session.id);
      const ids = { propertyId: property.id };
      const later = [
        newRefundEntry(ids),
        newDisputeEntry({ ...ids, dispute: { ...newDisputeEntry().dispute, status: 'lost' } }),
      ];
      return await Promise.all(
        later.map(async (entry) => {
          await store.createEntry(entry);
          return await attachToSession(store, narrowed, entry, { session: toSession(sold), invoice }, when);
        }),
      );
    };
    expect(await attach(renewals[0])).toMatchObject([
      { invoiceId: 'in_told', deliveries: { 'subscription_refund:dest_1': {} } },
      { invoiceId: 'in_told', deliveries: { 'dispute:dest_1': {} } },
    ]);
    expect(await find('in_told')).toHaveProperty('lostDisputes');
    for (const attached of await attach(renewals[1])) {
      expect(attached.resolution).toEqual({ state: 'foreign', reason: 'out_of_scope', byPurchase: true });
      expect(attached.deliveries).toEqual({});
    }
  });

  it('corrects what an earlier version called foreign, as soon as anything is told of it', async () => {
    const { store, record, find } = await openShop(property);
    const session = newSession();
    await record(property, tellSession(session));
    const told = tellDispute(session, 'lost');
    if (told.object.kind !== 'dispute') throw new Error('It is no dispute.');
    const resolution = { state: 'foreign', reason: 'out_of_scope' } as const;
    const dispute = { ...told.object.dispute, status: 'under_review' };
    await store.createEntry(
      newDisputeEntry({ id: entryId(property.id, 'dp_1'), propertyId: property.id, dispute, resolution }),
    );
    expect(await record(narrowed, told)).toMatchObject({
      entry: { resolution: { state: 'resolved' }, deliveries: { 'dispute:dest_1': {} } },
    });
    expect(await find(session.id)).toMatchObject({ lostDisputes: { dp_1: {} } });
  });
});

describe('a session out of scope that a page looked at', () => {
  const look = async (property: Property) => {
    const shop = await openShop(property);
    const session = newSession();
    await recordView(shop.store, newView(property, { session }), nowMs);
    const outcomes = [tellRefund(session), tellDispute(session, 'lost')].map((change) => shop.record(property, change));
    return (await Promise.all(outcomes)).flatMap((outcome) =>
      outcome.kind === 'ignored' ? [] : [Object.keys(outcome.entry.deliveries)],
    );
  };

  it('was told of by that page, so that what takes it back is told, too', async () => {
    expect(await look(newSendingProperty({ scope: elsewhere }))).toEqual([['refund:dest_1'], ['dispute:dest_1']]);
  });

  it('was told of by nobody under the sender `server`, whose pages push something else', async () => {
    expect(await look(newSendingProperty({ scope: elsewhere, sender: 'server' }))).toEqual([[], []]);
  });
});

function toSession(entry: Entry): SessionEntry {
  if (entry.kind === 'session') return entry;
  throw new Error('It is no session.');
}
