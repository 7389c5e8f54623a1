// A purchase as the function forwards it, held to its own schema.
import { Ajv } from 'ajv';
import type { ForwardedEvent } from '../../../../functions/contract/forwarded-event.ts';
import { forwardedEventSchema } from '../../../../functions/contract/forwarded-event-schema.ts';
import { propertyId, secret } from './serve.ts';

export const sessionId = 'cs_live_a1B2c3D4e5F6g7H8';

const validate = new Ajv().compile(forwardedEventSchema);

/** The event with these changes; throws where it would be none that the function sends. */
export function forwardedPurchase(changes: Partial<ForwardedEvent> = {}): ForwardedEvent {
  const event: ForwardedEvent = {
    version: 1,
    property_id: propertyId,
    event: 'purchase',
    event_id: `purchase:${sessionId}`,
    event_time: 1_767_225_600,
    livemode: true,
    mode: 'payment',
    checkout_session_id: sessionId,
    transaction_id: sessionId,
    customer_id: null,
    customer_type: null,
    client_reference_id: null,
    payment_link: null,
    subscription_id: null,
    utm_source: null,
    utm_medium: null,
    utm_campaign: null,
    utm_term: null,
    utm_content: null,
    click: {},
    consent: {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
    },
    ecommerce: null,
    ...changes,
  };
  if (!validate(event)) throw new Error(JSON.stringify(validate.errors));
  return event;
}

/** The request that brings it. */
export function forwarding(event: ForwardedEvent) {
  return {
    method: 'POST',
    path: '/checkout/events',
    headers: { host: 'tags.shop.example.co.uk', authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(event),
  };
}
