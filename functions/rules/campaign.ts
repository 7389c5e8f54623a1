// The campaign of an answer: what is known of it, filled with what the page's own URL says.
import type { CampaignParameters } from '../contract/checkout-answer.ts';
import { maxUtmLength, utmNames } from '../contract/lookup-query.ts';

/** UTMs from any source; what is missing, `null` or unusable counts as unknown. */
export type KnownCampaign = { readonly [name in keyof CampaignParameters]?: string | null | undefined };

const controlCharacter = /[\p{Cc}\u2028\u2029]/u;

// Mailing tools put the recipient into utm_term; Google forbids addresses in any parameter.
const addressInside = /[^\s@](?:@|%40)[^\s@]+\.[^\s@]/i;

/** The five UTMs, each from `known` where it has a usable value, else from the page, else `null`. */
export function mergeCampaign(known: KnownCampaign, page: KnownCampaign): CampaignParameters {
  const merged: CampaignParameters = {
    utm_source: null,
    utm_medium: null,
    utm_campaign: null,
    utm_term: null,
    utm_content: null,
  };
  for (const name of utmNames) merged[name] = usableUtm(known[name]) ?? usableUtm(page[name]) ?? null;
  return merged;
}

/**
 * The value without spaces around it. `undefined` when nothing is left, when it is longer than any UTM that is read, or when it
 * holds a control character or an e-mail address.
 */
export function usableUtm(value: string | null | undefined): string | undefined {
  if (typeof value !== 'string' || value.length > maxUtmLength) return undefined;
  const trimmed = value.trim();
  if (trimmed === '' || controlCharacter.test(trimmed) || addressInside.test(trimmed)) return undefined;
  return trimmed;
}
