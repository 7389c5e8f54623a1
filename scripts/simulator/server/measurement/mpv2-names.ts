// The names of GA4's hit parameters next to the names of common event data.
// https://developers.google.com/tag-platform/tag-manager/server-side/common-event-data

/** Parameters whose value is a text in the event, too. */
export const mpv2Texts: Readonly<Record<string, string>> = {
  v: 'x-ga-protocol_version',
  tid: 'x-ga-measurement_id',
  gtm: 'x-ga-gtm_version',
  gcs: 'x-ga-gcs',
  gcd: 'x-ga-gcd',
  gcu: 'x-ga-gcu',
  npa: 'x-ga-npa',
  dma: 'x-ga-dma',
  dma_cps: 'x-ga-dma_cps',
  ecid: 'x-ga-ecid',
  gdid: 'x-ga-gdid',
  did: 'x-ga-did',
  edid: 'x-ga-edid',
  em: 'x-ga-em',
  lps: 'x-ga-lps',
  en: 'event_name',
  cid: 'client_id',
  uid: 'user_id',
  sid: 'ga_session_id',
  ul: 'language',
  sr: 'screen_resolution',
  dl: 'page_location',
  dr: 'page_referrer',
  dt: 'page_title',
  de: 'page_encoding',
  cu: 'currency',
  _uip: 'ip_override',
};

/** Parameters whose value is a number in the event. */
export const mpv2Numbers: Readonly<Record<string, string>> = {
  _p: 'x-ga-page_id',
  _s: 'x-ga-request_count',
  tfd: 'x-ga-tfd',
  sct: 'ga_session_number',
  _et: 'engagement_time_msec',
};

/** Marks of the session, gathered in `x-ga-system_properties`. */
export const mpv2SystemProperties: Readonly<Record<string, string>> = {
  _c: 'c',
  _dbg: 'dbg',
  _fv: 'fv',
  _nsi: 'nsi',
  _ss: 'ss',
  _uc: 'uc',
};

/** What the browser says of itself, gathered in `client_hints`. */
export const mpv2ClientHints: Readonly<Record<string, string>> = {
  uaa: 'architecture',
  uab: 'bitness',
  uafvl: 'full_version_list',
  uamb: 'mobile',
  uam: 'model',
  uap: 'platform',
  uapv: 'platform_version',
  uaw: 'wow64',
};

/** Two-letter keys of an item. */
export const mpv2ItemKeys: Readonly<Record<string, string>> = {
  id: 'item_id',
  nm: 'item_name',
  br: 'item_brand',
  ca: 'item_category',
  c2: 'item_category2',
  c3: 'item_category3',
  c4: 'item_category4',
  c5: 'item_category5',
  va: 'item_variant',
  pr: 'price',
  qt: 'quantity',
  cp: 'coupon',
  ds: 'discount',
  af: 'affiliation',
  lp: 'index',
  ln: 'item_list_name',
  li: 'item_list_id',
  lo: 'location_id',
  pi: 'promotion_id',
  pn: 'promotion_name',
  cn: 'creative_name',
  cs: 'creative_slot',
};

/** Keys of an item whose value is a number. */
export const numericItemKeys: ReadonlySet<string> = new Set(['price', 'quantity', 'discount', 'index']);

/** The same table read the other way: names of event data to names of parameters. */
export function inverted(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(names).map(([parameter, name]) => [name, parameter]));
}
