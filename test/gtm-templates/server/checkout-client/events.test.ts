// Forwarded events on a server: what scenarios cannot show, because time passes or the function's own code says what is right.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveClientId } from '../../../../functions/rules/derived-client-id.ts';
import type { ServerEvent, TagOutcome } from '../../../../scripts/simulator/server/server-host.ts';
import { forwardedPurchase, forwarding, sessionId } from './forwarded-event.ts';
import { createTaggingServer } from './serve.ts';

const succeeded: TagOutcome = { id: '1', status: 'success', executionTimeMs: 5 };

/** The event's data, without its end. */
async function runFor(changes: Parameters<typeof forwardedPurchase>[0]): Promise<ServerEvent['data']> {
  const server = await createTaggingServer().serve(forwarding(forwardedPurchase(changes)));
  return server.events[0]?.data ?? {};
}

describe('the Checkout client and forwarded events', () => {
  test('the function is answered when the tags have run, and not before', async () => {
    let end: (tags: readonly TagOutcome[]) => void = () => undefined;
    const onEvent = () =>
      new Promise<readonly TagOutcome[]>((resolve) => {
        end = resolve;
      });
    const server = await createTaggingServer().serve(forwarding(forwardedPurchase()), { onEvent });
    await server.advance(20_000);
    expect([server.events.length, server.response.isReturned]).toEqual([1, false]);
    end([succeeded]);
    await server.settle();
    expect([server.response.isReturned, server.response.status]).toEqual([true, 204]);
  });

  test('a tag that fails makes the function send a purchase again', async () => {
    const onEvent = () => [succeeded, { ...succeeded, id: '2', status: 'failure' as const }];
    const { response } = await createTaggingServer().serve(forwarding(forwardedPurchase()), { onEvent });
    expect(response.status).toBe(500);
  });

  test('where the container never says what its tags came to, the event counts as run after five seconds', async () => {
    const onEvent = (event: ServerEvent) => {
      event.listeners.push = () => 0;
      return [];
    };
    const server = await createTaggingServer().serve(forwarding(forwardedPurchase()), { onEvent });
    await server.advance(4_999);
    expect(server.response.isReturned).toBe(false);
    await server.advance(1);
    expect([server.response.isReturned, server.response.status]).toEqual([true, 204]);
  });

  test('the client id is the one that the function itself derives where none is known', async () => {
    expect((await runFor({}))['client_id']).toBe(deriveClientId(sessionId));
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^cs_(test|live)_[A-Za-z0-9]{10,66}$/), async (id) => {
        const livemode = id.startsWith('cs_live_');
        const event = await runFor({ checkout_session_id: id, transaction_id: id, livemode });
        expect(event['client_id']).toBe(deriveClientId(id));
      }),
      { numRuns: 30 },
    );
  });

  test('whatever its texts hold, no event has an at sign outside of the user data', async () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom('@', '%40', '\uFF20', '\uFE6B', ' ', 'a.b'), fc.string()), { maxLength: 6 })
      .map((parts) => parts.join(''));
    const filled = text.filter((one) => one !== '');
    await fc.assert(
      fc.asyncProperty(text, filled, async (one, other) => {
        const event = await runFor({
          transaction_id: other,
          customer_id: one,
          client_reference_id: other,
          payment_link: one,
          subscription_id: other,
          utm_source: one,
          utm_medium: other,
          utm_campaign: `${one} ${other}`,
          utm_term: `${one}@${other}`,
          utm_content: one,
          click: { gclid: one, fbclid: other, landing_page: one, referrer_host: other, first: { gclid: '@' } },
          client_id: other,
          ecommerce: {
            transaction_id: other,
            value: 1,
            currency: 'EUR',
            tax: 0,
            shipping: 0,
            discount: 0,
            coupon: other,
            items: [{ item_id: one, item_name: `${one}@${other}`, price: 1, quantity: 1 }],
          },
          user_data: { email: 'buyer@example.com' },
          meta_user_data: { fbp: other, fbc: other },
        });
        const { user_data: userData, ...outside } = event;
        expect(userData).toEqual({ email_address: 'buyer@example.com' });
        expect(JSON.stringify(outside)).not.toMatch(/@|%40|\uFF20|\uFE6B/);
      }),
      { numRuns: 100 },
    );
  });
});
