// Builds the hit of Google's GA4 event tag from what the data layer holds.
//
// It proves that the data layer carried what GA4 needs, in the form that GA4's own tag sends it. It has only the
// parameters named here, and only Google's own tag can prove what Google receives.
// Decision: while analytics_storage is denied nothing is sent, as with a tag that requires this consent.

import { isPlainObject } from '../sandbox/plain-object.ts';
import { readCookies } from '../sandbox/read-cookies.ts';
import type { ContainerServices } from '../web/web-context.ts';
import type { WebPage } from '../web/web-page.ts';
import type { GoogleAnalyticsSettings } from './container-description.ts';

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
};

function encodeItem(item: Readonly<Record<string, unknown>>): string {
  return Object.entries(item)
    .filter(([key, value]) => Object.hasOwn(itemKeys, key) && value !== undefined && value !== null)
    .map(([key, value]) => `${itemKeys[key]}${String(value).replaceAll('~', '~~')}`)
    .join('~');
}

function eventParameters(ecommerce: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(ecommerce).flatMap(([key, value]): [string, string][] => {
    if (key === 'currency') {
      return [['cu', String(value)]];
    }
    if (typeof value === 'number') {
      return [[`epn.${key}`, String(value)]];
    }
    return typeof value === 'string' ? [[`ep.${key}`, value]] : [];
  });
}

function itemParameters(items: unknown): [string, string][] {
  const list = Array.isArray(items) ? items.filter(isPlainObject) : [];
  return list.map((item, index) => [`pr${index + 1}`, encodeItem(item)]);
}

/** The client id of the `_ga` cookie, which is made when it is missing, as Google's tag does. */
function findClientId(page: WebPage): string {
  const [existing] = readCookies(page.cookies(), '_ga', false);
  const known = existing?.split('.').slice(2).join('.');
  if (known) {
    return known;
  }
  const clientId = `${Math.floor(page.random() * 2 ** 31)}.${Math.floor(page.now() / 1000)}`;
  page.writeCookie(`_ga=GA1.1.${clientId}; path=/; max-age=63072000`);
  return clientId;
}

/** The session id of the measurement id's own cookie, which is made when it is missing. */
function findSessionId(page: WebPage, measurementId: string): string {
  const name = `_ga_${measurementId.replace(/^G-/, '')}`;
  const [existing] = readCookies(page.cookies(), name, false);
  const known = existing && /^GS\d\.\d+\.s?(\d+)/.exec(existing)?.[1];
  if (known) {
    return known;
  }
  const sessionId = String(Math.floor(page.now() / 1000));
  page.writeCookie(`${name}=GS2.1.s${sessionId}$o1$g0$t${sessionId}$j60$l0$h0; path=/; max-age=63072000`);
  return sessionId;
}

/** The address of the hit; `undefined` while consent to analytics is denied. */
export function buildGoogleAnalyticsHit(
  { measurementId, collectorUrl, event }: GoogleAnalyticsSettings,
  page: WebPage,
  { consent, dataLayer }: ContainerServices,
): string | undefined {
  if (!consent.isGranted('analytics_storage')) {
    return undefined;
  }
  const model = dataLayer.get('ecommerce');
  const { items, ...ecommerce } = isPlainObject(model) ? model : {};
  const parameters = new URLSearchParams([
    ['v', '2'],
    ['tid', measurementId],
    ['_p', String(page.now())],
    ['cid', findClientId(page)],
    ['sid', findSessionId(page, measurementId)],
    ['gcs', `G1${consent.isGranted('ad_storage') ? 1 : 0}1`],
    ['dl', page.href()],
    ['dr', page.referrer()],
    ['dt', page.title()],
    ['en', event],
    ...eventParameters(ecommerce),
    ...itemParameters(items),
  ]);
  return `${collectorUrl.replace(/\/+$/, '')}/g/collect?${parameters}`;
}
