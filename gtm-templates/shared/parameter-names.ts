// The parameters of an address that say which campaign brought a visitor, and which click on an ad.

/** Google Analytics 4's nine. */
export const campaignNames = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'utm_id',
  'utm_source_platform',
  'utm_creative_format',
  'utm_marketing_tactic',
];

/** Google, Meta, Microsoft, TikTok, X, LinkedIn, Pinterest, Snapchat, Reddit, Yandex and impact.com, as they spell them. */
export const clickIdNames = [
  'gclid',
  'gbraid',
  'wbraid',
  'dclid',
  'fbclid',
  'msclkid',
  'ttclid',
  'twclid',
  'li_fat_id',
  'epik',
  'ScCid',
  'rdt_cid',
  'yclid',
  'irclickid',
];

/** The function takes no other names. */
const extraNamePattern = '^[A-Za-z][A-Za-z0-9_]{0,39}$';

/** In a touch these are something else than a parameter. */
const takenNames = ['at', 'landing_page', 'referrer_host', 'first', 'last'];

/** Whether a name of the user's choice can be a click id; what is known already, and every utm_, cannot. */
export function isExtraName(name: string): boolean {
  const empty: Record<string, unknown> = {};
  // An object has some names before anything is put into it, such as hasOwnProperty.
  const isFree = takenNames.indexOf(name) === -1 && empty[name] === undefined;
  return isFree && clickIdNames.indexOf(name) === -1 && name.match(extraNamePattern) !== null && !isCampaignName(name);
}

/** Whether a parameter says which campaign it was; every other one is a click id, which tells visitors apart. */
export function isCampaignName(name: string): boolean {
  return name.toLowerCase().indexOf('utm_') === 0;
}
