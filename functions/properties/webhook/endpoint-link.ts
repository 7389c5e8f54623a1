// The address of Stripe's form for a webhook endpoint, for whoever makes it by hand.
import type { StripeMode } from '../../rules/property.ts';
import { webhookEventTypes } from '../../stripe/webhook-event-types.ts';

/**
 * Opens Stripe's form with the events ticked; the URL is left to paste. Many guides use such links, but Stripe documents none,
 * so the list of events belongs beside it.
 */
export function toEndpointLink(mode: StripeMode): string {
  const events = encodeURIComponent(webhookEventTypes.join(','));
  return `https://dashboard.stripe.com/${mode === 'test' ? 'test/' : ''}webhooks/create?events=${events}`;
}
