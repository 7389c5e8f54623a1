// Days are added up when an entry of theirs changed, as a whole, and by one instance at a time.
import { expect, test } from 'vitest';
import { recomputeChangedDays } from '../../../functions/coverage/recompute-changed-days.ts';
import { recomputeDay } from '../../../functions/coverage/recompute-day.ts';
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { overStores } from '../delivery/over-stores.ts';
import { newInvoice, newRefund, type Shop, startShop, toChange } from '../delivery/start-shop.ts';
import { newClick } from '../store/records.ts';
import { findRollup, hourMs, newRun, settle } from './settle-days.ts';

const dayMs = 24 * hourMs;

const granted = {
  ad_storage: 'granted',
  analytics_storage: 'granted',
  ad_user_data: 'granted',
  ad_personalization: 'granted',
} as const;

overStores('recomputeChangedDays', (getStore) => {
  const start = async (changes: Partial<Property> = {}): Promise<Shop> => {
    const shop = await startShop(getStore(), changes);
    await settle(shop);
    return shop;
  };

  test('adds a day up from its entries when one of them changed', async () => {
    const shop = await start();
    await shop.buy();
    await shop.buy();
    await settle(shop);
    expect(await findRollup(shop)).toMatchObject({
      id: `${shop.property.id}:live:2026-11-21`,
      checkouts: 2,
      purchases: 2,
      money: [{ currency: 'eur', count: 2 }],
      stripe: null,
    });
  });

  test('takes a refund that comes weeks later off the day of the purchase', async () => {
    const shop = await start();
    const session = await shop.buy({ amountTotalMinor: 5_000 });
    await settle(shop);
    shop.clock.nowMs += 20 * dayMs;
    await shop.tell(
      toChange(shop.clock.nowMs, newRefund(shop.clock.nowMs, { paymentIntentId: session.paymentIntentId })),
    );
    await settle(shop);
    expect((await findRollup(shop))?.money).toMatchObject([{ grossMinor: 5_000, refundedMinor: 1_000 }]);
  });

  test('takes a dispute that is lost months later off the day of the purchase', async () => {
    const shop = await start();
    const session = await shop.buy({ amountTotalMinor: 5_000 });
    await settle(shop);
    const tell = async (status: string): Promise<void> => {
      shop.clock.nowMs += 20 * dayMs;
      const dispute = {
        ...{ id: 'dp_paper0001', amountMinor: 5_000, currency: 'eur', status, reason: 'fraudulent' },
        ...{ paymentIntentId: session.paymentIntentId, chargeId: null, createdSeconds: shop.clock.nowMs / 1000 },
      };
      await shop.tell(toChange(shop.clock.nowMs, { kind: 'dispute', dispute }));
      await settle(shop);
    };
    await tell('needs_response');
    expect((await findRollup(shop))?.money).toEqual([
      { currency: 'eur', count: 1, grossMinor: 5_000, refundedMinor: 0 },
    ]);
    await tell('lost');
    expect((await findRollup(shop))?.money).toMatchObject([{ grossMinor: 5_000, disputedMinor: 5_000 }]);
  });

  test('counts a renewal to the day of its invoice', async () => {
    const shop = await start();
    await shop.buy({ mode: 'subscription', subscriptionId: 'sub_paper', paymentIntentId: null });
    shop.clock.nowMs += 30 * dayMs;
    await shop.tell(toChange(shop.clock.nowMs, newInvoice(shop.clock.nowMs, { subscriptionId: 'sub_paper' })));
    await settle(shop);
    expect(await findRollup(shop, '2026-12-21')).toMatchObject({ purchases: 0, renewals: { count: 1 } });
  });

  test('writes the same again when it is asked again', async () => {
    const shop = await start();
    await shop.buy();
    await settle(shop);
    const first = await findRollup(shop);
    await recomputeDay(newRun(shop), { property: shop.property, day: '2026-11-21' });
    expect({ ...(await findRollup(shop)), computedAtMs: 0 }).toEqual({ ...first, computedAtMs: 0 });
  });

  test('reads no day again on which nothing changed', async () => {
    const shop = await start();
    await shop.buy();
    await settle(shop);
    shop.clock.nowMs += hourMs;
    const run = newRun(shop);
    expect((await recomputeChangedDays(run)).isDone).toBe(true);
    expect(run.book.toReport().counts.rolled_up).toBe(0);
  });

  test('passes over a property that is gone', async () => {
    const shop = await start();
    await shop.buy();
    await shop.store.deleteProperty(shop.property.id);
    await settle(shop);
    expect(await findRollup(shop)).toBeUndefined();
  });

  test('counts clicks to live payments where there is a live key, and keeps the count when their records expire', async () => {
    const shop = await start({ clickDays: 1 });
    const receivedAtMs = shop.clock.nowMs;
    const click = newClick({ propertyId: shop.property.id, receivedAtMs, expiresAtMs: receivedAtMs + dayMs });
    await shop.store.createClick(click);
    const session = await shop.buy();
    await settle(shop);
    expect(await findRollup(shop)).toMatchObject({ clicks: 1 });
    await shop.store.deleteClick(shop.property.id, click.clickId);
    await shop.tell(
      toChange(shop.clock.nowMs, newRefund(shop.clock.nowMs, { paymentIntentId: session.paymentIntentId })),
    );
    await settle(shop);
    expect(await findRollup(shop)).toMatchObject({ clicks: 1 });
    expect((await findRollup(shop))?.money[0]?.refundedMinor).toBe(1_000);
  });

  test('keeps the campaign of a purchase when the click record is gone', async () => {
    const shop = await start({ clickDays: 90 });
    const click = newClick({
      propertyId: shop.property.id,
      receivedAtMs: shop.clock.nowMs,
      expiresAtMs: shop.clock.nowMs + 90 * dayMs,
      visit: { at: 1, parameters: { utm_source: 'newsletter' } },
      first: { at: 1, parameters: {}, referrer_host: 'blog.example' },
    });
    await shop.store.createClick(click);
    const clickedAtSeconds = Math.floor(shop.clock.nowMs / 1000);
    const clientReferenceId = encodePassport({ clickId: click.clickId, clickedAtSeconds, consent: granted }) ?? '';
    const session = await shop.buy({ clientReferenceId });
    await settle(shop);
    expect(listSources(await findRollup(shop))).toEqual(['first blog.example', 'last newsletter']);
    const { version } = await shop.find(session.id);
    shop.clock.nowMs += 100 * dayMs;
    await shop.tell(
      toChange(shop.clock.nowMs, newRefund(shop.clock.nowMs, { paymentIntentId: session.paymentIntentId })),
    );
    await settle(shop);
    expect(listSources(await findRollup(shop))).toEqual(['first blog.example', 'last newsletter']);
    // Told of the refund, and written for nothing else.
    expect((await shop.find(session.id)).version).toBe(version + 1);
  });
});

function listSources(rollup: DailyRollup | undefined): string[] {
  return (rollup?.campaigns ?? []).map(({ touch, source }) => `${touch} ${source}`);
}
