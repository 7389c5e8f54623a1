// The campaign that a thank-you page tells with its lookup: what came back through Stripe, and what its browser remembers.
import type { CampaignParameters } from '../contract/checkout-answer.ts';
import { type OriginalCampaign, originalPrefix, utmNames } from '../contract/lookup-query.ts';
import { type KnownCampaign, restoreCampaign } from './campaign.ts';

/** What a lookup tells of campaigns. */
export type ToldCampaign = KnownCampaign & OriginalCampaign;

/** What the page's browser remembers of the campaign. */
export function toOriginals(told: ToldCampaign): KnownCampaign {
  return Object.fromEntries(utmNames.map((name) => [name, told[`${originalPrefix}${name}`]] as const));
}

/** The campaign as the page alone knows it, for when no page is there any more; `null` where it knows none. */
export function toPageCampaign(told: ToldCampaign): CampaignParameters | null {
  // Most pages tell none, and every reload asks.
  if (!utmNames.some((name) => told[name])) return null;
  const campaign = restoreCampaign({ click: {}, page: told, browser: toOriginals(told) });
  return utmNames.some((name) => campaign[name] !== null) ? campaign : null;
}
