// Where a visitor came from: source, medium and campaign of a touch, by its UTMs, else its click id, else the site that linked.
import type { Touch } from '../contract/click-report.ts';
import { type CampaignSources, restoreCampaign, usableText } from './campaign.ts';
import type { Click } from './click.ts';
import { decodePassport } from './decode-passport.ts';

/** `null` where nothing is known. */
export interface Origin {
  source: string | null;
  medium: string | null;
  campaign: string | null;
}

/** By the first touch that is known of a visitor, and by the last. Where only one is known it is both. */
export interface Origins {
  first: Origin;
  last: Origin;
}

/** Where nothing is known. */
export const unknownOrigin: Readonly<Origin> = { source: null, medium: null, campaign: null };

/** Click ids that only ads have, and what they stand for where the advertiser tags nothing himself, as GA4 names it. */
const adClicks: readonly (readonly [string, { source: string; medium: string }])[] = [
  ['gclid', { source: 'google', medium: 'cpc' }],
  ['gbraid', { source: 'google', medium: 'cpc' }],
  ['wbraid', { source: 'google', medium: 'cpc' }],
  ['dclid', { source: 'google', medium: 'cpc' }],
  ['msclkid', { source: 'bing', medium: 'cpc' }],
];

/** Where one touch came from, `undefined` where it tells nothing. */
export function toOrigin({ parameters, referrer_host }: Touch): Origin | undefined {
  const source = usableText(parameters['utm_source']) ?? null;
  const medium = usableText(parameters['utm_medium']) ?? null;
  const campaign = usableText(parameters['utm_campaign']) ?? null;
  const ad = adClicks.find(([name]) => parameters[name])?.[1];
  if (source !== null || medium !== null || campaign !== null) {
    return { source: source ?? ad?.source ?? null, medium: medium ?? ad?.medium ?? null, campaign };
  }
  if (ad !== undefined) return { ...ad, campaign: null };
  const referrer = usableText(referrer_host);
  return referrer === undefined ? undefined : { source: referrer, medium: 'referral', campaign: null };
}

/** By the touches of a click record, `undefined` where they tell nothing. */
export function toClickOrigins({ visit, first, last }: Pick<Click, 'visit' | 'first' | 'last'>): Origins | undefined {
  const newest = [visit, last, first].map((touch) => touch && toOrigin(touch)).find((origin) => origin !== undefined);
  if (newest === undefined) return undefined;
  return { first: (first && toOrigin(first)) ?? newest, last: newest };
}

/** What an entry holds of its origins. */
export interface OriginParts {
  clickOrigins?: Origins;
  passport: string | null;
  pageCampaign: CampaignSources['page'] | null;
}

/**
 * The origins of a session: by its click record as it was kept, else by what came back in the page's address, else by the
 * passport, which knows only clicks on Google's ads. That is the order in which conversions are attributed.
 */
export function findOrigins({ clickOrigins, passport, pageCampaign }: OriginParts): Origins {
  if (clickOrigins !== undefined) return clickOrigins;
  const told = restoreCampaign({ click: {}, page: pageCampaign ?? {}, browser: {} });
  const origin = { source: told.utm_source, medium: told.utm_medium, campaign: told.utm_campaign };
  if (Object.values(origin).some((part) => part !== null)) return { first: origin, last: origin };
  const carried = passport === null ? undefined : decodePassport(passport);
  const isAd = carried?.googleClick !== undefined && carried.consent.ad_storage !== 'denied';
  const known = isAd ? { source: 'google', medium: 'cpc', campaign: null } : unknownOrigin;
  return { first: known, last: known };
}
