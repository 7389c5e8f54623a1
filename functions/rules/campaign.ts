// The campaign of an answer: what came back through Stripe, with the originals of what was repaired on the way there.
import type { CampaignParameters } from '../contract/checkout-answer.ts';
import { maxUtmLength, utmNames } from '../contract/lookup-query.ts';
import { repairUtm } from './repair-utm.ts';

/** UTMs from any source; what is missing, `null` or unusable counts as unknown. */
export type KnownCampaign = { readonly [name in keyof CampaignParameters]?: string | null | undefined };

const controlCharacter = /[\p{Cc}\u2028\u2029]/u;

// Mailing tools put the recipient into utm_term; Google forbids addresses in any parameter.
const addressInside = /[^\s@](?:@|%40)[^\s@]+\.[^\s@]/i;

/**
 * The five UTMs, `null` where nothing is known. `originals` are those of the visit in which the payment link was clicked;
 * `page` has what came back through Stripe. An original stands where the page has it too, or what repairing made of it. What
 * else the page says stands as it is, because the link had a campaign of its own. The five are one set: what the page lacks
 * comes from the originals only where nothing that it has belongs to another campaign.
 */
export function restoreCampaign(originals: KnownCampaign, page: KnownCampaign): CampaignParameters {
  const campaign = { ...unknownCampaign };
  let hasOwn = false;
  let hasOther = false;
  let hasUnknown = false;
  for (const name of utmNames) {
    const told = usableUtm(page[name]);
    if (told === undefined) continue;
    const original = usableText(originals[name]);
    const isOwn = original !== undefined && (told === original || told === repairUtm(original));
    campaign[name] = isOwn ? original : told;
    hasOwn ||= isOwn;
    hasOther ||= !isOwn && original !== undefined;
    hasUnknown ||= original === undefined;
  }
  if (hasOther || (hasUnknown && !hasOwn)) return campaign;
  for (const name of utmNames) campaign[name] ??= usableText(originals[name]) ?? null;
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
