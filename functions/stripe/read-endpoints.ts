// Goes through the webhook endpoints of a Stripe account, page by page.
import type Stripe from 'stripe';
import type { Ask } from './ask-with-key.ts';
import { StripeUnavailableError } from './errors.ts';

const pageSize = 100;
/** Stripe allows 16 endpoints of an account; whoever has more got them by agreement. */
const maxPages = 50;

/** Those of the key's account and mode, newest first; a page is asked for once it is needed. Rejects with one of our Stripe errors. */
export async function* readEndpoints(client: Stripe, ask: Ask): AsyncGenerator<Stripe.WebhookEndpoint> {
  let after: string | undefined;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const params = { limit: pageSize, ...(after !== undefined && { starting_after: after }) };
    const page = await ask(() => client.webhookEndpoints.list(params));
    if (!Array.isArray(page.data)) throw new StripeUnavailableError('malformed_answer');
    yield* page.data;
    after = page.has_more ? page.data.at(-1)?.id : undefined;
    if (after === undefined) return;
  }
}
