// The sessions that a period's buyers completed, through the real SDK, from the stand-in.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import { openStripeConnection, type StripeConnection } from '../../../functions/stripe/create-client.ts';
import { createPaymentReader } from '../../../functions/stripe/create-payment-reader.ts';
import { StripeKeyRejectedError } from '../../../functions/stripe/errors.ts';
import type { EventPeriod } from '../../../functions/stripe/payment-reader.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const apiKey = 'rk_test_listerKey0123456789';
const poorKey = 'rk_test_poorKey0123456789';
const startSeconds = 1_790_000_000;
let nowMs: number;
let stripe: StripeStandIn;
let connection: StripeConnection;
let accountId: string;

beforeEach(async () => {
  nowMs = startSeconds * 1000;
  stripe = await startStripeStandIn({ now: () => nowMs });
  const keys = [
    { key: apiKey, permissions: ['rak_checkout_session_read'] },
    { key: poorKey, permissions: ['rak_event_read'] },
  ];
  accountId = stripe.addAccount({ keys }).id;
  connection = openStripeConnection(stripe.url);
});

afterEach(async () => {
  connection.agent.destroy();
  await stripe.close();
});

async function list(period: EventPeriod, key = apiKey, over = connection): Promise<CheckoutSession[]> {
  const clock = { now: () => nowMs, sleep: async () => {}, random: () => 0 };
  const reader = createPaymentReader({ apiKey: key, connection: over, clock, requestTimeoutMs: 2_000 });
  const sessions: CheckoutSession[] = [];
  for await (const page of reader.listCompletedSessions(period)) sessions.push(...page);
  return sessions;
}

function pay(way: 'card' | 'bank_debit' = 'card'): string {
  const { id } = stripe.createSession(accountId, {}).session;
  stripe.completeSession(id, way);
  return id;
}

const hour = { fromSeconds: startSeconds, untilSeconds: startSeconds + 3_600 };

describe('listCompletedSessions', () => {
  test('lists what was completed in the period, paid or not, and neither what is open nor what came before or after', async () => {
    nowMs -= 1_000;
    pay();
    nowMs += 1_000;
    const paid = pay();
    const unpaid = pay('bank_debit');
    stripe.createSession(accountId, {});
    nowMs += 3_600_000;
    pay();
    const sessions = await list(hour);
    expect(sessions.map(({ id, paymentStatus }) => [id, paymentStatus])).toEqual([
      [unpaid, 'unpaid'],
      [paid, 'paid'],
    ]);
  });

  test('goes through all pages', async () => {
    const ids = Array.from({ length: 101 }, () => pay());
    const sessions = await list(hour);
    expect(new Set(sessions.map(({ id }) => id))).toEqual(new Set(ids));
  });

  test('asks nothing about a period of no length', async () => {
    expect(await list({ fromSeconds: startSeconds, untilSeconds: startSeconds }, 'rk_test_unknownKey')).toEqual([]);
  });

  test('names the right that the key lacks', async () => {
    await expect(list(hour, poorKey)).rejects.toThrow(StripeKeyRejectedError);
  });

  test('refuses the answer of something that is not Stripe', async () => {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"data":[{"id":"cs_test_1"}],"has_more":false}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const other = openStripeConnection(`http://127.0.0.1:${port}`);
    await expect(list(hour, apiKey, other)).rejects.toThrow('malformed_answer');
    other.agent.destroy();
    server.close();
  });
});
