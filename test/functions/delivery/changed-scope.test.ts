// What is sent of payments whose property's scope was changed between the purchase and what came of it.
import { expect, it } from 'vitest';
import { replayEvent } from '../../../functions/delivery/replay-event.ts';
import { changeStoredEntry } from '../../../functions/ledger/change-entry.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { recordView } from '../../../functions/ledger/record-view.ts';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { noteScopeChange } from '../../../functions/rules/scope.ts';
import type { ChangedObject, Dispute, StripeChange } from '../../../functions/rules/stripe-change.ts';
import { newView } from '../ledger/new-view.ts';
import { newDisputeEntry, newRefundEntry } from '../store/records.ts';
import { toReadEvent } from './fake-stripe.ts';
import { overStores } from './over-stores.ts';
import {
  container,
  containerId,
  ga4,
  ga4Id,
  newInvoice,
  newRefund,
  type Shop,
  startShop,
  toChange,
  toTold,
} from './start-shop.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** An hour before the shop opens. */
const soldAtMs = Date.UTC(2026, 10, 21, 11);
const elsewhere: Pick<Property, 'scope'> = { scope: { kind: 'payment_links', ids: ['plink_of_another_shop'] } };

/** The shop under other settings: what is told from then on, and what came of that within minutes. */
async function change(
  shop: Shop,
  changes: Partial<Property>,
): Promise<(object: ChangedObject) => Promise<StripeChange>> {
  const known = await shop.store.findProperty(shop.property.id);
  if (known === undefined) throw new Error('There is always a property.');
  const property = noteScopeChange(known, { ...known, ...changes }, shop.clock.nowMs);
  await shop.store.changeProperty(property);
  return async (object) => {
    const told = toChange(shop.clock.nowMs, object);
    await recordChange(shop.store, property, told, { nowMs: shop.clock.nowMs, source: 'webhook' });
    await shop.sweepFor(5 * minuteMs);
    return told;
  };
}

function newRefundOf(shop: Shop, { paymentIntentId }: CheckoutSession): ReturnType<typeof newRefund> {
  return newRefund(shop.clock.nowMs, { paymentIntentId });
}

function newDispute({ paymentIntentId }: CheckoutSession): { kind: 'dispute'; dispute: Dispute } {
  return { kind: 'dispute', dispute: { ...newDisputeEntry().dispute, status: 'lost', paymentIntentId } };
}

async function statesOf(shop: Shop, stripeId: string): Promise<Record<string, string>> {
  const { deliveries } = await shop.find(stripeId);
  return Object.fromEntries(
    Object.entries(deliveries).map(([key, { state, reason }]) => [
      key,
      reason === null ? state : `${state}: ${reason}`,
    ]),
  );
}

overStores('a changed scope', (store) => {
  it('lets refund and dispute go to whom their purchase was told, and nowhere else', async () => {
    const shop = await startShop(store());
    const session = await shop.buy();
    await shop.sweepFor(5 * minuteMs);
    const tell = await change(shop, { ...elsewhere, destinations: [container, ga4] });
    const { refund } = newRefundOf(shop, session);
    const { dispute } = newDispute(session);
    await tell({ kind: 'refund', refund });
    await tell({ kind: 'dispute', dispute });
    expect(shop.container.taken.map(({ event }) => event)).toEqual(['purchase', 'refund', 'dispute']);
    expect(shop.ga4.taken).toEqual([]);
    for (const [id, event] of [[refund.id, 'refund'] as const, [dispute.id, 'dispute'] as const]) {
      expect(await statesOf(shop, id)).toEqual({
        [`${event}:${containerId}`]: 'sent',
        [`${event}:${ga4Id}`]: 'suppressed: purchase_not_told',
      });
    }
  });

  it('sends what was planned before, and what takes it back after it', async () => {
    const shop = await startShop(store(), { sender: 'browser_first' });
    const session = await shop.buy();
    const tell = await change(shop, elsewhere);
    await tell(newRefundOf(shop, session));
    expect(shop.container.taken).toEqual([]);
    await shop.sweepFor(20 * minuteMs);
    expect(shop.container.taken.map(({ event }) => event)).toEqual(['purchase', 'refund']);
  });

  it('sends neither refund nor dispute of what was out of scope when it was sold, once it is in it', async () => {
    const shop = await startShop(store(), { ...elsewhere });
    const session = shop.newSession({ createdSeconds: shop.clock.nowMs / 1000 - 100 * 3_600 });
    await recordView(shop.store, newView(shop.property, { session }), shop.clock.nowMs);
    const tell = await change(shop, { scope: { kind: 'account' } });
    const { refund } = newRefundOf(shop, session);
    const { dispute } = newDispute(session);
    await tell({ kind: 'refund', refund });
    await tell({ kind: 'dispute', dispute });
    expect(shop.container.tries).toBe(0);
    expect(await statesOf(shop, refund.id)).toEqual({ [`refund:${containerId}`]: 'suppressed: purchase_not_told' });
    expect(await statesOf(shop, dispute.id)).toEqual({ [`dispute:${containerId}`]: 'suppressed: purchase_not_told' });
  });

  it('waits for no money that arrives out of scope', async () => {
    const shop = await startShop(store());
    const session = await shop.buy({ paymentStatus: 'unpaid' });
    await shop.sweepFor(5 * minuteMs);
    const { refund } = newRefundOf(shop, session);
    await (await change(shop, {}))({ kind: 'refund', refund });
    expect(await statesOf(shop, refund.id)).toEqual({ [`refund:${containerId}`]: 'waiting: purchase_not_sent' });
    const tell = await change(shop, elsewhere);
    await tell(toTold({ ...session, paymentStatus: 'paid' }));
    await shop.sweepFor(2 * hourMs);
    expect(await statesOf(shop, refund.id)).toEqual({ [`refund:${containerId}`]: 'suppressed: purchase_not_told' });
    expect(shop.container.taken.map(({ event }) => event)).toEqual(['checkout_pending']);
  });

  it('sends the refund of a renewal that was told, and no further renewal nor its refund', async () => {
    const shop = await startShop(store());
    await shop.buy({ mode: 'subscription', paymentIntentId: null, subscriptionId: 'sub_ada' });
    const bill = (paymentIntentId: string) => {
      const told = newInvoice(shop.clock.nowMs, { subscriptionId: 'sub_ada' });
      shop.stripe.invoices.set(told.invoice.id, told.invoice);
      shop.stripe.invoicePayments.set(paymentIntentId, told.invoice.id);
      return told;
    };
    await shop.sweepFor(5 * minuteMs);
    await (await change(shop, {}))(bill('pi_told'));
    const tell = await change(shop, elsewhere);
    await tell(bill('pi_untold'));
    // Nobody told of this one, so that it is found by its refund.
    bill('pi_found');
    for (const paymentIntentId of ['pi_told', 'pi_untold', 'pi_found']) {
      await tell(newRefund(shop.clock.nowMs, { paymentIntentId, amountMinor: 450 }));
    }
    expect(shop.container.taken.map(({ event }) => event)).toEqual([
      'purchase',
      'subscription_renewal',
      'subscription_refund',
    ]);
    expect((await shop.sweep()).counts).toMatchObject({ unresolved: 0 });
  });

  it.each([
    ['before the property was made', { createdAtMs: soldAtMs + minuteMs }, []],
    ['before the property’s scope came to take it in', { scopeGrewAtMs: soldAtMs + minuteMs }, []],
    ['since then', { createdAtMs: soldAtMs - minuteMs, scopeGrewAtMs: soldAtMs - minuteMs }, ['purchase', 'refund']],
  ])('tells of a sale that its refund brings in where it was made %s', async (_when, changes, told) => {
    const shop = await startShop(store(), changes);
    const session = shop.newSession({ createdSeconds: soldAtMs / 1000 });
    const { refund } = newRefundOf(shop, session);
    await (await change(shop, {}))({ kind: 'refund', refund });
    await shop.sweepFor(10 * minuteMs);
    expect(shop.container.taken.map(({ event }) => event)).toEqual(told);
    expect(await shop.find(session.id)).toMatchObject({ status: 'paid', refunds: { [refund.id]: {} } });
    expect(await statesOf(shop, refund.id)).toEqual({
      [`refund:${containerId}`]: told.length > 0 ? 'sent' : 'suppressed: purchase_not_told',
    });
  });

  it('is made good by a replay, of what an earlier version called foreign', async () => {
    const shop = await startShop(store());
    const session = await shop.buy();
    await shop.sweepFor(5 * minuteMs);
    const tell = await change(shop, elsewhere);
    const { refund } = newRefundOf(shop, session);
    const told = await tell({ kind: 'refund', refund });
    shop.stripe.events.push(toReadEvent(told));
    shop.container.taken.splice(0);
    await changeStoredEntry(shop.store, `${shop.property.id}:${refund.id}`, (stored) =>
      stored.kind === 'refund'
        ? {
            ...stored,
            resolution: { state: 'foreign', reason: 'out_of_scope' },
            sessionId: null,
            share: null,
            deliveries: {},
          }
        : undefined,
    );
    const record = await shop.context.properties.find(shop.property.id);
    if (record === undefined) throw new Error('There is always a property.');
    expect(await replayEvent(shop.context, record, told.eventId)).toMatchObject({ kind: 'replayed' });
    expect(shop.container.taken.map(({ event }) => event)).toEqual(['refund']);
  });

  it('searches once for what an earlier version called foreign, and ignores a refund of another’s payment from then on', async () => {
    const shop = await startShop(store(), { ...elsewhere });
    const { paymentIntentId } = shop.newSession({ paymentLinkId: 'plink_of_yet_another_shop' });
    const told = toChange(shop.clock.nowMs, newRefund(shop.clock.nowMs, { paymentIntentId }));
    shop.stripe.events.push(toReadEvent(told));
    const record = await shop.context.properties.find(shop.property.id);
    if (told.object.kind !== 'refund' || record === undefined) throw new Error('There are both.');
    const { refund } = told.object;
    const id = `${shop.property.id}:${refund.id}`;
    const resolution = { state: 'foreign', reason: 'out_of_scope' } as const;
    await shop.store.createEntry(
      newRefundEntry({ id, propertyId: shop.property.id, livemode: true, refund, resolution, sessionId: null }),
    );
    const replay = async () => {
      shop.stripe.asked.splice(0);
      const outcome = await replayEvent(shop.context, record, told.eventId);
      return { outcome, asked: shop.stripe.asked.length, lines: (await shop.find(refund.id)).changes.length };
    };
    const outcome = { kind: 'ignored', reason: 'out_of_scope' };
    const first = await replay();
    expect(first.outcome).toEqual(outcome);
    const second = await replay();
    expect(second).toEqual({ outcome, asked: 1, lines: first.lines });
    expect(first.asked).toBeGreaterThan(second.asked);
  });

  it('is made good by a replay of a renewal’s refund, too, whose payment only Stripe can place', async () => {
    const shop = await startShop(store());
    await shop.buy({ mode: 'subscription', paymentIntentId: null, subscriptionId: 'sub_eve' });
    const renewal = newInvoice(shop.clock.nowMs, { subscriptionId: 'sub_eve' });
    shop.stripe.invoices.set(renewal.invoice.id, renewal.invoice);
    shop.stripe.invoicePayments.set('pi_renewed', renewal.invoice.id);
    await shop.sweepFor(5 * minuteMs);
    await (await change(shop, {}))(renewal);
    const tell = await change(shop, elsewhere);
    const refund = newRefund(shop.clock.nowMs, { paymentIntentId: 'pi_renewed', amountMinor: 450 });
    const told = toChange(shop.clock.nowMs, refund);
    shop.stripe.events.push(toReadEvent(told));
    await shop.store.createEntry(
      newRefundEntry({
        ...{ id: `${shop.property.id}:${refund.refund.id}`, propertyId: shop.property.id, livemode: true },
        ...{ refund: refund.refund, resolution: { state: 'foreign', reason: 'out_of_scope' }, sessionId: null },
      }),
    );
    await tell(refund);
    expect(await shop.find(refund.refund.id)).toMatchObject({ resolution: { state: 'foreign' } });
    const record = await shop.context.properties.find(shop.property.id);
    if (record === undefined) throw new Error('There is always a property.');
    await replayEvent(shop.context, record, told.eventId);
    expect(shop.container.taken.at(-1)).toMatchObject({ event: 'subscription_refund' });
    expect((await shop.find(refund.refund.id)).changes.map(({ what }) => what)).toContain('searched_again');
  });
});
