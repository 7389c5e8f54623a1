// Removes webhook endpoints from a Stripe account.
import { type Ask, askWithKey, type KeyErrand, type StripeRefusal } from './ask-with-key.ts';
import { StripeUnavailableError, UnknownSessionError } from './errors.ts';

/** How many went, or why Stripe did not do it; some may be gone all the same. */
export type EndpointsRemoved = { kind: 'removed'; count: number } | StripeRefusal;

/** Stripe allows 16 endpoints of an account; whoever has more got them by agreement. */
const pageSize = 100;

/** Removes those of the key's account and mode whose URL `isOurs`; others stay. Never rejects. */
export async function removeWebhookEndpoints(
  errand: KeyErrand,
  isOurs: (url: string) => boolean,
): Promise<EndpointsRemoved> {
  return await askWithKey<EndpointsRemoved>(errand, async (client, ask) => {
    const page = await ask(() => client.webhookEndpoints.list({ limit: pageSize }));
    if (!Array.isArray(page.data)) throw new StripeUnavailableError('malformed_answer');
    const ours = page.data.filter(({ url }) => isOurs(url));
    for (const { id } of ours) await removeOne(() => client.webhookEndpoints.del(id), ask);
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
