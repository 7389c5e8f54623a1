// One errand at Stripe with one key: its own connection, a budget for all of its requests, and answers in place of errors.
import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import { createClient, openStripeConnection } from './create-client.ts';
import { StripeKeyRejectedError, StripeUnavailableError, UnknownSessionError } from './errors.ts';
import { withRetries } from './with-retries.ts';

/** Whom to ask, and with which key. */
export interface KeyErrand {
  apiKey: string;
  /** Stripe's own address unless given. */
  apiBase?: string | undefined;
}

/**
 * Why Stripe did not do it. `missing_permission`: `permission` is Stripe's name of the right (`rak_…`), or `unknown`.
 * `rejected`: Stripe does not know the key. `missing`: nor what it was asked about. `unavailable`: nobody knows; `reason` is a
 * short stable word.
 */
export type StripeRefusal =
  | { kind: 'missing_permission'; permission: string }
  | { kind: 'rejected' }
  | { kind: 'missing' }
  | { kind: 'unavailable'; reason: string };

/** Sends one request, again where Stripe is busy; rejects with one of our Stripe errors. */
export type Ask = <T>(send: () => Promise<T>) => Promise<T>;

const budgetMs = 10_000;

/** What `errand` answers, or why Stripe refused it. Never rejects with one of our Stripe errors. */
export async function askWithKey<T>(
  { apiKey, apiBase }: KeyErrand,
  errand: (client: Stripe, ask: Ask) => Promise<T>,
): Promise<T | StripeRefusal> {
  const connection = openStripeConnection(apiBase);
  const deadlineAtMs = Date.now() + budgetMs;
  const clock = { now: Date.now, sleep: (ms: number) => sleep(ms), random: Math.random };
  try {
    const client = await createClient(apiKey, connection);
    return await errand(client, (send) => withRetries(send, { deadlineAtMs, maxAttempts: 3 }, clock));
  } catch (error) {
    return toRefusal(error);
  } finally {
    connection.agent.destroy();
  }
}

function toRefusal(error: unknown): StripeRefusal {
  if (error instanceof StripeKeyRejectedError) {
    const { permission } = error;
    return permission === undefined ? { kind: 'rejected' } : { kind: 'missing_permission', permission };
  }
  if (error instanceof UnknownSessionError) return { kind: 'missing' };
  if (error instanceof StripeUnavailableError) return { kind: 'unavailable', reason: error.reason };
  throw error;
}
