// The event by which Stripe tells that a Checkout Session was completed, as its webhooks send it.
import { toStripeSession } from './stripe-session.ts';

/** JSON text of the event, indented as Stripe's are; a webhook brings no line items. The same every time but for ids, e-mail and times. */
export function toSessionEvent(sessionId: string, createdSeconds: number): string {
  return template
    .replaceAll(place.id, sessionId)
    .replaceAll(place.short, sessionId.slice(10, 26))
    .replaceAll(String(place.createdSeconds), String(createdSeconds));
}

/** What stands in the template where each event differs: of a shape that nothing else in a session has. */
const place = { id: 'cs_live_b1'.padEnd(66, '~'), short: '~'.repeat(16), createdSeconds: 1_111_111_111 };

const { line_items: _lineItems, ...session } = JSON.parse(toStripeSession(place.id, place.createdSeconds));

const template = JSON.stringify(
  {
    id: `evt_1B${place.short}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: place.createdSeconds,
    data: { object: session },
    livemode: true,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'checkout.session.completed',
  },
  null,
  2,
);
