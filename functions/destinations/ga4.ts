// GA4 by the Measurement Protocol, which answers 204 to everything and drops repeats of a purchase only.
import type { ForwardedEvent } from '../contract/forwarded-event.ts';
import { explainFailure } from '../outbound/explain-failure.ts';
import type { OutboundResult } from '../outbound/send-request.ts';
import type { Ga4Destination } from '../rules/destination.ts';
import type { Destination, DestinationCheck, DestinationTools } from './destination.ts';
import { type Ga4Body, toGa4Body } from './ga4-body.ts';
import { toSendResult } from './to-send-result.ts';

/** See https://developers.google.com/analytics/devguides/collection/protocol/ga4/sending-events */
export function createGa4({ request, now, analyticsBase }: DestinationTools): Destination<Ga4Destination> {
  const toBase = ({ region }: Omit<Ga4Destination, 'secret'>): string => analyticsBase ?? bases[region];
  const post = (path: string, settings: Omit<Ga4Destination, 'secret'>, secret: string, body: object) =>
    request({
      method: 'POST',
      url: `${toBase(settings)}${path}?${toQuery(settings.measurementId, secret)}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    kind: 'ga4',
    name: 'Google Analytics 4',
    limits:
      'Google Ads cannot be fed from here: the Measurement Protocol has no place for click ids, so none are sent. Use a server container for Google Ads and Meta. Personal data arrive as hashes only.',
    // By its transaction id, for one and the same client id; of every other event each copy counts.
    dropsRepeats: (event) => event === 'purchase',
    async send(event, settings, secret) {
      const nowMs = now();
      return toSendResult(await post('/mp/collect', settings, secret, toGa4Body(event, nowMs)), nowMs);
    },
    async check(settings, secret) {
      const nowMs = now();
      const sample = toGa4Body(samplePurchase(settings.mode === 'live', nowMs), nowMs);
      const strict = { ...sample, validation_behavior: 'ENFORCE_RECOMMENDATIONS' };
      return toCheck(await post('/debug/mp/collect', settings, secret, strict), settings, toBase(settings));
    },
    async sendTest(settings, secret) {
      const nowMs = now();
      return toSendResult(await post('/mp/collect', settings, secret, toTestBody(nowMs)), nowMs);
    },
    secretPlace: (propertyId, { id, measurementId }) => JSON.stringify([propertyId, 'ga4', id, measurementId]),
  };
}

/** The event to look for in GA4's Realtime report. */
const testEventName = 'tilltag_test';

function toTestBody(nowMs: number): Ga4Body {
  const seconds = Math.floor(nowMs / 1000);
  return {
    client_id: `1000000001.${seconds}`,
    consent: { ad_user_data: 'DENIED', ad_personalization: 'DENIED' },
    // Realtime leaves out what engaged nobody; debug_mode shows it in DebugView, too.
    events: [{ name: testEventName, params: { session_id: String(seconds), engagement_time_msec: 1, debug_mode: 1 } }],
  };
}

const bases: Record<Ga4Destination['region'], string> = {
  global: 'https://www.google-analytics.com',
  eu: 'https://region1.google-analytics.com',
};

function toQuery(measurementId: string, apiSecret: string): string {
  return new URLSearchParams({ measurement_id: measurementId, api_secret: apiSecret }).toString();
}

/** Never collected: only the address that validates gets it. */
function samplePurchase(livemode: boolean, nowMs: number): ForwardedEvent {
  const sessionId = `cs_${livemode ? 'live' : 'test'}_checkOfTheDestination`;
  return {
    version: 1,
    property_id: 'check',
    event: 'purchase',
    event_id: `purchase:${sessionId}`,
    event_time: Math.floor(nowMs / 1000),
    livemode,
    mode: 'payment',
    checkout_session_id: sessionId,
    transaction_id: sessionId,
    customer_id: null,
    customer_type: null,
    client_reference_id: null,
    payment_link: null,
    subscription_id: null,
    utm_source: 'check',
    utm_medium: null,
    utm_campaign: null,
    utm_term: null,
    utm_content: null,
    click: {},
    consent: {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'denied',
      ad_personalization: 'denied',
    },
    ecommerce: {
      transaction_id: sessionId,
      value: 49.5,
      currency: 'EUR',
      tax: 7.9,
      shipping: 0,
      discount: 0,
      items: [{ item_id: 'check', item_name: 'Check', price: 49.5, quantity: 1 }],
    },
  };
}

function toCheck(
  result: OutboundResult,
  { confirmedAtMs }: Omit<Ga4Destination, 'secret'>,
  base: string,
): DestinationCheck {
  if (result.kind !== 'answered') {
    const sentence = `Google's validation could not be asked${explainFailure(result, base)}`;
    return { verdict: 'unproven', sentence };
  }
  const messages = result.status === 200 ? parseMessages(result.body) : undefined;
  if (messages === undefined) {
    const sentence = `Google's validation did not answer as it should (http_${result.status}). Try again later.`;
    return { verdict: 'unproven', sentence };
  }
  if (messages.length > 0) {
    return { verdict: 'bad', sentence: `Google's validation refuses a sample purchase: ${messages.join(', ')}.` };
  }
  if (confirmedAtMs !== undefined) {
    const sentence =
      "Google's validation takes a sample purchase, and somebody saw a test event in GA4's Realtime report.";
    return { verdict: 'good', sentence };
  }
  return {
    verdict: 'unproven',
    sentence:
      "Google's validation takes a sample purchase. It looks neither at the Measurement ID nor at the API secret, and collecting answers 204 even to a wrong one: only GA4's Realtime report, after the first event, proves them.",
  };
}

/** `<field> <code>` for each message, `undefined` where the answer is none of the validation's. */
function parseMessages(body: string): string[] | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null || !('validationMessages' in answer)) return undefined;
    const { validationMessages } = answer;
    return Array.isArray(validationMessages) ? validationMessages.map(toMessage) : undefined;
  } catch {
    return undefined;
  }
}

/** Its descriptions quote what was sent, so only field and code are passed on. */
function toMessage(message: unknown): string {
  const parts = typeof message === 'object' && message !== null ? Object.entries(message) : [];
  const named = new Map<string, unknown>(parts);
  return ['fieldPath', 'validationCode']
    .map((name) =>
      String(named.get(name) ?? '?')
        .replace(/[^\w.[\]]/g, '')
        .slice(0, 60),
    )
    .join(' ');
}
