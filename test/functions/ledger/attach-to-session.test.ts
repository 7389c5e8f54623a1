// What later entries become once it is known what they go back to.
import { describe, expect, it } from 'vitest';
import { attachToSession } from '../../../functions/ledger/attach-to-session.ts';
import { planAsRenewal } from '../../../functions/ledger/convert-trial.ts';
import { markForeign } from '../../../functions/ledger/mark-foreign.ts';
import type { InvoiceEntry, LaterEntry, SessionEntry } from '../../../functions/rules/entry.ts';
import type { Property, Scope } from '../../../functions/rules/property.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import type { Store } from '../../../functions/store/store.ts';
import { wrapStore } from '../public/wrap-store.ts';
import {
  newDisputeEntry,
  newFullEntry,
  newInvoiceEntry,
  newRefundEntry,
  newSubscriptionEntry,
} from '../store/records.ts';
import { newSendingProperty, nowMs } from './changes.ts';

const when = { nowMs, source: 'sweep' } as const;
const property = newSendingProperty();

interface Held {
  store: Store;
  session: SessionEntry;
  attach: (entry: LaterEntry, invoice?: InvoiceEntry, as?: Property) => Promise<LaterEntry>;
}

async function hold(changes: Partial<SessionEntry> = {}): Promise<Held> {
  const store = await openStore('sqlite::memory:');
  const session = newFullEntry(changes);
  await store.createEntry(session);
  return {
    store,
    session,
    async attach(entry, invoice, as = property) {
      await store.createEntry(entry);
      return await attachToSession(store, as, entry, { session, invoice }, when);
    },
  };
}

describe('attachToSession', () => {
  it('shares a renewal’s refund out of the renewal', async () => {
    const { store, attach } = await hold();
    const renewal = newInvoiceEntry();
    await store.createEntry(renewal);
    const refund = newRefundEntry({ refund: { ...newRefundEntry().refund, amountMinor: 900 } });
    expect(await attach(refund, renewal)).toMatchObject({
      invoiceId: renewal.invoice.id,
      share: { valueMinor: 900 },
      deliveries: { 'subscription_refund:dest_1': { state: 'waiting', dueAtMs: nowMs } },
    });
    expect(await store.findEntry(renewal.id)).toMatchObject({ refunds: { [refund.refund.id]: { valueMinor: 900 } } });
  });

  it('takes a refund of the first invoice for one of what the session sold', async () => {
    const { store, session, attach } = await hold();
    const first = newInvoiceEntry();
    const created = { ...first, invoice: { ...first.invoice, billingReason: 'subscription_create' } };
    const refund = newRefundEntry();
    expect(await attach(refund, created)).toMatchObject({ invoiceId: null, deliveries: { 'refund:dest_1': {} } });
    expect(await store.findEntry(session.id)).toMatchObject({ refunds: { [refund.refund.id]: { valueMinor: 1_000 } } });
  });

  it('tells nobody of the refund of an invoice that nobody was told of', async () => {
    const { attach } = await hold();
    const other = newInvoiceEntry();
    const update = { ...other, invoice: { ...other.invoice, billingReason: 'subscription_update' } };
    const attached = await attach(newRefundEntry(), update);
    expect(attached.resolution).toEqual({ state: 'foreign', reason: 'no_renewal' });
    expect(attached.deliveries).toEqual({});
  });

  it('tells nobody of a renewal of a session out of the property’s scope, nor of its end', async () => {
    const { attach } = await hold();
    const scope: Scope = { kind: 'payment_links', ids: ['plink_1'] };
    for (const entry of [newInvoiceEntry(), newSubscriptionEntry()]) {
      const attached = await attach(entry, undefined, { ...property, scope });
      expect(attached.resolution).toEqual({ state: 'foreign', reason: 'out_of_scope' });
      expect(attached.deliveries).toEqual({});
    }
  });

  it('tells nobody of a refund in another currency, whose part of the value nobody knows', async () => {
    const { attach } = await hold();
    const refund = newRefundEntry({ refund: { ...newRefundEntry().refund, currency: 'usd' } });
    expect(await attach(refund)).toMatchObject({ resolution: { state: 'foreign', reason: 'other_currency' } });
  });

  it('notes a lost dispute in the renewal that it is about', async () => {
    const { store, session, attach } = await hold();
    const renewal = newInvoiceEntry();
    await store.createEntry(renewal);
    const { dispute } = newDisputeEntry();
    await attach(newDisputeEntry({ dispute: { ...dispute, status: 'lost' } }), renewal);
    expect(await store.findEntry(renewal.id)).toMatchObject({ lostDisputes: { [dispute.id]: { amountMinor: 4_950 } } });
    expect(await store.findEntry(session.id)).not.toHaveProperty('lostDisputes');
  });

  it('names the renewal that a dispute is about', async () => {
    const { attach } = await hold();
    const renewal = newInvoiceEntry();
    expect(await attach(newDisputeEntry(), renewal)).toMatchObject({ invoiceId: renewal.invoice.id });
  });

  it('changes nothing the second time', async () => {
    const { store, session, attach } = await hold();
    const attached = await attach(newRefundEntry());
    const found = await store.findEntry(session.id);
    if (found?.kind !== 'session') throw new Error('The session is gone.');
    expect(await attachToSession(store, property, attached, { session: found }, when)).toEqual(attached);
    expect(await store.findEntry(session.id)).toEqual(found);
  });

  it('plans once when two sweeps attach at the same time', async () => {
    const { store, session } = await hold({ status: 'free' });
    const invoice = newInvoiceEntry();
    await store.createEntry(invoice);
    const both = [1, 2].map(() => attachToSession(store, property, invoice, { session }, when));
    for (const attached of await Promise.all(both)) {
      expect(Object.keys(attached.deliveries)).toEqual(['trial_converted:dest_1']);
    }
    expect(await store.findEntry(session.id)).toMatchObject({ convertedBy: invoice.invoice.id, version: 2 });
  });
});

/** A store that does `interlude` before the so manieth call of an entry, and counts its calls. */
function interrupt(store: Store, at: number, interlude: () => Promise<unknown>): { store: Store; calls: () => number } {
  let calls = 0;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls === at) await interlude();
    return await work();
  };
  return {
    calls: () => calls,
    store: {
      ...wrapStore(store),
      findEntry: (id) => step(() => store.findEntry(id)),
      changeEntry: (...args) => step(() => store.changeEntry(...args)),
    },
  };
}

describe('two invoices of a subscription that began free, attached at the same time', () => {
  const { invoice } = newInvoiceEntry();
  const ids = { first: 'in_first', second: 'in_second' } as const;
  const bill = (which: keyof typeof ids): InvoiceEntry => {
    const createdSeconds = invoice.createdSeconds + (which === 'first' ? 0 : 60);
    return newInvoiceEntry({ propertyId: property.id, invoice: { ...invoice, id: ids[which], createdSeconds } });
  };

  /**
   * Before its so manieth step, `slow` waits for the other; before its so manieth step, that waits for `slow` to end. What then
   * waits to be told of both, and whether each got so far.
   */
  async function meet(slow: keyof typeof ids, at: number, back: number) {
    const { store, session } = await hold({ propertyId: property.id, status: 'free' });
    const entries = { first: bill('first'), second: bill('second') };
    await store.createEntry(entries.first);
    await store.createEntry(entries.second);
    const attach = (over: Store, which: keyof typeof ids) =>
      attachToSession(over, property, entries[which], { session }, when);
    const end = Promise.withResolvers<void>();
    const other = interrupt(store, back, () => {
      goOn.resolve();
      return end.promise;
    });
    const goOn = Promise.withResolvers<void>();
    let others: Promise<unknown> | undefined;
    const start = (): Promise<unknown> => {
      others = attach(other.store, slow === 'first' ? 'second' : 'first').finally(goOn.resolve);
      return goOn.promise;
    };
    const one = interrupt(store, at, start);
    await attach(one.store, slow);
    end.resolve();
    await (others ?? start());
    await others;
    const told = async ({ id }: InvoiceEntry) => {
      const { deliveries = {} } = (await store.findEntry(id)) ?? {};
      return Object.values(deliveries).flatMap(({ event, state }) => (state === 'waiting' ? [event] : []));
    };
    const isFar = { one: one.calls() >= at, other: other.calls() >= back };
    return { told: { first: await told(entries.first), second: await told(entries.second) }, isFar };
  }

  it.each(['first', 'second'] as const)(
    'make one conversion and one renewal, wherever the %s and then the other are interrupted',
    async (slow) => {
      for (let at = 1, isFar = true; isFar; at++) {
        for (let back = 1, isOtherFar = true; isOtherFar; back++) {
          const end = await meet(slow, at, back);
          const told = { first: ['trial_converted'], second: ['subscription_renewal'] };
          expect({ at, back, told: end.told }).toEqual({ at, back, told });
          isFar = end.isFar.one;
          isOtherFar = end.isFar.other;
        }
      }
    },
  );
});

describe('planAsRenewal', () => {
  it('leaves a conversion alone that a destination was told of, or may be at any moment', async () => {
    for (const state of ['leased', 'sent', 'uncertain'] as const) {
      const { store, session } = await hold({ propertyId: property.id, status: 'free' });
      const invoice = newInvoiceEntry({ propertyId: property.id });
      await store.createEntry(invoice);
      const attached = await attachToSession(store, property, invoice, { session }, when);
      const planned = attached.deliveries['trial_converted:dest_1'];
      if (planned === undefined) throw new Error('The conversion was not planned.');
      const begun = { ...attached, deliveries: { 'trial_converted:dest_1': { ...planned, state } } };
      await store.changeEntry(begun);
      const converted = { ...session, convertedBy: 'in_another' };
      await planAsRenewal(store, property, { id: invoice.id, session: converted }, when);
      expect((await store.findEntry(invoice.id))?.deliveries).toEqual(begun.deliveries);
    }
  });
});

describe('markForeign', () => {
  it('closes the search with its reason', async () => {
    const store = await openStore('sqlite::memory:');
    const entry = newRefundEntry();
    await store.createEntry(entry);
    const foreign = await markForeign(store, entry, 'no_session', when);
    expect(foreign).toMatchObject({ resolution: { state: 'foreign', reason: 'no_session' }, version: 2 });
    expect(foreign.changes.at(-1)).toEqual({ atMs: nowMs, source: 'sweep', what: 'foreign', about: 'no_session' });
    expect(await store.findEntry(entry.id)).toEqual(foreign);
  });

  it('leaves one alone that somebody resolved meanwhile', async () => {
    const store = await openStore('sqlite::memory:');
    const entry = newRefundEntry();
    await store.createEntry(entry);
    await store.changeEntry({ ...entry, resolution: { state: 'resolved' }, sessionId: 'cs_test_1' });
    expect(await markForeign(store, entry, 'no_session', when)).toMatchObject({ resolution: { state: 'resolved' } });
  });
});
