// Reads one part of a touch from the cookie of the payment links tag.
import { isConsentGranted } from 'sandbox:web';
import { clickIdNames, isCampaignName, isExtraName } from '../../shared/parameter-names.ts';
import { readJourney, toCookieName } from '../../shared/read-journey.ts';
import { toText } from '../../shared/to-text.ts';
import type { Data } from './form.ts';

/**
 * The part's text, or undefined where it is not known or not allowed: without `analytics_storage` the cookie is not read,
 * without `ad_storage` no click id is.
 */
export function run(data: Data): string | undefined {
  const name = data.part === 'custom' ? toClickIdName(data.customName) : data.part;
  if (!isConsentGranted('analytics_storage') || (isClickIdName(name) && !isConsentGranted('ad_storage'))) {
    return undefined;
  }
  const journey = readJourney(toCookieName(data.cookieName), isExtraName(name) ? [name] : []);
  const touch = journey && (data.touch === 'first' ? journey.first : journey.last);
  if (!touch) {
    return undefined;
  }
  if (name === 'landing_page') {
    return touch.landing_page;
  }
  return name === 'referrer_host' ? touch.referrer_host : touch.parameters[name];
}

/** Empty for what no click id can be called. */
function toClickIdName(value: unknown): string {
  const name = toText(value);
  return isExtraName(name) || clickIdNames.indexOf(name) > -1 ? name : '';
}

function isClickIdName(name: string): boolean {
  return name !== 'landing_page' && name !== 'referrer_host' && !isCampaignName(name);
}
