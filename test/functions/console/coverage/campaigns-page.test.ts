// Campaigns over HTTP: what they brought, gross and net of refunds, by touch and field, one table for each currency.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Property } from '../../../../functions/rules/property.ts';
import { type RunningConsole, startConsole } from '../start-console.ts';
import { listShopRollups, newShopRollup } from './shop-rollups.ts';

let running: RunningConsole;
let property: Property;

beforeAll(async () => {
  running = await startConsole();
  property = await running.addProperty({ stripeKeys: { live: 'sealed1.main.AAAA', test: null } });
  for (const rollup of listShopRollups(property, '2026-05-12', 7)) await running.store.putRollup(rollup);
});

afterAll(() => running.close());

async function show(query = '', id = property.id): Promise<string> {
  const { status, body } = await running.get(`/properties/${id}/campaigns${query}`);
  expect(status).toBe(200);
  return body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

describe('campaigns', () => {
  test('tell purchases, revenue, refunds and what is left, the best first', async () => {
    expect(await show()).toContain(
      'What stays spring sale 77 3811.50 EUR 99.00 EUR 0.00 EUR 3712.50 EUR may 42 2079.00 EUR 0.00 EUR 0.00 EUR 2079.00 EUR',
    );
  });

  test('put what is not known in a row of its own, and everything in a last one', async () => {
    const text = await show();
    expect(text).toContain('(not known) 35 1732.50 EUR');
    expect(text).toContain('All 154 7623.00 EUR 99.00 EUR 0.00 EUR 7524.00 EUR');
  });

  test('take off what was lost in disputes, in a column of its own that is drawn where there is any', async () => {
    const shop = await running.addProperty({ stripeKeys: { live: 'sealed1.main.AAAA', test: null } });
    const rollup = newShopRollup(shop, '2026-05-12', 0);
    const disputed = rollup.campaigns.map((share) => ({
      ...share,
      money: share.money.map((money) => (money.currency === 'eur' ? { ...money, disputedMinor: 500 } : money)),
    }));
    await running.store.putRollup({ ...rollup, campaigns: disputed });
    const text = await show('', shop.id);
    expect(text).toMatch(/Lost in disputes What stays .* All 19 940\.50 EUR 49\.50 EUR 20\.00 EUR 871\.00 EUR/);
    const { body } = await running.get(`/properties/${shop.id}/campaigns`);
    expect(body.match(/data-series[^>]*>Lost in disputes/g)).toHaveLength(1);
    expect((await running.get(`/properties/${property.id}/campaigns`)).body).not.toMatch(/data-series[^>]*>Lost/);
  });

  test('tell disputes in another currency than was paid in apart, and take nothing off for them', async () => {
    const shop = await running.addProperty();
    const rollup = newShopRollup(shop, '2026-05-12', 0);
    const money = [{ currency: 'eur', count: 1, grossMinor: 5_000, refundedMinor: 0, otherDisputes: { usd: 5_400 } }];
    await running.store.putRollup({ ...rollup, money, renewals: { count: 1, money } });
    const text = await show('?mode=live', shop.id);
    expect(text).toContain('disputes were lost in another currency than was paid in: 108.00 USD. Nothing is taken off');
    expect(text).not.toMatch(/Lost in disputes [^0]*108/);
    expect(await show()).not.toContain('another currency than was paid in');
  });

  test('count in whole numbers on the axis of the funnel, and draw nothing where all was free of charge', async () => {
    const { body } = await running.get(`/properties/${property.id}/campaigns`);
    expect(body).toMatch(/<figure class="chart" data-chart="bars" data-count id="funnel">/);
    expect(body).toMatch(/<figure class="chart" data-chart="bars"\s+id="campaigns-eur">/);
    const shop = await running.addProperty();
    const rollup = newShopRollup(shop, '2026-05-12', 0);
    const free = [{ currency: 'eur', count: 1, grossMinor: 0, refundedMinor: 0 }];
    await running.store.putRollup({ ...rollup, campaigns: rollup.campaigns.map((one) => ({ ...one, money: free })) });
    const page = await running.get(`/properties/${shop.id}/campaigns?mode=live`);
    expect(page.body).toContain('All that was bought was free of charge, so there is nothing to draw.');
    expect(page.body).not.toMatch(/data-chart="bars"\s+id="campaigns-eur"/);
  });

  test('keep currencies apart', async () => {
    expect(await show()).toMatch(/In EUR .* In USD .* us 7 346\.50 USD/);
  });

  test('are put together by source or medium where that is chosen', async () => {
    expect(await show('?by=source')).toContain('google 77');
    expect(await show('?by=medium&touch=first')).toContain('cpc 77');
  });

  test('ignore a field and a touch that there are not', async () => {
    expect(await show('?by=term&touch=middle')).toContain('spring sale 77');
  });

  test('show the way from click to payment, each step as a share of the one before', async () => {
    expect(await show()).toMatch(/Clicks on payment links 483 – Checkouts 189 39 % Paid 161 85 %/);
  });

  test('show renewals apart', async () => {
    expect(await show()).toMatch(/Renewals .* EUR 14 126\.00 EUR 0\.00 EUR 0\.00 EUR 126\.00 EUR/);
  });

  test('write a campaign’s name as text, whatever it holds', async () => {
    const shop = await running.addProperty();
    const rollup = newShopRollup(shop, '2026-05-12', 0);
    const campaigns = rollup.campaigns.map((share) => ({ ...share, campaign: '<script>alert(1)</script>' }));
    await running.store.putRollup({ ...rollup, campaigns });
    const { body } = await running.get(`/properties/${shop.id}/campaigns?mode=live`);
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).not.toContain('<script>alert');
  });

  test('put the smallest of very many together', async () => {
    const shop = await running.addProperty();
    const rollup = newShopRollup(shop, '2026-05-12', 0);
    const [share] = rollup.campaigns.filter(({ touch }) => touch === 'last');
    if (share === undefined) throw new Error('There is always a campaign.');
    const campaigns = Array.from({ length: 150 }, (_, number) => ({ ...share, campaign: `c${number}` }));
    await running.store.putRollup({ ...rollup, campaigns });
    const text = await show('?mode=live', shop.id);
    expect(text).toContain('(50 others) 400 ');
  });

  test('say what to do where nothing was sold', async () => {
    const shop = await running.addProperty();
    expect(await show('', shop.id)).toContain('No purchase in these days');
  });
});
