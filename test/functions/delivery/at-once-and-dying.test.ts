// Several sweeps at once, and processes that die between any two steps: nothing is lost, nothing is sent twice without need.
import { expect, it } from 'vitest';
import { runSweep } from '../../../functions/delivery/run-sweep.ts';
import { leaseMs } from '../../../functions/rules/delivery-steps.ts';
import { type LastStep, toMortal } from './mortal.ts';
import { overStores } from './over-stores.ts';
import { ga4, ga4Id, newRefund, type Shop, startShop, toChange } from './start-shop.ts';

const minuteMs = 60_000;
const wish = { maxMs: 50_000, maxEntries: 1_000 };

async function refund(shop: Shop): Promise<string> {
  const { paymentIntentId } = await shop.buy();
  await shop.sweepFor(5 * minuteMs);
  shop.ga4.taken.length = 0;
  shop.ga4.tries = 0;
  const object = newRefund(shop.clock.nowMs, { paymentIntentId });
  await shop.tell(toChange(shop.clock.nowMs, object));
  return object.refund.id;
}

/** The process that dies, then another that goes on where it ended. Whether it died, and not only finished. */
async function dieAndGoOn(shop: Shop, steps: number, lastStep: LastStep): Promise<boolean> {
  const { context, death } = toMortal(shop.startSecond, steps, lastStep);
  const end = await Promise.race([death, runSweep(context, { ...wish, propertyId: shop.property.id })]);
  shop.clock.nowMs += leaseMs;
  await shop.sweepFor(30 * minuteMs);
  return end === 'dead';
}

overStores('Sweeps at once', (store) => {
  it('send each event once, however many of them run', async () => {
    const shop = await startShop(store(), { destinations: [ga4] });
    for (let count = 0; count < 25; count++) await shop.buy();
    shop.clock.nowMs += 2 * minuteMs;
    const contexts = [1, 2, 3].map(() => shop.startSecond());
    const reports = await Promise.all(
      contexts.map((context) => runSweep(context, { ...wish, propertyId: shop.property.id })),
    );
    expect(reports.reduce((sum, { counts }) => sum + counts.sent, 0)).toBe(25);
    expect(shop.ga4.tries).toBe(25);
    expect(new Set(shop.ga4.taken.map((event) => event.event_id)).size).toBe(25);
  });

  it('ask Stripe for missed events once, the first time and every later one', async () => {
    const shop = await startShop(store());
    for (let hour = 1; hour <= 3; hour++) {
      const contexts = [1, 2, 3].map(() => shop.startSecond());
      await Promise.all(contexts.map((context) => runSweep(context, { ...wish, propertyId: shop.property.id })));
      expect(shop.stripe.asked.filter((question) => question.startsWith('events'))).toHaveLength(hour);
      shop.clock.nowMs += 60 * minuteMs;
    }
  });
});

overStores('A process that dies', (store) => {
  it.each(['not_done', 'done'] as const)(
    'loses no purchase, at whichever step it dies, the last one %s',
    async (lastStep) => {
      let died = true;
      for (let steps = 1; died; steps++) {
        const shop = await startShop(store(), { destinations: [ga4] });
        const { id } = await shop.buy();
        shop.clock.nowMs += 2 * minuteMs;
        died = await dieAndGoOn(shop, steps, lastStep);
        const entry = await shop.find(id);
        expect(entry.deliveries[`purchase:${ga4Id}`]).toMatchObject({ state: 'sent' });
        // Once more at most, because one process died.
        expect(shop.ga4.taken.length).toBeGreaterThanOrEqual(1);
        expect(shop.ga4.taken.length).toBeLessThanOrEqual(2);
        expect(new Set(shop.ga4.taken.map((event) => event.event_id))).toEqual(new Set([`purchase:${id}`]));
      }
    },
  );

  it.each(['not_done', 'done'] as const)(
    'never doubles a refund that GA4 would count twice, the last step %s',
    async (lastStep) => {
      let died = true;
      const ends: string[] = [];
      for (let steps = 1; died; steps++) {
        const shop = await startShop(store(), { destinations: [ga4] });
        const id = await refund(shop);
        died = await dieAndGoOn(shop, steps, lastStep);
        const { state } = (await shop.find(id)).deliveries[`refund:${ga4Id}`] ?? {};
        ends.push(state ?? 'none');
        expect(shop.ga4.tries).toBeLessThanOrEqual(1);
        expect(state).toBe(shop.ga4.tries === 1 && state === 'sent' ? 'sent' : 'uncertain');
      }
      // Only between lease and result is there any doubt: what is read beforehand leaves none.
      expect(ends.filter((end) => end === 'uncertain').length).toBeLessThanOrEqual(3);
      expect(ends.filter((end) => end === 'sent').length).toBeGreaterThanOrEqual(5);
    },
  );
});
