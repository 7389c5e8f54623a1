// What a person sends again: only what did not arrive, however often it is asked for.
import { expect, it } from 'vitest';
import { backfill } from '../../../functions/delivery/backfill.ts';
import { replayEvent } from '../../../functions/delivery/replay-event.ts';
import { recordChange } from '../../../functions/ledger/record-change.ts';
import type { StripeChange } from '../../../functions/rules/stripe-change.ts';
import { StripeUnavailableError } from '../../../functions/stripe/errors.ts';
import { refuses, takes, takesThenFails } from './fake-destinations.ts';
import { toReadEvent } from './fake-stripe.ts';
import { overStores } from './over-stores.ts';
import { container, containerId, ga4, ga4Id, newRefund, type Shop, startShop, toChange, toTold } from './start-shop.ts';

const minuteMs = 60_000;

/** A session that the webhook told of by an event which Stripe still knows. */
async function sell(shop: Shop): Promise<{ change: StripeChange; sessionId: string }> {
  const session = shop.newSession();
  const change = toChange(shop.clock.nowMs, toTold(session));
  shop.stripe.events.push(toReadEvent(change));
  await shop.tell(change);
  return { change, sessionId: session.id };
}

const limits = { maxMs: 50_000, maxEntries: 100 };

overStores('replayEvent', (store) => {
  it('sends nothing a second time', async () => {
    const shop = await startShop(store());
    const { change } = await sell(shop);
    await shop.sweepFor(5 * minuteMs);
    for (let count = 0; count < 3; count++) {
      expect(await replayEvent(shop.context, shop.record, change.eventId)).toMatchObject({ kind: 'replayed' });
    }
    await shop.sweepFor(5 * minuteMs);
    expect(shop.container.tries).toBe(1);
  });

  it('sends what was given up, at once', async () => {
    const shop = await startShop(store());
    shop.container.behave = () => refuses;
    const { change, sessionId } = await sell(shop);
    await shop.sweepFor(5 * minuteMs);
    shop.container.behave = () => takes;
    const outcome = await replayEvent(shop.context, shop.record, change.eventId);
    expect(outcome).toMatchObject({ kind: 'replayed', report: { counts: { revived: 1, sent: 1 } } });
    expect(shop.container.taken.map((event) => event.event_id)).toEqual([`purchase:${sessionId}`]);
  });

  it('does not send again what GA4 may have and would count twice', async () => {
    const shop = await startShop(store(), { destinations: [ga4] });
    const { sessionId } = await sell(shop);
    await shop.sweepFor(5 * minuteMs);
    shop.ga4.behave = () => takesThenFails;
    const session = shop.stripe.sessions.get(sessionId);
    const refund = newRefund(shop.clock.nowMs, { paymentIntentId: session?.paymentIntentId ?? null });
    const change = toChange(shop.clock.nowMs, refund);
    shop.stripe.events.push(toReadEvent(change));
    await shop.tell(change);
    await shop.sweep();
    await replayEvent(shop.context, shop.record, change.eventId);
    await shop.sweepFor(5 * minuteMs);
    expect(shop.ga4.tries).toBe(2);
    expect((await shop.find(refund.refund.id)).deliveries[`refund:${ga4Id}`]?.state).toBe('uncertain');
  });

  it('says what it could not do', async () => {
    const shop = await startShop(store(), { scope: { kind: 'payment_links', ids: ['plink_other'] } });
    expect(await replayEvent(shop.context, shop.record, 'evt_nobody')).toEqual({ kind: 'unknown' });
    const session = shop.newSession();
    const change = toChange(shop.clock.nowMs, toTold(session));
    shop.stripe.events.push(toReadEvent(change));
    const ignored = await replayEvent(shop.context, shop.record, change.eventId);
    expect(ignored).toEqual({ kind: 'ignored', reason: 'out_of_scope' });
    shop.stripe.fault = new StripeUnavailableError('connection');
    const failed = await replayEvent(shop.context, shop.record, change.eventId);
    expect(failed).toEqual({ kind: 'failed', reason: 'stripe_connection' });
  });
});

overStores('backfill', (store) => {
  it('sends to a destination that was added later what it has not got, and nothing twice', async () => {
    const shop = await startShop(store());
    const { sessionId } = await sell(shop);
    await shop.sweepFor(5 * minuteMs);
    await store().changeProperty({ ...shop.property, destinations: [container, ga4] });
    const sinceSeconds = Math.floor(shop.clock.nowMs / 1000) - 86_400;
    const wish = { ...limits, propertyId: shop.property.id, sinceSeconds };
    for (let count = 0; count < 3; count++) {
      await backfill(shop.context, wish);
      await shop.sweepFor(5 * minuteMs);
    }
    expect(shop.container.tries).toBe(1);
    expect(shop.ga4.taken.map((event) => event.event_id)).toEqual([`purchase:${sessionId}`]);
    const { deliveries } = await shop.find(sessionId);
    expect(Object.keys(deliveries).sort()).toEqual([`purchase:${containerId}`, `purchase:${ga4Id}`]);
  });

  it('sends a refund after its purchase to a destination that was told of neither', async () => {
    const shop = await startShop(store());
    const { sessionId } = await sell(shop);
    await shop.sweepFor(5 * minuteMs);
    const changed = { ...shop.property, destinations: [container, ga4] };
    await store().changeProperty(changed);
    const session = shop.stripe.sessions.get(sessionId);
    const { refund } = newRefund(shop.clock.nowMs, { paymentIntentId: session?.paymentIntentId ?? null });
    const change = toChange(shop.clock.nowMs, { kind: 'refund', refund });
    shop.stripe.events.push(toReadEvent(change));
    await recordChange(store(), changed, change, { nowMs: shop.clock.nowMs, source: 'webhook' });
    await shop.sweepFor(5 * minuteMs);
    expect(shop.ga4.taken).toEqual([]);
    const wish = { ...limits, propertyId: shop.property.id, sinceSeconds: 0 };
    for (let count = 0; count < 2; count++) {
      await backfill(shop.context, wish);
      await shop.sweepFor(5 * minuteMs);
    }
    expect(shop.ga4.taken.map(({ event }) => event)).toEqual(['purchase', 'refund']);
    expect(shop.container.taken.map(({ event }) => event)).toEqual(['purchase', 'refund']);
  });

  it('tells how far it is', async () => {
    const shop = await startShop(store());
    await sell(shop);
    shop.clock.nowMs += 10 * minuteMs;
    const seen: number[] = [];
    await backfill(shop.context, {
      ...limits,
      propertyId: shop.property.id,
      sinceSeconds: 0,
      onProgress: ({ counts }) => seen.push(counts.entries),
    });
    expect(seen.length).toBeGreaterThanOrEqual(2);
    expect(seen.at(-1)).toBe(1);
  });
});
