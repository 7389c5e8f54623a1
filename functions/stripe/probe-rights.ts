// Asks Stripe which rights a key has beyond reading sessions: those of the sweep and of making webhooks.
import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import { webhookPermission } from './connect-webhook.ts';
import { createClient, openStripeConnection } from './create-client.ts';
import { StripeKeyRejectedError, StripeUnavailableError, UnknownSessionError } from './errors.ts';
import { withRetries } from './with-retries.ts';

/** What each right is good for, in words that follow "so that it can". */
export const laterRights = {
  rak_event_read: 'ask Stripe for events that the webhook missed',
  rak_charge_read: 'find what a refund or dispute of a bare charge goes back to',
  rak_payment_intent_read: 'find the session of a payment',
  rak_invoice_read: 'find the renewal that a refund or dispute goes back to',
  rak_subscription_read: 'find the session of a subscription',
  [webhookPermission]: 'create the webhook endpoint',
} as const;

/** A right beyond reading sessions, by Stripe's name. */
export type LaterRight = keyof typeof laterRights;

/** The rights that the key lacks; or that it could not be found out. */
export type RightsProbe =
  | { kind: 'found'; missing: LaterRight[] }
  | { kind: 'rejected' }
  | { kind: 'unavailable'; reason: string };

const probeBudgetMs = 10_000;

/**
 * Which of the later rights the key lacks, asked with ids that cannot exist: Stripe checks rights before existence, so
 * nothing is read, and the change of an endpoint that is not there changes nothing. Never rejects.
 */
export async function probeRights({ apiKey, apiBase }: { apiKey: string; apiBase?: string }): Promise<RightsProbe> {
  const connection = openStripeConnection(apiBase);
  const deadlineAtMs = Date.now() + probeBudgetMs;
  try {
    const client = await createClient(apiKey, connection);
    const missing: LaterRight[] = [];
    for (const [right, ask] of listProbes(client)) {
      const outcome = await probe(ask, deadlineAtMs);
      if (outcome instanceof StripeUnavailableError) return { kind: 'unavailable', reason: outcome.reason };
      if (outcome === 'key_refused') return { kind: 'rejected' };
      if (outcome === 'missing') missing.push(right);
    }
    return { kind: 'found', missing };
  } finally {
    connection.agent.destroy();
  }
}

function listProbes(client: Stripe): [LaterRight, () => Promise<unknown>][] {
  const madeUp = 'tilltagKeyProbe0000000000';
  return [
    ['rak_event_read', () => client.events.retrieve(`evt_${madeUp}`)],
    ['rak_charge_read', () => client.charges.retrieve(`ch_${madeUp}`)],
    ['rak_payment_intent_read', () => client.paymentIntents.retrieve(`pi_${madeUp}`)],
    ['rak_invoice_read', () => client.invoices.retrieve(`in_${madeUp}`)],
    ['rak_subscription_read', () => client.subscriptions.retrieve(`sub_${madeUp}`)],
    [webhookPermission, () => client.webhookEndpoints.update(`we_${madeUp}`, { description: 'Tilltag' })],
  ];
}

async function probe(
  ask: () => Promise<unknown>,
  deadlineAtMs: number,
): Promise<'there' | 'missing' | 'key_refused' | StripeUnavailableError> {
  try {
    const clock = { now: Date.now, sleep: (ms: number) => sleep(ms), random: Math.random };
    await withRetries(ask, { deadlineAtMs, maxAttempts: 3 }, clock);
    return 'there';
  } catch (error) {
    if (error instanceof UnknownSessionError) return 'there';
    if (error instanceof StripeKeyRejectedError) return error.permission === undefined ? 'key_refused' : 'missing';
    if (error instanceof StripeUnavailableError) return error;
    throw error;
  }
}
