// Adds up what came of each campaign, by the first touch and by the last; of very many the smallest become one.
import type { CampaignShare, TouchKind } from './daily-rollup.ts';
import { createMoneySum, type MoneySum, sumMoney, type TakenMoney } from './money-sum.ts';
import type { Origin, Origins } from './origin.ts';

/** How many campaigns of a touch are told apart, so that a roll-up fits in a document whatever stands in addresses. */
export const maxCampaigns = 200;

/** What source, medium and campaign of those are called that are not told apart, as in GA4. */
export const otherCampaigns = '(other)';

/** A sum in the making. */
export interface CampaignSum {
  /** One purchase; without money where none is known of it. */
  add(origins: Origins, taken: TakenMoney | undefined): void;
  /** By touch, then the most conversions first. */
  toList(): CampaignShare[];
}

interface Share {
  origin: Origin;
  conversions: number;
  money: MoneySum;
}

/** A sum of nothing. */
export function createCampaignSum(): CampaignSum {
  const shares: Record<TouchKind, Map<string, Share>> = { first: new Map(), last: new Map() };
  return {
    add(origins, taken) {
      for (const touch of ['first', 'last'] as const) {
        const share = findShare(shares[touch], origins[touch]);
        share.conversions += 1;
        if (taken !== undefined) share.money.add(taken);
      }
    },
    toList: () => (['first', 'last'] as const).flatMap((touch) => toShares(touch, shares[touch])),
  };
}

function findShare(shares: Map<string, Share>, origin: Origin): Share {
  const key = toKey(origin);
  let share = shares.get(key);
  if (share === undefined) {
    share = { origin, conversions: 0, money: createMoneySum() };
    shares.set(key, share);
  }
  return share;
}

function toKey({ source, medium, campaign }: Origin): string {
  return JSON.stringify([source, medium, campaign]);
}

function toShares(touch: TouchKind, shares: Map<string, Share>): CampaignShare[] {
  const sorted = [...shares]
    .sort(([keyA, a], [keyB, b]) => b.conversions - a.conversions || (keyA < keyB ? -1 : 1))
    .map(([, { origin, conversions, money }]) => ({ touch, ...origin, conversions, money: money.toList() }));
  const [kept, rest] = [sorted.slice(0, maxCampaigns), sorted.slice(maxCampaigns)];
  return rest.length === 0 ? kept : [...kept, toRest(touch, rest)];
}

function toRest(touch: TouchKind, rest: readonly CampaignShare[]): CampaignShare {
  const money = sumMoney(rest.map((share) => share.money));
  const conversions = rest.reduce((sum, share) => sum + share.conversions, 0);
  return { touch, source: otherCampaigns, medium: otherCampaigns, campaign: otherCampaigns, conversions, money };
}
