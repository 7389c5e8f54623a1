// Puts the campaigns of several days together for a page: one list per currency, by source, medium or campaign.
import type { CampaignShare, DailyRollup, TouchKind } from './daily-rollup.ts';
import { createMoneySum, toNetMinor } from './money-sum.ts';

/** By what campaigns are put together. */
export const campaignFields = ['source', 'medium', 'campaign'] as const;

export type CampaignField = (typeof campaignFields)[number];

/** What came of one source, medium or campaign in one currency, in minor units. */
export interface CampaignRow {
  /** `null` where it is not known. */
  name: string | null;
  conversions: number;
  grossMinor: number;
  refundedMinor: number;
  disputedMinor: number;
  /** When refunds and lost disputes are taken off. */
  netMinor: number;
}

/** The rows of one currency, those that brought most first. */
export interface CurrencyRows {
  /** Lower case. */
  currency: string;
  rows: CampaignRow[];
  total: Omit<CampaignRow, 'name'>;
}

/** One list for each currency, the one with most conversions first. Purchases of which no money is known are in none. */
export function listCampaignRows(
  rollups: Iterable<DailyRollup>,
  touch: TouchKind,
  field: CampaignField,
): CurrencyRows[] {
  const sums = new Map<string | null, ReturnType<typeof createMoneySum>>();
  for (const share of listShares(rollups, touch)) {
    const sum = sums.get(share[field]) ?? createMoneySum();
    sums.set(share[field], sum);
    sum.merge(share.money);
  }
  const byCurrency = new Map<string, CampaignRow[]>();
  for (const [name, sum] of sums) {
    for (const money of sum.toList()) {
      const { currency, count, grossMinor, refundedMinor, disputedMinor = 0 } = money;
      const netMinor = toNetMinor(money);
      const row = { name, conversions: count, grossMinor, refundedMinor, disputedMinor, netMinor };
      byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), row]);
    }
  }
  return [...byCurrency]
    .map(([currency, rows]) => ({ currency, rows: rows.sort(compareRows), total: toTotal(rows) }))
    .sort((a, b) => b.total.conversions - a.total.conversions || (a.currency < b.currency ? -1 : 1));
}

/** The sum of rows. */
export function toTotal(rows: readonly Omit<CampaignRow, 'name'>[]): Omit<CampaignRow, 'name'> {
  const total = { conversions: 0, grossMinor: 0, refundedMinor: 0, disputedMinor: 0, netMinor: 0 };
  for (const row of rows) {
    total.conversions += row.conversions;
    total.grossMinor += row.grossMinor;
    total.refundedMinor += row.refundedMinor;
    total.disputedMinor += row.disputedMinor;
    total.netMinor += row.netMinor;
  }
  return total;
}

function* listShares(rollups: Iterable<DailyRollup>, touch: TouchKind): Generator<CampaignShare> {
  for (const { campaigns } of rollups) {
    for (const share of campaigns) if (share.touch === touch) yield share;
  }
}

function compareRows(a: CampaignRow, b: CampaignRow): number {
  return b.netMinor - a.netMinor || b.conversions - a.conversions || ((a.name ?? '') < (b.name ?? '') ? -1 : 1);
}
