// One event as a body of the Measurement Protocol.
import type { EcommerceItem, UserData } from '../contract/checkout-answer.ts';
import type { ForwardedEvent } from '../contract/forwarded-event.ts';
import { deriveClientId } from '../rules/derived-client-id.ts';
import { knownFields } from '../rules/known-fields.ts';
import { isSha256 } from '../rules/sha256.ts';
import { toGa4Id, toGa4Text } from './ga4-text.ts';

/** See https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference */
export interface Ga4Body {
  client_id: string;
  timestamp_micros?: number;
  consent: Record<'ad_user_data' | 'ad_personalization', 'GRANTED' | 'DENIED'>;
  user_data?: Record<string, unknown>;
  events: { name: string; params: Record<string, unknown> }[];
}

const maxItems = 200;
/** How long after an event Google takes it for when it happened. */
export const maxBackdatingMs = 72 * 3_600_000;

/**
 * The body. Where the browser's client id is not known, one derived from the session stands in its place, because GA4 takes
 * no event without: such an event counts, but is attributed to nothing. Of personal data it holds hashes only; of the click
 * nothing but the campaign, under names of our own, because GA4 reads `source`, `medium` and `campaign` as a second
 * attribution beside its own.
 */
export function toGa4Body(event: ForwardedEvent, nowMs: number): Ga4Body {
  const ageMs = nowMs - event.event_time * 1000;
  const userData = event.user_data && toGa4UserData(event.user_data);
  return {
    client_id: toGa4Id(event.client_id) ?? deriveClientId(event.checkout_session_id),
    // Without it GA4 takes the moment of arrival; an older one it would move to where nothing happened.
    ...(ageMs >= 0 && ageMs <= maxBackdatingMs && { timestamp_micros: event.event_time * 1_000_000 }),
    consent: {
      ad_user_data: event.consent.ad_user_data === 'granted' ? 'GRANTED' : 'DENIED',
      ad_personalization: event.consent.ad_personalization === 'granted' ? 'GRANTED' : 'DENIED',
    },
    ...(userData !== undefined && { user_data: userData }),
    events: [{ name: event.event, params: toParameters(event) }],
  };
}

function toParameters(event: ForwardedEvent): Record<string, unknown> {
  const { ecommerce } = event;
  return knownFields({
    transaction_id: toGa4Id(event.transaction_id),
    value: ecommerce?.value,
    currency: ecommerce?.currency,
    tax: ecommerce?.tax,
    shipping: ecommerce?.shipping,
    discount: ecommerce?.discount,
    coupon: toGa4Text(ecommerce?.coupon),
    customer_type: event.customer_type ?? undefined,
    items: ecommerce === null ? undefined : toItems(ecommerce.items),
    session_id: toGa4Id(event.ga_session_id),
    // Without it an event can be missing from realtime and standard reports.
    engagement_time_msec: 1,
    event_id: toGa4Id(event.event_id),
    tilltag_source: toGa4Text(event.utm_source),
    tilltag_medium: toGa4Text(event.utm_medium),
    tilltag_campaign: toGa4Text(event.utm_campaign),
    tilltag_term: toGa4Text(event.utm_term),
    tilltag_content: toGa4Text(event.utm_content),
    tilltag_payment_link: toGa4Id(event.payment_link),
  });
}

function toItems(items: readonly EcommerceItem[]): object[] | undefined {
  if (items.length === 0) return undefined;
  return items.slice(0, maxItems).map(({ item_id, item_name, price, quantity, discount }) => {
    const name = toGa4Text(item_name);
    return knownFields({
      // GA4 wants one of the two.
      item_id: toGa4Text(item_id) ?? (name === undefined ? 'unknown' : undefined),
      item_name: name,
      price,
      quantity,
      discount,
    });
  });
}

/** Picked key by key, so that nothing plain can slip through, whoever wrote the event. */
function toGa4UserData({ sha256_email_address, sha256_phone_number, address }: UserData) {
  const hashedAddress = knownFields({
    sha256_first_name: toHash(address?.sha256_first_name),
    sha256_last_name: toHash(address?.sha256_last_name),
    sha256_street: toHash(address?.sha256_street),
  });
  const userData = knownFields({
    sha256_email_address: toList(toHash(sha256_email_address)),
    sha256_phone_number: toList(toHash(sha256_phone_number)),
    address: Object.keys(hashedAddress).length > 0 ? [hashedAddress] : undefined,
  });
  return Object.keys(userData).length > 0 ? userData : undefined;
}

function toHash(text: string | undefined): string | undefined {
  return text !== undefined && isSha256(text) ? text : undefined;
}

function toList(text: string | undefined): string[] | undefined {
  return text === undefined ? undefined : [text];
}
