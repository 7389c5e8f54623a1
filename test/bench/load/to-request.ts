// One request of a load, as a browser on the thank-you page or Stripe's webhook would send it.
import type { ClickReport } from '../../../functions/contract/click-report.ts';
import { webhookPath } from '../../../functions/http/webhook-path.ts';
import { signPayload } from '../../../scripts/stand-ins/stripe/events/sign-payload.ts';
import { toSessionEvent } from '../servers/session-event.ts';
import { toClaim, toSessionId, toShop, toVisitorAddress, webhookSecret } from '../shops.ts';
import type { LoadPlan } from './load-plan.ts';

export interface LoadRequest {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
  /** What its answer has to be. */
  status: number;
  expected: string;
}

/** Request `index` of the plan, counted from 0. Events are signed at `nowSeconds`. */
export function toRequest(plan: LoadPlan, index: number, nowSeconds = Math.floor(Date.now() / 1000)): LoadRequest {
  const number = plan.first + (index % plan.sessions);
  const sessionId = toSessionId(plan.run, number);
  const { propertyId, hostname, stripeKey } = toShop(number, plan.shops);
  const expected = plan.expected ?? sessionId;
  if (plan.request === 'stripe') {
    const path = `/v1/checkout/sessions/${sessionId}?expand[0]=line_items`;
    return { method: 'GET', path, headers: { authorization: `Bearer ${stripeKey}` }, status: 200, expected };
  }
  if (plan.request === 'event') {
    const body = toSessionEvent(sessionId, nowSeconds);
    return {
      method: 'POST',
      path: webhookPath(propertyId),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signPayload(body, [webhookSecret], nowSeconds),
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      body,
      status: 200,
      expected: plan.expected ?? '"received":true',
    };
  }
  const headers = {
    origin: `https://${hostname}`,
    'user-agent': 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'x-forwarded-for': toVisitorAddress(number),
  };
  const claim = toClaim(number);
  if (plan.request === 'click') return toClickRequest(headers, propertyId, number, nowSeconds);
  if (plan.request === 'report') {
    const report = {
      property_id: propertyId,
      checkout_session_id: sessionId,
      event_id: `purchase:${sessionId}`,
      claim,
    };
    return {
      method: 'POST',
      path: '/checkout/reports',
      headers: { ...headers, 'content-type': 'text/plain;charset=UTF-8' },
      body: JSON.stringify(report),
      status: 204,
      expected: '',
    };
  }
  const question = `/checkout/sessions.json?property_id=${propertyId}&checkout_session_id=${sessionId}`;
  const known = plan.hasClicks === true ? `${question}&click_id=${toClickId(number)}` : question;
  const path = plan.request === 'unclaimed' ? known : `${known}&claim=${claim}`;
  return { method: 'GET', path, headers, status: 200, expected };
}

function toClickRequest(
  headers: Record<string, string>,
  propertyId: string,
  number: number,
  nowSeconds: number,
): LoadRequest {
  const click: ClickReport = {
    property_id: propertyId,
    click_id: toClickId(number),
    clicked_at: nowSeconds,
    consent: {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'denied',
    },
    ga_client_id: `${1_000_000_000 + number}.${nowSeconds}`,
    ga_session_id: String(nowSeconds),
    visit: {
      at: nowSeconds,
      landing_page: 'shop.example.com/shirts',
      referrer_host: 'www.google.com',
      parameters: { utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'autumn', gclid: `Cj0KCQ${number}` },
    },
  };
  return {
    method: 'POST',
    path: '/checkout/clicks',
    headers: { ...headers, 'content-type': 'text/plain;charset=UTF-8' },
    body: JSON.stringify(click),
    status: 204,
    expected: '',
  };
}

/** 16 bytes in base64url. */
function toClickId(number: number): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(number, 12);
  return bytes.toString('base64url');
}
