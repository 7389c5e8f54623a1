// Removes webhook endpoints from a Stripe account.
import { type Ask, askWithKey, type KeyErrand, type StripeRefusal } from './ask-with-key.ts';
import { UnknownSessionError } from './errors.ts';
import { readEndpoints } from './read-endpoints.ts';

/** How many went, or why Stripe did not do it; some may be gone all the same. */
export type EndpointsRemoved = { kind: 'removed'; count: number } | StripeRefusal;

/** Removes those of the key's account and mode whose URL `isOurs`; others stay. Never rejects. */
export async function removeWebhookEndpoints(
  errand: KeyErrand,
  isOurs: (url: string) => boolean,
): Promise<EndpointsRemoved> {
  return await askWithKey<EndpointsRemoved>(errand, async (client, ask) => {
    const ours: string[] = [];
    // All of them before the first is removed, because a page begins behind the last of the one before.
    for await (const { id, url } of readEndpoints(client, ask)) if (isOurs(url)) ours.push(id);
    for (const id of ours) await removeOne(() => client.webhookEndpoints.del(id), ask);
    return { kind: 'removed', count: ours.length };
  });
}

/** One that somebody else removed meanwhile is gone as well. */
async function removeOne(send: () => Promise<unknown>, ask: Ask): Promise<void> {
  try {
    await ask(send);
  } catch (error) {
    if (!(error instanceof UnknownSessionError)) throw error;
  }
}
