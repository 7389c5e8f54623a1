// What a destination took, whichever it is, in one shape.
import type { ForwardedConsent } from '../../../functions/contract/forwarded-event.ts';
import type { Sending, TakenContent } from '../world/receivers.ts';

export interface Arrival {
  destinationId: string;
  eventId: string;
  event: string;
  atMs: number;
  sending: Sending;
  /** When it says that it happened, in milliseconds; `NaN` where it does not say. */
  happenedAtMs: number;
  transactionId: unknown;
  value: unknown;
  currency: unknown;
  tax: unknown;
  shipping: unknown;
  items: readonly Record<string, unknown>[];
  clientId: unknown;
  gaSessionId: unknown;
  /** GA4 is told of two purposes only. */
  consent: Partial<ForwardedConsent>;
  userData: unknown;
  /** All of it, as it crossed the wire. */
  text: string;
  content: TakenContent;
}

/** Everything that destinations took, in order. */
export function toArrivals(sendings: readonly Sending[]): Arrival[] {
  return sendings.flatMap((sending) => sending.taken.map((content) => toArrival(sending, content)));
}

function toArrival(sending: Sending, content: TakenContent): Arrival {
  const base = { destinationId: sending.destinationId, atMs: sending.endedAtMs, sending, content };
  if (content.kind === 'ga4') return { ...base, ...readHit(content.hit.body), text: JSON.stringify(content.hit.body) };
  const { event } = content;
  const { ecommerce } = event;
  return {
    ...base,
    eventId: event.event_id,
    event: event.event,
    happenedAtMs: event.event_time * 1_000,
    transactionId: event.transaction_id,
    value: ecommerce?.value,
    currency: ecommerce?.currency,
    tax: ecommerce?.tax,
    shipping: ecommerce?.shipping,
    items: (ecommerce?.items ?? []).map((item) => ({ ...item })),
    clientId: event.client_id,
    gaSessionId: event.ga_session_id,
    consent: event.consent,
    userData: event.user_data,
    text: JSON.stringify(event),
  };
}

type Json = Record<string, unknown>;

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function readHit(hit: unknown) {
  const body = asJson(hit);
  const [first] = Array.isArray(body['events']) ? body['events'].map(asJson) : [];
  const parameters = asJson(first?.['params']);
  const consent = asJson(body['consent']);
  return {
    eventId: String(parameters['event_id']),
    event: String(first?.['name']),
    happenedAtMs: Number(body['timestamp_micros']) / 1_000,
    transactionId: parameters['transaction_id'],
    value: parameters['value'],
    currency: parameters['currency'],
    tax: parameters['tax'],
    shipping: parameters['shipping'],
    items: Array.isArray(parameters['items']) ? parameters['items'].map(asJson) : [],
    clientId: body['client_id'],
    gaSessionId: parameters['session_id'],
    consent: {
      ad_user_data: toState(consent['ad_user_data']),
      ad_personalization: toState(consent['ad_personalization']),
    },
    userData: body['user_data'],
  };
}

function toState(state: unknown): 'granted' | 'denied' {
  return state === 'GRANTED' ? 'granted' : 'denied';
}
