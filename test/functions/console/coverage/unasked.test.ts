// What the page on coverage promises about days that Stripe was asked about, and about those that it was not.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DailyRollup } from '../../../../functions/rules/daily-rollup.ts';
import { addDays } from '../../../../functions/rules/day.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';
import { newShopRollup } from './shop-rollups.ts';

const today = '2026-05-12';

let running: RunningConsole;

beforeAll(async () => {
  running = await startConsole();
});

afterAll(() => running.close());

interface Sales {
  /** How many of the days up to yesterday Stripe was asked about, the newest first. */
  askedDays?: number;
  changes?: Partial<Property>;
}

const withKey = { stripeKeys: { live: 'sealed1.main.AAAA', test: null }, createdAtMs: 0 };

/** A shop that sold ten on each of the last ten days, all of which is recorded and told. */
async function addShop({ askedDays = 9, changes = withKey }: Sales = {}): Promise<Property> {
  const shop = await running.addProperty(changes);
  for (let ago = 0; ago < 10; ago += 1) {
    const rollup = newShopRollup(shop, addDays(today, -ago), 0);
    const stripe: DailyRollup['stripe'] = {
      ...{ askedAtMs: running.clock.nowMs - 3_600_000, paidSessions: rollup.purchases, unrecorded: {} },
    };
    const destinations = [{ destinationId: 'page', sent: rollup.purchases, unsent: {} }];
    const isAsked = ago > 0 && ago <= askedDays;
    await running.store.putRollup({ ...rollup, destinations, stripe: isAsked ? stripe : null });
  }
  return shop;
}

async function show({ id }: Property, fromDay = addDays(today, -9), untilDay = today): Promise<string> {
  const { status, body } = await running.get(`/properties/${id}/coverage?mode=live&from=${fromDay}&until=${untilDay}`);
  expect(status).toBe(200);
  return body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

describe('coverage where nothing is missing', () => {
  test('says that all is recorded of the days that Stripe was asked about, and how many those are', async () => {
    const text = await show(await addShop());
    expect(text).toContain(
      'On the 9 days that Stripe was asked about, of 10, everything that was paid is recorded. Everything that is recorded was told.',
    );
    expect(text).toContain('1 day, not over yet. Stripe is asked about a day in the first hours after it');
  });

  test('says it of all days where Stripe was asked about all', async () => {
    const text = await show(await addShop(), '2026-05-10', '2026-05-11');
    expect(text).toContain('On these 2 days, everything that was paid at Stripe is recorded.');
    expect(text).not.toContain('Not compared with Stripe');
  });

  test('says that nobody knows where Stripe was asked about none', async () => {
    const text = await show(await addShop({ askedDays: 0 }));
    expect(text).toContain('Whether anything is missing is not known: Stripe was asked about none of these days.');
    expect(text).toContain('Paid at Stripe not known');
    expect(text).toContain('9 days, not asked yet.');
    expect(text).not.toContain('nothing is missing');
  });
});

describe('days that Stripe was not asked about', () => {
  test('say that there is no key, and offer no button that would be in vain', async () => {
    const keyless = { createdAtMs: 0, stripeKeys: { live: null, test: null } };
    const text = await show(await addShop({ askedDays: 0, changes: keyless }));
    expect(text).toContain('10 days, no Stripe key. Without a key for these payments, live or test, nobody can ask');
    expect(text).toContain('There is no Stripe key for these payments, so that Stripe cannot be asked.');
    expect(text).not.toContain('It uses two of the requests');
  });

  test('say of days before the property was made that it was not there', async () => {
    const createdAtMs = Date.parse('2026-05-10T12:00:00Z');
    const text = await show(await addShop({ askedDays: 0, changes: { ...withKey, createdAtMs } }));
    expect(text).toContain('7 days, before this property.');
    expect(text).toMatch(/2026-05-04 – 20 20 0 not compared with Stripe: before this property/);
    expect(text).toContain('2 days, not asked yet.');
  });

  test('promise nothing of days that are too long ago', async () => {
    const text = await show(await addShop(), addDays(today, -12), addDays(today, -9));
    expect(text).toContain('2 days, too long ago. Stripe is asked about the last ten days and no further back');
  });

  test('are told where nothing was sold at all, too', async () => {
    const shop = await running.addProperty(withKey);
    const text = await show(shop, '2026-05-11', today);
    expect(text).toContain('Nothing to show for these days');
    expect(text).toContain('1 day, not asked yet.');
  });
});

describe('the picture of a shop that begins', () => {
  test('is a sentence where nothing was bought on a day that is over', async () => {
    const shop = await running.addProperty();
    await running.store.putRollup(newShopRollup(shop, today, 0));
    const { body } = await running.get(`/properties/${shop.id}/coverage?mode=live`);
    expect(body).toContain('There is no picture yet: nothing was bought on a day that is over.');
    expect(body).not.toContain('data-chart="lines"');
  });

  test('begins with the day on which the property was made, before which there is nothing but zeros', async () => {
    const shop = await running.addProperty({ createdAtMs: Date.parse('2026-05-09T12:00:00Z') });
    await running.store.putRollup(newShopRollup(shop, '2026-05-10', 0));
    const { body } = await running.get(`/properties/${shop.id}/coverage?mode=live`);
    const drawn = [...body.matchAll(/<tr data-row><th scope="row">([^<]*)/g)].map(([, label]) => label);
    expect(drawn).toEqual(['2026-05-09', '2026-05-10', '2026-05-11']);
  });
});
