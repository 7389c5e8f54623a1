// The link to Stripe's form for a webhook endpoint.
import { describe, expect, test } from 'vitest';
import { toEndpointLink } from '../../../../functions/properties/webhook/endpoint-link.ts';
import { webhookEventTypes } from '../../../../functions/stripe/webhook-event-types.ts';

describe('toEndpointLink', () => {
  test('ticks exactly the events that a property needs', () => {
    const { pathname, searchParams } = new URL(toEndpointLink('live'));
    expect(pathname).toBe('/webhooks/create');
    expect(searchParams.get('events')?.split(',')).toEqual([...webhookEventTypes]);
  });

  test('opens the test mode for its own endpoint', () => {
    expect(new URL(toEndpointLink('test')).pathname).toBe('/test/webhooks/create');
  });
});
