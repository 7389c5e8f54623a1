// Builds the hit of Google's GA4 event tag from names and values, for web and server containers alike.
//
// It proves that an event carried what GA4 needs, in the form that GA4's own tag sends it. It has only the parameters
// named here, and only Google's own tag can prove what Google receives.
import { isPlainObject } from '../sandbox/plain-object.ts';

/** One event on its way to GA4; what is undefined is left out of the hit. */
export interface GoogleAnalyticsHit {
  /** Where hits go instead of Google; `/g/collect` is added. */
  readonly googleUrl: string;
  readonly measurementId: string;
  readonly event: string;
  /** A number that all hits of one page share. */
  readonly pageId?: number | string | undefined;
  readonly clientId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** The consent signal: `G111`. */
  readonly gcs?: string | undefined;
  readonly pageLocation?: string | undefined;
  readonly pageReferrer?: string | undefined;
  readonly pageTitle?: string | undefined;
  readonly userId?: string | undefined;
  /** True where the referrer must not begin a new campaign. */
  readonly ignoresReferrer?: boolean | undefined;
  /** The event's parameters by their own names: texts, numbers, `currency` and `items`; everything else is left out. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  readonly userProperties?: Readonly<Record<string, unknown>> | undefined;
  /** Encoded user data: `tv.1~em.…`. */
  readonly userData?: string | undefined;
  /** The visitor's address, where a server sends for the visitor. */
  readonly ipOverride?: string | undefined;
  /** The visitor's browser, where a server sends for the visitor. */
  readonly userAgent?: string | undefined;
}

const itemKeys: Readonly<Record<string, string>> = {
  item_id: 'id',
  item_name: 'nm',
  price: 'pr',
  quantity: 'qt',
  discount: 'ds',
  coupon: 'cp',
  item_brand: 'br',
  item_variant: 'va',
  item_category: 'ca',
  item_category2: 'c2',
  item_category3: 'c3',
  item_category4: 'c4',
  item_category5: 'c5',
  affiliation: 'af',
  item_list_id: 'li',
  item_list_name: 'ln',
  location_id: 'lo',
};

function encodeItem(item: Readonly<Record<string, unknown>>): string {
  return Object.entries(item)
    .filter(([key, value]) => Object.hasOwn(itemKeys, key) && value !== undefined && value !== null)
    .map(([key, value]) => `${itemKeys[key]}${String(value).replaceAll('~', '~~')}`)
    .join('~');
}

function named(prefix: string, values: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(values).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'number') {
      return [[`${prefix}n.${key}`, String(value)]];
    }
    return typeof value === 'string' || typeof value === 'boolean' ? [[`${prefix}.${key}`, String(value)]] : [];
  });
}

function itemParameters(items: unknown): [string, string][] {
  const list = Array.isArray(items) ? items.filter(isPlainObject) : [];
  return list.map((item, index) => [`pr${index + 1}`, encodeItem(item)]);
}

function toText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

/** The address that GA4's tag would call. */
export function buildGoogleAnalyticsHit(hit: GoogleAnalyticsHit): string {
  const { items, currency, ...parameters } = hit.parameters ?? {};
  const head: [string, string | undefined][] = [
    ['v', '2'],
    ['tid', hit.measurementId],
    ['_p', toText(hit.pageId)],
    ['cid', hit.clientId],
    ['sid', hit.sessionId],
    ['uid', hit.userId],
    ['gcs', hit.gcs],
    ['dl', hit.pageLocation],
    ['dr', hit.pageReferrer],
    ['dt', hit.pageTitle],
    ['ir', hit.ignoresReferrer ? '1' : undefined],
    ['_uip', hit.ipOverride],
    ['ua', hit.userAgent],
    ['em', hit.userData],
    ['en', hit.event],
    ['cu', toText(currency)],
  ];
  const sent = new URLSearchParams([
    ...head.filter((pair): pair is [string, string] => pair[1] !== undefined),
    ...named('ep', parameters),
    ...named('up', hit.userProperties ?? {}),
    ...itemParameters(items),
  ]);
  return `${hit.googleUrl.replace(/\/+$/, '')}/g/collect?${sent}`;
}
