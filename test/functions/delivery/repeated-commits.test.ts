// A database that made a write, lost its answer and repeated it: it says that somebody else was faster, and that was we ourselves.
import { expect, it } from 'vitest';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import { recordReport } from '../../../functions/ledger/record-report.ts';
import { recordView } from '../../../functions/ledger/record-view.ts';
import type { Store } from '../../../functions/store/store.ts';
import { newView } from '../ledger/new-view.ts';
import { wrapStore } from '../public/wrap-store.ts';
import { overStores } from './over-stores.ts';
import { container, ga4, ga4Id, newInvoice, newRefund, startShop, toChange, toTold } from './start-shop.ts';

const minuteMs = 60_000;

/** Makes every write of an entry or a watermark, and answers as if another process had been faster. */
function forget(store: Store): Store {
  return {
    ...wrapStore(store),
    createEntry: async (entry, buyer) => {
      await store.createEntry(entry, buyer);
      return 'exists';
    },
    changeEntry: async (entry, buyer) => toConflict(await store.changeEntry(entry, buyer)),
    createWatermark: async (watermark) => {
      await store.createWatermark(watermark);
      return 'exists';
    },
    changeWatermark: async (watermark) => toConflict(await store.changeWatermark(watermark)),
  };
}

function toConflict(outcome: 'changed' | 'conflict' | 'missing'): 'conflict' | 'missing' {
  return outcome === 'missing' ? 'missing' : 'conflict';
}

overStores('A write that is repeated after it was made', (store) => {
  it('costs no event its send, and leaves none in doubt, also where GA4 would count it twice', async () => {
    const shop = await startShop(store(), { destinations: [container, ga4] });
    const session = shop.newSession();
    const refund = newRefund(shop.clock.nowMs, { paymentIntentId: session.paymentIntentId });
    for (const object of [refund, toTold(session)]) {
      const recording = { nowMs: shop.clock.nowMs, source: 'webhook' } as const;
      await recordChange(forget(store()), shop.property, toChange(shop.clock.nowMs, object), recording);
    }
    const context = shop.startSecond(forget);
    for (let minute = 0; minute < 10; minute++) {
      shop.clock.nowMs += minuteMs;
      await runSweep(context, { maxMs: 50_000, maxEntries: 100, propertyId: shop.property.id });
    }
    for (const receiver of [shop.container, shop.ga4]) {
      const ids = receiver.taken.map((event) => event.event_id);
      expect(ids.toSorted()).toEqual([`purchase:${session.id}`, `refund:${refund.refund.id}`]);
      expect(receiver.tries).toBe(2);
    }
    const { deliveries } = await shop.find(refund.refund.id);
    expect(deliveries[`refund:${ga4Id}`]).toMatchObject({ state: 'sent', mayBeTaken: false });
    expect(await shop.find(session.id)).toMatchObject({
      refunds: { [refund.refund.id]: { amountMinor: 1_000, valueMinor: 1_000 } },
    });
  });

  it('converts a trial once, and makes every later invoice a renewal', async () => {
    const shop = await startShop(store());
    const subscriptionId = 'sub_OfATrial';
    const trial = shop.newSession({
      mode: 'subscription',
      paymentStatus: 'no_payment_required',
      amountTotalMinor: 0,
      paymentIntentId: null,
      subscriptionId,
    });
    const invoices = [1, 2].map((days) => newInvoice(shop.clock.nowMs + days * 86_400_000, { subscriptionId }));
    for (const object of [toTold(trial), ...invoices]) {
      const recording = { nowMs: shop.clock.nowMs, source: 'webhook' } as const;
      await recordChange(forget(store()), shop.property, toChange(shop.clock.nowMs, object), recording);
    }
    await shop.sweepFor(5 * minuteMs);
    expect(shop.container.taken.map(({ event, transaction_id: id }) => `${event} ${id}`).toSorted()).toEqual([
      `subscription_renewal ${invoices[1]?.invoice.id}`,
      `trial_converted ${invoices[0]?.invoice.id}`,
      `trial_start ${trial.id}`,
    ]);
  });

  it('leaves the first view to the page that held it, and believes its report', async () => {
    const shop = await startShop(store(), { sender: 'browser_first' });
    const session = shop.newSession();
    const view = newView(shop.property, { session });
    const { firstView, entry } = await recordView(forget(store()), view, shop.clock.nowMs);
    expect(firstView).toBe(true);
    expect(entry.events.purchase?.claims).toHaveLength(1);
    const report = {
      property_id: shop.property.id,
      checkout_session_id: session.id,
      event_id: `purchase:${session.id}`,
      claim: view.claim ?? '',
    };
    const outcome = await recordReport(forget(store()), shop.property, report, shop.clock.nowMs + 1_000);
    expect(outcome.kind).toBe('settled');
    await shop.sweepFor(60 * minuteMs, 10 * minuteMs);
    expect(shop.container.tries).toBe(0);
  });

  it('loses none of what the webhook missed', async () => {
    const shop = await startShop(store());
    const session = shop.newSession();
    shop.stripe.events.push({ kind: 'change', change: toChange(shop.clock.nowMs - minuteMs, toTold(session)) });
    // Whoever loses the answer about the watermark does not ask, and leaves it to the next hour.
    for (const context of [shop.startSecond(forget), shop.startSecond(forget), shop.context, shop.context]) {
      await runSweep(context, { maxMs: 50_000, maxEntries: 100, propertyId: shop.property.id });
      shop.clock.nowMs += 61 * minuteMs;
    }
    expect(shop.container.taken.map((event) => event.event_id)).toEqual([`purchase:${session.id}`]);
  });
});
