// Builds the hit of Google's GA4 event tag from what the data layer holds.
//
// It proves that the data layer carried what GA4 needs, in the form that GA4's own tag sends it. It has only the
// parameters named here, and only Google's own tag can prove what Google receives.
// Decision: while analytics_storage is denied nothing is sent, as with a tag that requires this consent.

import { isPlainObject } from '../sandbox/plain-object.ts';
import type { ContainerServices } from '../web/web-context.ts';
import type { WebPage } from '../web/web-page.ts';
import type { GoogleAnalyticsSettings } from './container-description.ts';
import { takeAnalyticsIds } from './google-analytics-cookies.ts';

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

/** The address of the hit, of what `ecommerce` held when its event came; `undefined` while consent to analytics is denied. */
export function buildGoogleAnalyticsHit(
  { measurementId, collectorUrl, event, sessionCookie }: GoogleAnalyticsSettings,
  page: WebPage,
  { consent, dataLayer }: ContainerServices,
  model: unknown = dataLayer.get('ecommerce'),
): string | undefined {
  if (!consent.isGranted('analytics_storage')) {
    return undefined;
  }
  const { items, ...ecommerce } = isPlainObject(model) ? model : {};
  const { clientId, sessionId } = takeAnalyticsIds(page, measurementId, sessionCookie);
  const parameters = new URLSearchParams([
    ['v', '2'],
    ['tid', measurementId],
    ['_p', String(page.now())],
    ['cid', clientId],
    ['sid', sessionId],
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
