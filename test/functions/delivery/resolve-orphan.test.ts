// How what came before its session finds it, or is found to be none of ours.
import { expect, it } from 'vitest';
import type { Entry } from '../../../functions/rules/entry.ts';
import { StripeKeyRejectedError } from '../../../functions/stripe/errors.ts';
import { overStores } from './over-stores.ts';
import { containerId, newInvoice, newRefund, startShop, toChange } from './start-shop.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

function resolutionOf(entry: Entry): unknown {
  return entry.kind === 'session' ? undefined : entry.resolution;
}

overStores('resolveOrphan', (store) => {
  it('reads the session that nobody told of, and sends both what it sold and the refund', async () => {
    const shop = await startShop(store());
    const session = shop.newSession();
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId: session.paymentIntentId });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'refund', refund }));
    await shop.sweepFor(5 * minuteMs);
    expect(shop.container.taken.map((event) => event.event_id).sort()).toEqual([
      `purchase:${session.id}`,
      `refund:${refund.id}`,
    ]);
    expect(shop.container.taken.find(({ event }) => event === 'refund')).toMatchObject({
      transaction_id: session.id,
      ecommerce: { value: 10, currency: 'EUR' },
    });
  });

  it('finds the payment of a charge first', async () => {
    const shop = await startShop(store());
    const session = shop.newSession();
    shop.stripe.charges.set('ch_1', session.paymentIntentId ?? '');
    const { refund } = newRefund(shop.clock.nowMs, { chargeId: 'ch_1' });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'refund', refund }));
    expect((await shop.sweep()).counts).toMatchObject({ resolved: 1 });
    expect(await shop.find(refund.id)).toMatchObject({ sessionId: session.id, resolution: { state: 'resolved' } });
  });

  it('finds a renewal’s refund by its invoice, and writes the renewal down that no webhook told of', async () => {
    const shop = await startShop(store());
    const session = await shop.buy({ mode: 'subscription', paymentIntentId: null, subscriptionId: 'sub_ada' });
    await shop.sweepFor(5 * minuteMs);
    const { invoice } = newInvoice(shop.clock.nowMs, { subscriptionId: 'sub_ada' });
    shop.stripe.invoices.set(invoice.id, invoice);
    shop.stripe.invoicePayments.set('pi_renewal', invoice.id);
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId: 'pi_renewal', amountMinor: 450 });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'refund', refund }));
    await shop.sweepFor(5 * minuteMs);
    expect(shop.container.taken.map(({ event, transaction_id }) => [event, transaction_id])).toEqual(
      expect.arrayContaining([
        ['purchase', session.id],
        ['subscription_renewal', invoice.id],
        ['subscription_refund', invoice.id],
      ]),
    );
    expect(shop.container.taken).toHaveLength(3);
  });

  it('tells neither of a renewal of last month as if it were new nor of its refund', async () => {
    const shop = await startShop(store());
    await shop.buy({ mode: 'subscription', paymentIntentId: null, subscriptionId: 'sub_bob' });
    await shop.sweepFor(5 * minuteMs);
    const { invoice } = newInvoice(shop.clock.nowMs - 30 * dayMs, { subscriptionId: 'sub_bob' });
    shop.stripe.invoices.set(invoice.id, invoice);
    shop.stripe.invoicePayments.set('pi_old', invoice.id);
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId: 'pi_old', amountMinor: 450 });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'refund', refund }));
    await shop.sweepFor(5 * minuteMs);
    expect(shop.container.taken.map(({ event }) => event)).toEqual(['purchase']);
    const key = `subscription_refund:${containerId}`;
    expect((await shop.find(refund.id)).deliveries[key]).toMatchObject({
      state: 'suppressed',
      reason: 'purchase_not_told',
    });
  });

  it('takes the refund of a first invoice for one of the session itself', async () => {
    const shop = await startShop(store());
    const session = await shop.buy({ mode: 'subscription', paymentIntentId: null, subscriptionId: 'sub_cy' });
    await shop.sweepFor(5 * minuteMs);
    const { invoice } = newInvoice(shop.clock.nowMs, {
      subscriptionId: 'sub_cy',
      billingReason: 'subscription_create',
    });
    shop.stripe.invoices.set(invoice.id, invoice);
    shop.stripe.invoicePayments.set('pi_first', invoice.id);
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId: 'pi_first' });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'refund', refund }));
    await shop.sweepFor(5 * minuteMs);
    expect(shop.container.taken.at(-1)).toMatchObject({ event: 'refund', transaction_id: session.id });
  });

  it('waits for a session that Stripe shows later', async () => {
    const shop = await startShop(store());
    const { invoice } = newInvoice(shop.clock.nowMs, { subscriptionId: 'sub_late' });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'invoice', invoice }));
    expect((await shop.sweep()).counts).toMatchObject({ unresolved: 1 });
    expect(resolutionOf(await shop.find(invoice.id))).toMatchObject({
      state: 'orphan',
      attempts: 1,
      reason: 'not_found',
    });
    shop.newSession({ mode: 'subscription', paymentIntentId: null, subscriptionId: 'sub_late' });
    await shop.sweepFor(5 * minuteMs);
    expect(await shop.find(invoice.id)).toMatchObject({ resolution: { state: 'resolved' } });
    expect(shop.container.taken.map(({ event }) => event)).toContain('subscription_renewal');
  });

  it('gives up after about three days and six searches what no checkout made', async () => {
    const shop = await startShop(store());
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId: 'pi_elsewhere' });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'refund', refund }));
    await shop.sweepFor(2.5 * dayMs, hourMs);
    expect(resolutionOf(await shop.find(refund.id))).toMatchObject({ state: 'orphan' });
    await shop.sweepFor(2 * dayMs, hourMs);
    expect(resolutionOf(await shop.find(refund.id))).toEqual({ state: 'foreign', reason: 'not_found' });
    expect(shop.stripe.asked.filter((question) => question === 'session of pi_elsewhere')).toHaveLength(6);
    expect(shop.container.tries).toBe(0);
  });

  it('knows at once what goes back to a session out of scope', async () => {
    const shop = await startShop(store(), { scope: { kind: 'payment_links', ids: ['plink_other'] } });
    const { paymentIntentId } = shop.newSession();
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'refund', refund }));
    expect((await shop.sweep()).counts).toMatchObject({ foreign: 1 });
    expect(resolutionOf(await shop.find(refund.id))).toEqual({
      state: 'foreign',
      reason: 'out_of_scope',
      byPurchase: true,
    });
  });

  it('waits for a right that the key lacks, and never calls it foreign in the meantime', async () => {
    const shop = await startShop(store());
    const session = shop.newSession({ mode: 'subscription', paymentIntentId: null, subscriptionId: 'sub_dan' });
    const { invoice } = newInvoice(shop.clock.nowMs, { subscriptionId: 'sub_dan' });
    shop.stripe.invoices.set(invoice.id, invoice);
    shop.stripe.invoicePayments.set('pi_dan', invoice.id);
    shop.stripe.missing.add('rak_invoice_read');
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId: 'pi_dan', amountMinor: 450 });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'refund', refund }));
    await shop.sweepFor(5 * dayMs, hourMs);
    expect(resolutionOf(await shop.find(refund.id))).toMatchObject({
      state: 'orphan',
      attempts: 0,
      reason: 'stripe_permission_missing',
    });
    expect(shop.logs).toContainEqual(
      expect.objectContaining({ event: 'stripe_key_rejected', missing_permission: 'rak_invoice_read' }),
    );
    shop.stripe.missing.clear();
    await shop.sweepFor(dayMs, hourMs);
    expect(await shop.find(refund.id)).toMatchObject({ sessionId: session.id, resolution: { state: 'resolved' } });
  });

  it('gives up what could not be asked about for as long as Stripe remembers', async () => {
    const shop = await startShop(store());
    shop.stripe.fault = new StripeKeyRejectedError();
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId: 'pi_lost' });
    await shop.tell(toChange(shop.clock.nowMs, { kind: 'refund', refund }));
    shop.clock.nowMs += 30 * dayMs;
    await shop.sweep();
    expect(resolutionOf(await shop.find(refund.id))).toEqual({ state: 'foreign', reason: 'stripe_key_rejected' });
  });
});
