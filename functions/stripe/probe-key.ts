// Asks Stripe what a key is good for, with ids that cannot exist, so that nothing is read and nothing changes.
import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import { createClient, openStripeConnection } from './create-client.ts';
import { StripeKeyRejectedError, StripeUnavailableError, UnknownSessionError } from './errors.ts';
import { withRetries } from './with-retries.ts';

/** What the probe found; `permission` is Stripe's name of the missing right (`rak_…`), or `unknown`. */
export type KeyProbe =
  | { kind: 'good'; readsPromotionCodes: boolean }
  | { kind: 'missing_permission'; permission: string }
  | { kind: 'rejected' }
  | { kind: 'unavailable'; reason: string };

const probeBudgetMs = 10_000;

/**
 * Whether the key may read Checkout Sessions, and promotion codes. Stripe checks rights before existence, so a made-up id
 * answers 404 where the right is there and 403 where it is not. Never rejects, and never tells the account behind the key.
 */
export async function probeKey({ apiKey, apiBase }: { apiKey: string; apiBase?: string }): Promise<KeyProbe> {
  const connection = openStripeConnection(apiBase);
  try {
    const client = await createClient(apiKey, connection);
    const mode = apiKey.startsWith('rk_live_') ? 'live' : 'test';
    const session = await probe(() => client.checkout.sessions.retrieve(`cs_${mode}_tilltagKeyProbe0000000000`));
    if (session instanceof StripeKeyRejectedError) return toRejection(session);
    if (session instanceof StripeUnavailableError) return { kind: 'unavailable', reason: session.reason };
    return { kind: 'good', readsPromotionCodes: await readsPromotionCodes(client) };
  } finally {
    connection.agent.destroy();
  }
}

async function readsPromotionCodes(client: Stripe): Promise<boolean> {
  const outcome = await probe(() => client.promotionCodes.retrieve('promo_tilltagKeyProbe0000000000'));
  return outcome === 'readable';
}

function toRejection({ permission }: StripeKeyRejectedError): KeyProbe {
  return permission === undefined ? { kind: 'rejected' } : { kind: 'missing_permission', permission };
}

async function probe(
  ask: () => Promise<unknown>,
): Promise<'readable' | StripeKeyRejectedError | StripeUnavailableError> {
  try {
    await withRetries(
      ask,
      { deadlineAtMs: Date.now() + probeBudgetMs, maxAttempts: 3 },
      { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random },
    );
    return 'readable';
  } catch (error) {
    if (error instanceof UnknownSessionError) return 'readable';
    if (error instanceof StripeKeyRejectedError || error instanceof StripeUnavailableError) return error;
    throw error;
  }
}
