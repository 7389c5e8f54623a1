// Stripe is asked about a past day twice at most, and what the ledger lacks of it is explained.
import { expect, test } from 'vitest';
import { askPastDays, createPartyMemory } from '../../../functions/coverage/ask-past-days.ts';
import { beginRun } from '../../../functions/delivery/delivery-run.ts';
import type { StripeDay } from '../../../functions/rules/daily-rollup.ts';
import type { Property } from '../../../functions/rules/property.ts';
import { StripeUnavailableError } from '../../../functions/stripe/errors.ts';
import { overStores } from '../delivery/over-stores.ts';
import { type Shop, startShop, toChange, toTold } from '../delivery/start-shop.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

overStores('askPastDays', (getStore) => {
  // Properties of earlier tests have a key as well, which nobody asks about any more.
  const start = async (changes: Partial<Property> = {}): Promise<Shop> => {
    for (const property of await getStore().listProperties()) await getStore().deleteProperty(property.id);
    await getStore().deleteOwned('deployment', 100);
    return await startShop(getStore(), { createdAtMs: Date.UTC(2026, 10, 21), ...changes });
  };

  test('counts what Stripe sold on the day before, and finds all of it recorded', async () => {
    const shop = await start();
    await shop.buy();
    await shop.buy();
    expect(await askOn(shop, 1)).toBe(true);
    expect(await findStripeDay(shop)).toMatchObject({ askedAtMs: shop.clock.nowMs, paidSessions: 2, unrecorded: {} });
  });

  test('tells another property’s payments from those that nobody told of, and from those that stand as unpaid', async () => {
    const shop = await start({ scope: { kind: 'payment_links', ids: ['plink_ours'] } });
    await shop.buy({ paymentLinkId: 'plink_ours' });
    shop.newSession({ paymentLinkId: 'plink_ours' });
    shop.newSession({ paymentLinkId: 'plink_theirs' });
    const late = shop.newSession({ paymentLinkId: 'plink_ours' });
    await shop.tell(toChange(shop.clock.nowMs, toTold({ ...late, paymentStatus: 'unpaid' })));
    await askOn(shop, 1);
    expect(await findStripeDay(shop)).toMatchObject({
      paidSessions: 4,
      unrecorded: { out_of_scope: 1, missing: 1, outdated: 1 },
    });
  });

  test('counts neither what is unpaid nor trials and set-ups', async () => {
    const shop = await start();
    shop.newSession({ paymentStatus: 'unpaid' });
    shop.newSession({ mode: 'setup', paymentStatus: 'no_payment_required' });
    shop.newSession({ mode: 'subscription', paymentStatus: 'no_payment_required', amountDiscountMinor: 0 });
    await askOn(shop, 1);
    expect(await findStripeDay(shop)).toMatchObject({ paidSessions: 0, unrecorded: {} });
  });

  test('asks again after three days, and never more', async () => {
    const shop = await start();
    for (let day = 1; day <= 8; day += 1) await askOn(shop, day);
    expect(shop.stripe.asked.filter((question) => question === toQuestion('2026-11-21'))).toHaveLength(2);
  });

  test('asks once more about days that are not long ago when other payments are the property’s', async () => {
    const shop = await start();
    shop.newSession({ paymentLinkId: 'plink_theirs' });
    await askOn(shop, 1);
    expect(await findStripeDay(shop)).toMatchObject({ unrecorded: { missing: 1 } });
    const stored = await shop.store.findProperty(shop.property.id);
    if (stored === undefined) throw new Error('The property is gone.');
    await shop.store.changeProperty({ ...stored, scope: { kind: 'payment_links', ids: ['plink_ours'] } });
    await askOn(shop, 2);
    expect(await findStripeDay(shop)).toMatchObject({ unrecorded: { out_of_scope: 1 } });
    await askOn(shop, 3);
    expect(shop.stripe.asked.filter((question) => question === toQuestion('2026-11-21'))).toHaveLength(2);
  });

  test('asks once a day, however many instances sweep', async () => {
    const shop = await start();
    shop.clock.nowMs = Date.UTC(2026, 10, 22, 2);
    const asked = await Promise.all([1, 2, 3].map(() => askPastDays(newRun(shop))));
    shop.clock.nowMs += hourMs;
    expect(await askPastDays(newRun(shop))).toBe(false);
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(shop.stripe.asked).toEqual([toQuestion('2026-11-21')]);
  });

  test('waits an hour after midnight', async () => {
    const shop = await start();
    shop.clock.nowMs = Date.UTC(2026, 10, 22, 0, 59);
    expect(await askPastDays(newRun(shop))).toBe(false);
    expect(shop.stripe.asked).toEqual([]);
  });

  test('makes up for days on which nobody swept, but asks about none before the property was there', async () => {
    const shop = await start();
    await askOn(shop, 3);
    expect(shop.stripe.asked).toEqual(['2026-11-23', '2026-11-22', '2026-11-21'].map(toQuestion));
  });

  test('asks the next day where Stripe is away', async () => {
    const shop = await start();
    shop.stripe.fault = new StripeUnavailableError('server_error');
    await askOn(shop, 1);
    expect(await findStripeDay(shop)).toBeUndefined();
    shop.stripe.fault = undefined;
    await askOn(shop, 2);
    expect(await findStripeDay(shop)).toMatchObject({ paidSessions: 0 });
  });

  test('says which right the key lacks', async () => {
    const shop = await start();
    shop.stripe.missing.add('rak_checkout_session_read');
    shop.clock.nowMs = Date.UTC(2026, 10, 22, 2);
    const run = newRun(shop);
    await askPastDays(run);
    expect(run.book.toReport().failures).toMatchObject([{ reason: 'stripe_permission_missing', times: 1 }]);
  });

  test('goes on in the next run where its time was over', async () => {
    const shop = await start();
    shop.clock.nowMs = Date.UTC(2026, 10, 24, 2);
    const over = beginRun(shop.context, shop.clock.nowMs);
    expect(await askPastDays(over)).toBe(false);
    expect(over.book.toReport().isComplete).toBe(false);
    shop.clock.nowMs += 2 * 60_000;
    expect(await askPastDays(newRun(shop))).toBe(true);
    expect(shop.stripe.asked).toHaveLength(3);
  });

  test('gets to every property, however many fit into one run', async () => {
    const shops = [await start()];
    const shop = shops[0] ?? (await start());
    while (shops.length < 9) shops.push(await startShop(getStore(), { createdAtMs: shop.property.createdAtMs }));
    shop.clock.nowMs = Date.UTC(2026, 10, 22, 2);
    const memory = createPartyMemory();
    // So slow that a run has time for some of the nine only.
    const properties: Shop['context']['properties'] = {
      find: async (id) => {
        shop.clock.nowMs += 2_000;
        return await shop.context.properties.find(id);
      },
    };
    for (let turn = 0; turn < 12; turn += 1) {
      const run = beginRun({ ...shop.context, properties }, shop.clock.nowMs + 9_000);
      await askPastDays(run, memory);
      shop.clock.nowMs += 3 * 60_000;
    }
    const days = await Promise.all(shops.map(findStripeDay));
    expect(days.filter((stripe) => stripe?.paidSessions === 0)).toHaveLength(shops.length);
  });

  test('puts a day that does not fit into a whole run off to the next day, and says so', async () => {
    const shop = await start();
    shop.clock.nowMs = Date.UTC(2026, 10, 22, 2);
    const run = newRun(shop);
    const openPaymentReader: typeof run.context.openPaymentReader = (apiKey) => ({
      ...run.context.openPaymentReader(apiKey),
      async *listCompletedSessions() {
        for (;;) {
          shop.clock.nowMs += 1_000;
          yield [shop.newSession()];
        }
      },
    });
    expect(await askPastDays({ ...run, context: { ...run.context, openPaymentReader } })).toBe(true);
    expect(run.book.toReport().failures).toMatchObject([{ reason: 'day_not_asked' }]);
    shop.clock.nowMs += dayMs;
    await askPastDays(newRun(shop));
    expect(shop.stripe.asked).toEqual(['2026-11-22', '2026-11-21'].map(toQuestion));
  });
});

function newRun(shop: Shop) {
  return beginRun(shop.context, shop.clock.nowMs + 60_000);
}

/** At two o'clock, so many days after the shop's first. */
async function askOn(shop: Shop, days: number): Promise<boolean> {
  shop.clock.nowMs = Date.UTC(2026, 10, 21, 2) + days * dayMs;
  return await askPastDays(newRun(shop));
}

async function findStripeDay(shop: Shop): Promise<StripeDay | null | undefined> {
  const day = { fromDay: '2026-11-21', untilDay: '2026-11-21' };
  const [rollup] = await shop.store.listRollups({ propertyId: shop.property.id, mode: 'live', ...day });
  return rollup?.stripe;
}

function toQuestion(day: string): string {
  const fromSeconds = Date.parse(`${day}T00:00:00Z`) / 1000;
  return `sessions ${fromSeconds}-${fromSeconds + 86_400}`;
}
