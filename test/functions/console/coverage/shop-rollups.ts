// Roll-ups of a shop for as many days as a test wants: with refunds, a campaign of each kind, and something missing each week.
import type { CampaignShare, DailyRollup, TouchKind } from '../../../../functions/rules/daily-rollup.ts';
import { addDays } from '../../../../functions/rules/day.ts';
import { nameRollupSettings, type RollupProperty } from '../../../../functions/rules/roll-up-settings.ts';
import { rollupId } from '../../../../functions/store/store.ts';

/** What each day sells at least. */
const baseSales = 20;

const campaigns = [
  { source: 'google', medium: 'cpc', campaign: 'spring sale' },
  { source: 'newsletter', medium: 'email', campaign: 'may' },
  { source: 'blog.example', medium: 'referral', campaign: null },
  { source: null, medium: null, campaign: null },
] as const;

/** The roll-up of one day, by the settings of today; `number` counts days and decides what is special about it. */
export function newShopRollup(property: RollupProperty, day: string, number: number): DailyRollup {
  const propertyId = property.id;
  const purchases = baseSales + (number % 7);
  const lost = number % 7 === 3 ? 1 : 0;
  const grossMinor = purchases * 4_950;
  const refundedMinor = number % 5 === 0 ? 4_950 : 0;
  return {
    id: rollupId(propertyId, 'live', day),
    propertyId,
    mode: 'live',
    day,
    computedAtMs: Date.parse(`${day}T23:59:00Z`),
    settings: nameRollupSettings(property, 'live'),
    clicks: purchases * 3,
    checkouts: purchases + 4,
    purchases,
    pending: lost,
    money: [
      { currency: 'eur', count: purchases - 1, grossMinor: grossMinor - 4_950, refundedMinor },
      { currency: 'usd', count: 1, grossMinor: 4_950, refundedMinor: 0 },
    ],
    renewals: { count: 2, money: [{ currency: 'eur', count: 2, grossMinor: 1_800, refundedMinor: 0 }] },
    campaigns: (['first', 'last'] as const).flatMap((touch) => listShares(touch, purchases, refundedMinor)),
    destinations: [
      {
        destinationId: 'dst_ga4',
        sent: purchases - 3 - lost,
        unsent: { by_page: 2, consent: 1, ...(lost && { dead: lost }) },
      },
      { destinationId: 'page', sent: purchases - 4, unsent: { no_page: 4 } },
    ],
    stripe: {
      askedAtMs: Date.parse(`${day}T23:59:00Z`),
      paidSessions: purchases + lost + 1,
      unrecorded: { out_of_scope: 1, ...(lost && { missing: lost }) },
    },
  };
}

/** One roll-up for each of so many days, the last of them `untilDay`, oldest first. */
export function listShopRollups(property: RollupProperty, untilDay: string, days: number): DailyRollup[] {
  return Array.from({ length: days }, (_, number) =>
    newShopRollup(property, addDays(untilDay, number + 1 - days), number),
  );
}

function listShares(touch: TouchKind, purchases: number, refundedMinor: number): CampaignShare[] {
  const counts = [purchases - 12, 6, 3, 2];
  return [
    ...campaigns.map((origin, index) => {
      const count = counts[index] ?? 0;
      const refunded = index === 0 ? refundedMinor : 0;
      return {
        ...{ touch, ...origin, conversions: count },
        money: [{ currency: 'eur', count, grossMinor: count * 4_950, refundedMinor: refunded }],
      };
    }),
    {
      ...{ touch, source: 'partner', medium: 'affiliate', campaign: 'us', conversions: 1 },
      money: [{ currency: 'usd', count: 1, grossMinor: 4_950, refundedMinor: 0 }],
    },
  ];
}
