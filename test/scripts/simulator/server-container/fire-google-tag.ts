// Fires one of Google's own tags in a simulated server container that sends to the collector.
import { createHash } from 'node:crypto';
import { afterEach } from 'vitest';
import { type GoogleStandIn, startGoogleStandIn } from '../../../../scripts/stand-ins/google/start-google-stand-in.ts';
import { type ContainerParts, closeContainers, eventClient, startContainer } from './make-container.ts';

/** A tag without its name. */
export type Tag = Omit<NonNullable<ContainerParts['tags']>[number], 'name'>;

/** What one tag of Google's makes of one event; what it started is closed after each test. */
export function useGoogleTags() {
  const standIns: GoogleStandIn[] = [];

  afterEach(async () => {
    await closeContainers();
    await Promise.all(standIns.splice(0).map((google) => google.close()));
  });

  return async (tag: Tag, event: Readonly<Record<string, unknown>>, headers: Record<string, string> = {}) => {
    const google = await startGoogleStandIn();
    standIns.push(google);
    const container = await startContainer(
      { clients: [eventClient], tags: [{ name: 'Tag', ...tag }] },
      { googleUrl: `${google.url}/`, now: () => Date.UTC(2026, 10, 21) },
    );
    const response = await container.push(event, headers);
    const { records } = container;
    return {
      google,
      response,
      tag: records.requests[0]?.events[0]?.tags[0],
      unsupported: records.unsupported,
      hits: records.hits.map((hit) => new URL(hit)),
    };
  };
}

/** A purchase as our client makes an event of it. */
export const purchase = {
  event_name: 'purchase',
  client_id: '11.22',
  ga_session_id: '1700000000',
  transaction_id: 'cs_test_1',
  value: 49.9,
  currency: 'EUR',
  items: [{ item_id: 'lamp', item_name: 'Lamp', price: 49.9, quantity: 1 }],
  page_location: 'https://shop.example.test/lamps?gclid=Cj0-lamp',
  page_referrer: 'https://www.google.com/',
  user_agent: 'Lamp/1',
  ip_override: '203.0.113.7',
  'x-ga-measurement_id': 'G-SHOP',
  'x-ga-gcs': 'G111',
  'x-ga-gcd': '13t3t3t3t5',
  user_data: { email_address: 'Ada@Example.com ' },
};

/** Its buyer’s address, as Google wants it. */
export const emailHash = createHash('sha256').update('ada@example.com').digest('base64url');
