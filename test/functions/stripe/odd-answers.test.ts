// Answers of 200 that Stripe would not give, as something in between may: read by the real SDK, from a server that gives any.
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStripeConnection, type StripeConnection } from '../../../functions/stripe/create-client.ts';
import { createPaymentReader } from '../../../functions/stripe/create-payment-reader.ts';
import { createSessionReader } from '../../../functions/stripe/create-session-reader.ts';
import { findSessionsOfEmail } from '../../../functions/stripe/find-sessions-of-email.ts';
import { findUndelivered } from '../../../functions/stripe/find-undelivered.ts';
import { listPaymentLinks } from '../../../functions/stripe/list-payment-links.ts';
import { listWebhookEndpoints } from '../../../functions/stripe/list-webhook-endpoints.ts';
import { session } from './events.ts';

const apiKey = 'rk_test_oddAnswers0123456789';
const clock = { now: () => 0, sleep: async () => {}, random: () => 0 };
const period = { fromSeconds: 0, untilSeconds: 1 };
const malformed = { kind: 'unavailable', reason: 'malformed_answer' };
let server: Server;
let connection: StripeConnection;
let answer: unknown;

beforeEach(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  connection = openStripeConnection(
    `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
  );
});

afterEach(async () => {
  connection.agent.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const errand = () => ({ apiKey, apiBase: connection.base.href });

describe('lists with a member that is nothing', () => {
  beforeEach(() => {
    answer = { object: 'list', data: [null], has_more: false };
  });

  it('payment links could not be read', async () => {
    expect(await listPaymentLinks(errand())).toEqual(malformed);
  });

  it('webhook endpoints could not be read', async () => {
    expect(await listWebhookEndpoints(errand())).toEqual(malformed);
  });

  it('sessions of a buyer could not be read', async () => {
    expect(await findSessionsOfEmail(errand(), 'ada@example.com')).toEqual(malformed);
  });

  it('events that nobody took have no time', async () => {
    expect(await findUndelivered(errand(), period)).toMatchObject({ kind: 'counted', newestSeconds: null });
  });

  it('no session is found for a payment', async () => {
    expect(await createPaymentReader({ apiKey, connection, clock }).findSessionId('pi_1')).toBeUndefined();
  });
});

describe('a session whose parts are of other types', () => {
  const read = async (changes: object) => {
    answer = { ...session, ...changes };
    const reader = createSessionReader({ apiBase: connection.base.href, clock });
    const [acquire, ignore] = [async () => {}, () => {}];
    try {
      return await reader.read({
        ...{ apiKey, sessionId: session.id, readsPromotionCodes: false, deadlineAtMs: 5_000 },
        ...{ acquire, onUnknownValue: ignore, onLostPermission: ignore },
      });
    } finally {
      reader.close();
    }
  };

  it.each([
    { amount_total: 49.5 },
    { customer_details: { email: {} } },
    { line_items: { data: [null] } },
    { line_items: { data: [{ id: 'li_1' }] } },
  ])('%j is a malformed answer', async (changes) => {
    await expect(read(changes)).rejects.toMatchObject({ reason: 'malformed_answer' });
  });

  it('a list of completed sessions that holds one is a malformed answer', async () => {
    answer = { object: 'list', data: [{ ...session, total_details: 'none' }], has_more: false };
    const pages = createPaymentReader({ apiKey, connection, clock }).listCompletedSessions(period);
    await expect(pages[Symbol.asyncIterator]().next()).rejects.toMatchObject({ reason: 'malformed_answer' });
  });
});
