// The campaign of an answer: what led to the shop, as it was before it was repaired for Stripe.
import type { CampaignParameters } from '../contract/checkout-answer.ts';
import { maxUtmLength, utmNames } from '../contract/lookup-query.ts';
import { repairUtm } from './repair-utm.ts';

/** UTMs from any source; what is missing, `null` or unusable counts as unknown. */
export type KnownCampaign = { readonly [name in keyof CampaignParameters]?: string | null | undefined };

const controlCharacter = /[\p{Cc}\u2028\u2029]/u;

// Mailing tools put the recipient into utm_term; Google forbids addresses in any parameter.
const addressInside = /[^\s@](?:@|%40)[^\s@]+(?:\.|%2e)[^\s@]/i;

/** Where a campaign is known from. */
export interface CampaignSources {
  /** The visit in which the payment link was clicked, by its click record. */
  click: KnownCampaign;
  /** The page's address: what came back through Stripe. */
  page: KnownCampaign;
  /** What the page's browser remembers. */
  browser: KnownCampaign;
}

/**
 * The five UTMs, `null` where nothing is known. They are one set, taken whole from the best source that has any: the click
 * record, because it says what led to the shop, while a UTM that somebody wrote onto a payment link names a place in it; else
 * the page. Where all that the page has is what repairing made of what the browser remembers, the latter stands in its place.
 */
export function restoreCampaign({ click, page, browser }: CampaignSources): CampaignParameters {
  const clicked = toUsableCampaign(click, usableText);
  if (isKnown(clicked)) return clicked;
  const told = toUsableCampaign(page, usableUtm);
  const remembered = toUsableCampaign(browser, usableUtm);
  const isRepaired = utmNames.every((name) => {
    const original = remembered[name] ?? '';
    return told[name] === null || told[name] === original || told[name] === repairUtm(original);
  });
  return isKnown(told) && isRepaired ? remembered : told;
}

function isKnown(campaign: CampaignParameters): boolean {
  return utmNames.some((name) => campaign[name] !== null);
}

function toUsableCampaign(source: KnownCampaign, toUsable: typeof usableText): CampaignParameters {
  const campaign = { ...unknownCampaign };
  for (const name of utmNames) campaign[name] = toUsable(source[name]) ?? null;
  return campaign;
}

const unknownCampaign: Readonly<CampaignParameters> = {
  utm_source: null,
  utm_medium: null,
  utm_campaign: null,
  utm_term: null,
  utm_content: null,
};

/**
 * The value without spaces around it. `undefined` when nothing is left, when it is longer than any UTM that is read, or when it
 * holds a control character or an e-mail address.
 */
export function usableUtm(value: string | null | undefined): string | undefined {
  return typeof value === 'string' && value.length <= maxUtmLength ? usableText(value) : undefined;
}

/** The same for a text that is bounded already, such as one of a click record. */
export function usableText(value: string | null | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  if (trimmed === '' || controlCharacter.test(trimmed) || addressInside.test(trimmed)) return undefined;
  return trimmed;
}
