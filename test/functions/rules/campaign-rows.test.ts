// Campaigns put together over days, one list for each currency.
import { describe, expect, test } from 'vitest';
import { listCampaignRows } from '../../../functions/rules/campaign-rows.ts';
import { listShopRollups } from '../console/coverage/shop-rollups.ts';
import { newProperty } from '../store/records.ts';

const week = listShopRollups(newProperty(), '2026-05-12', 7);

describe('listCampaignRows', () => {
  test('puts campaigns together over days, gross and net of refunds, those that brought most first', () => {
    const [euro] = listCampaignRows(week, 'last', 'campaign');
    expect(euro?.rows[0]).toEqual({
      name: 'spring sale',
      conversions: 77,
      grossMinor: 77 * 4_950,
      refundedMinor: 2 * 4_950,
      disputedMinor: 0,
      netMinor: 75 * 4_950,
    });
  });

  test('takes lost disputes off as well', () => {
    const [rollup] = listShopRollups(newProperty(), '2026-05-12', 1);
    if (rollup === undefined) throw new Error('There is one day.');
    const lost = { currency: 'eur', count: 2, grossMinor: 1_000, refundedMinor: 100, disputedMinor: 400 };
    const campaigns = rollup.campaigns.map((share) => ({ ...share, money: [lost, lost] }));
    const [euro] = listCampaignRows([{ ...rollup, campaigns: campaigns.slice(0, 1) }], 'first', 'source');
    expect(euro?.total).toMatchObject({ grossMinor: 2_000, refundedMinor: 200, disputedMinor: 800, netMinor: 1_000 });
  });

  test('keeps currencies apart, the one with most purchases first', () => {
    expect(listCampaignRows(week, 'last', 'source').map(({ currency, rows }) => [currency, rows.length])).toEqual([
      ['eur', 4],
      ['usd', 1],
    ]);
  });

  test('puts what has no campaign together, whatever its source', () => {
    const [euro] = listCampaignRows(week, 'first', 'campaign');
    expect(euro?.rows.find(({ name }) => name === null)?.conversions).toBe(35);
  });

  test('holds in its total what the rows hold', () => {
    const [euro] = listCampaignRows(week, 'first', 'medium');
    expect(euro?.rows.reduce((sum, { netMinor }) => sum + netMinor, 0)).toBe(euro?.total.netMinor);
    expect(euro?.total.conversions).toBe(154);
  });

  test('lists nothing where nothing was sold', () => {
    expect(listCampaignRows([], 'last', 'source')).toEqual([]);
  });
});
