// Webhooks for the tests of a file, closed after each, and events for them.
import { afterEach } from 'vitest';
import { parseKeyRing } from '../../../functions/store/key-ring.ts';
import { buildEvent, session } from '../stripe/events.ts';
import { startWebhook, type Webhook, type WebhookOptions } from './start-webhook.ts';

/** A paid session, as the endpoint for test mode tells of it. */
export const completed = buildEvent('checkout.session.completed', session);

/** The same in live mode. */
export const liveSession = { ...session, id: 'cs_live_a1PaidShirt0000000000', livemode: true };
export const liveCompleted = buildEvent('checkout.session.completed', liveSession, { livemode: true });

/** The one that the function opens secrets with. */
export const keyRing = parseKeyRing(`main:${Buffer.alloc(32, 7).toString('base64')}`);

/** Starts one. */
export function useWebhooks(): (options?: WebhookOptions) => Promise<Webhook> {
  const running: Webhook[] = [];
  afterEach(async () => {
    for (const webhook of running.splice(0).reverse()) await webhook.close();
  });
  return async (options) => {
    const webhook = await startWebhook(options);
    running.push(webhook);
    return webhook;
  };
}
