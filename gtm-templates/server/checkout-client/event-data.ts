// Writes a forwarded event in the names that tags of server containers read.
// https://developers.google.com/tag-platform/tag-manager/server-side/common-event-data
import { type ContainerEvent, computeEffectiveTldPlusOne, getRequestHeader } from 'sandbox:server';
import { encodeUriComponent, Object } from 'sandbox:shared';
import type { EcommerceItem } from '../../../functions/contract/checkout-answer.ts';
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import { clickIdNames } from '../../shared/parameter-names.ts';
import { toGcd, toGcs } from './consent-codes.ts';
import { deriveClientId } from './derive-client-id.ts';
import type { EventVisitor } from './event-visitor.ts';
import { toSafeId, toSafeText } from './safe-text.ts';
import type { Setup } from './setup.ts';
import { toUserData } from './user-data.ts';

type Values = Record<string, unknown>;

/** What of the form decides an event. */
export type EventOptions = Pick<Setup, 'measurementId' | 'testSessions' | 'extraNames'>;

/** As long as GA4 takes one. */
const maxLocationLength = 1000;

/**
 * The event's data; keys whose value is not known are missing. Personal data stand under `user_data` alone, and no other text
 * holds an `@`. A visitor is somebody who is on the page now, and says nothing that consent forbids.
 */
export function toEventData(
  event: ForwardedEvent,
  options: EventOptions,
  visitor: EventVisitor | undefined,
): ContainerEvent {
  const values: Values = {};
  addWhatHappened(values, event, options);
  addMoney(values, event);
  addIds(values, event, visitor);
  addCampaign(values, event);
  addClick(values, event, options.extraNames);
  addConsent(values, event);
  // The function holds it back already; what reaches tags outside of consent cannot be taken back.
  values['user_data'] = event.consent.ad_user_data === 'granted' ? toUserData(event.user_data) : undefined;
  return withoutUnknown(values);
}

/** The event's name; a test is told apart unless the form says otherwise. */
export function toEventName(event: ForwardedEvent, options: Pick<Setup, 'testSessions'>): string {
  return event.livemode || options.testSessions === 'as_live' ? event.event : event.event + '_test';
}

function addWhatHappened(values: Values, event: ForwardedEvent, options: EventOptions): void {
  values['event_name'] = toEventName(event, options);
  values['event_id'] = toSafeId(event.event_id);
  // Whole seconds, which Meta's own tag reads. There is no common name for the time of an event in GA4.
  values['event_time'] = event.event_time;
  values['livemode'] = event.livemode;
  values['mode'] = event.mode;
  values['checkout_session_id'] = toSafeId(event.checkout_session_id);
  values['customer_id'] = toSafeId(event.customer_id);
  values['customer_type'] = event.customer_type;
  // Google Ads' own name for it.
  values['new_customer'] = event.customer_type === null ? undefined : event.customer_type === 'new';
  values['client_reference_id'] = toSafeId(event.client_reference_id);
  values['subscription_id'] = toSafeId(event.subscription_id);
  values['x-ga-measurement_id'] = options.measurementId || undefined;
}

function addMoney(values: Values, event: ForwardedEvent): void {
  const ecommerce = event.ecommerce;
  values['transaction_id'] = toSafeId(event.transaction_id);
  if (ecommerce) {
    values['value'] = ecommerce.value;
    values['currency'] = toSafeId(ecommerce.currency);
    values['tax'] = ecommerce.tax;
    values['shipping'] = ecommerce.shipping;
    values['discount'] = ecommerce.discount;
    values['coupon'] = toSafeText(ecommerce.coupon);
    values['items'] = (ecommerce.items || []).map(toItem);
  }
}

function toItem(item: EcommerceItem): object {
  return withoutUnknown({
    item_id: toSafeText(item.item_id),
    item_name: toSafeText(item.item_name),
    price: item.price,
    quantity: item.quantity,
    discount: item.discount,
  });
}

/** Of the browser; what the click told comes before what the page's request says. */
function addIds(values: Values, event: ForwardedEvent, visitor: EventVisitor | undefined): void {
  const isAnalysed = event.consent.analytics_storage === 'granted';
  const isAdvertised = event.consent.ad_storage === 'granted';
  const told = event.meta_user_data;
  const present = isAnalysed ? visitor : undefined;
  values['client_id'] =
    toSafeId(event.client_id) || (present && present.gaClientId) || deriveClientId(event.checkout_session_id);
  values['ga_session_id'] = toSafeId(event.ga_session_id);
  values['ip_override'] = present && present.address;
  values['user_agent'] = present && toSafeText(present.userAgent);
  if (isAdvertised) {
    values['x-fb-ck-fbp'] = toSafeId(told && told.fbp) || (visitor && visitor.fbp);
    values['x-fb-ck-fbc'] = toSafeId(told && told.fbc) || (visitor && visitor.fbc);
  }
}

/** Under names of our own, as in GA4: that reads `source`, `medium` and `campaign` as a second attribution beside its own. */
function addCampaign(values: Values, event: ForwardedEvent): void {
  values['tilltag_source'] = toSafeText(event.utm_source);
  values['tilltag_medium'] = toSafeText(event.utm_medium);
  values['tilltag_campaign'] = toSafeText(event.utm_campaign);
  values['tilltag_term'] = toSafeText(event.utm_term);
  values['tilltag_content'] = toSafeText(event.utm_content);
  values['tilltag_payment_link'] = toSafeId(event.payment_link);
}

/** Only known names: whoever tells a click chooses the names in it. */
function addClick(values: Values, event: ForwardedEvent, extraNames: readonly string[]): void {
  const readClick = (name: string) => toSafeId(event.click[name]);
  const isAdvertised = event.consent.ad_storage === 'granted';
  if (isAdvertised) {
    clickIdNames.concat(extraNames).forEach((name) => {
      if (values[name] === undefined) {
        values[name] = readClick(name);
      }
    });
  }
  // One of Google's at most, because the tags know a click by its address alone.
  const googleName = isAdvertised
    ? ['gclid', 'gbraid', 'wbraid'].filter((name) => readClick(name) !== undefined)[0]
    : undefined;
  const query = googleName === undefined ? '' : '?' + googleName + '=' + encodeText(readClick(googleName));
  const referrerHost = readClick('referrer_host');
  values['page_location'] = toLocation(readClick('landing_page'), query);
  values['page_referrer'] = referrerHost && 'https://' + referrerHost + '/';
}

/** Where the landing page is not known but the click on an ad is, the site's first page stands in its place. */
function toLocation(landingPage: string | undefined, query: string): string | undefined {
  const page = landingPage || (query === '' ? '' : toFirstPage(getRequestHeader('host')));
  const location = 'https://' + page + query;
  if (page === '') {
    return undefined;
  }
  return location.length <= maxLocationLength ? location : ('https://' + page).slice(0, maxLocationLength);
}

/** The container stands on the shop's own domain. */
function toFirstPage(host: string | undefined): string {
  const domain = host ? computeEffectiveTldPlusOne(host) : '';
  return domain ? domain + '/' : '';
}

function encodeText(text: string | undefined): string {
  return (text && encodeUriComponent(text)) || '';
}

function addConsent(values: Values, event: ForwardedEvent): void {
  const consent = event.consent;
  values['consent'] = {
    ad_storage: consent.ad_storage,
    analytics_storage: consent.analytics_storage,
    ad_user_data: consent.ad_user_data,
    ad_personalization: consent.ad_personalization,
  };
  values['x-ga-gcs'] = toGcs(consent);
  values['x-ga-gcd'] = toGcd(consent);
}

function withoutUnknown(values: Values): ContainerEvent {
  const known: Values = {};
  Object.entries(values).forEach((entry) => {
    if (entry[1] !== undefined && entry[1] !== null) {
      known[entry[0]] = entry[1];
    }
  });
  return known;
}
