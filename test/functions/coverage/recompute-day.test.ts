// What Stripe said about a day stays true when the ledger learns more of that day later.
import { expect, test } from 'vitest';
import { askDay } from '../../../functions/coverage/ask-day.ts';
import { recomputeDay } from '../../../functions/coverage/recompute-day.ts';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import { eraseSession } from '../../../functions/ledger/erase-buyer.ts';
import type { DailyRollup } from '../../../functions/rules/daily-rollup.ts';
import { overStores } from '../delivery/over-stores.ts';
import { type Shop, startShop, toChange, toTold } from '../delivery/start-shop.ts';

const dayMs = 86_400_000;
const day = '2026-11-21';

overStores('recomputeDay', (getStore) => {
  test('calls a payment missing no more that was told of after Stripe was asked', async () => {
    const shop = await startShop(getStore());
    await shop.buy();
    const missed = shop.newSession();
    shop.newSession();
    await ask(shop);
    expect((await findRollup(shop))?.stripe).toMatchObject({ paidSessions: 3, unrecorded: { missing: 2 } });
    await shop.tell(toChange(shop.clock.nowMs, toTold(missed)));
    await recompute(shop);
    expect(await findRollup(shop)).toMatchObject({
      purchases: 2,
      stripe: { paidSessions: 3, unrecorded: { missing: 1 } },
    });
  });

  test('calls a payment missing of which nothing is known but that its buyer was erased', async () => {
    const shop = await startShop(getStore());
    const missed = shop.newSession();
    const erased = { nowMs: missed.createdSeconds * 1000, source: 'console' } as const;
    await eraseSession(getStore(), shop.property, missed.id, erased);
    await ask(shop);
    expect(await findRollup(shop)).toMatchObject({ checkouts: 0, stripe: { unrecorded: { missing: 1 } } });
  });

  test('calls a payment outdated that is recorded later, and not as paid', async () => {
    const shop = await startShop(getStore());
    const missed = shop.newSession();
    await ask(shop);
    await shop.tell(toChange(shop.clock.nowMs, toTold({ ...missed, paymentStatus: 'unpaid' })));
    await recompute(shop);
    expect((await findRollup(shop))?.stripe?.unrecorded).toEqual({ outdated: 1 });
  });

  test('counts as paid at Stripe what came in after Stripe was asked for the last time', async () => {
    const shop = await startShop(getStore());
    const delayed = shop.newSession({ paymentStatus: 'unpaid' });
    await shop.tell(toChange(shop.clock.nowMs, toTold(delayed)));
    shop.newSession();
    await ask(shop);
    expect((await findRollup(shop))?.stripe).toMatchObject({ paidSessions: 1, unrecorded: { missing: 1 } });
    await shop.tell(toChange(shop.clock.nowMs, toTold({ ...delayed, paymentStatus: 'paid' })));
    await recompute(shop);
    expect(await findRollup(shop)).toMatchObject({
      purchases: 1,
      stripe: { paidSessions: 2, unrecorded: { missing: 1 } },
    });
  });
});

async function ask(shop: Shop): Promise<void> {
  shop.clock.nowMs += dayMs;
  const record = await shop.context.properties.find(shop.property.id);
  if (record === undefined) throw new Error('The property is gone.');
  await askDay(beginRun(shop.context, shop.clock.nowMs + 60_000), record, 'live', day);
}

async function recompute(shop: Shop): Promise<void> {
  shop.clock.nowMs += dayMs;
  await recomputeDay(beginRun(shop.context, shop.clock.nowMs + 60_000), { property: shop.property, day });
}

async function findRollup(shop: Shop): Promise<DailyRollup | undefined> {
  const query = { propertyId: shop.property.id, mode: 'live', fromDay: day, untilDay: day } as const;
  return (await shop.store.listRollups(query))[0];
}
