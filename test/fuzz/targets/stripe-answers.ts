// Answers to what the functions ask Stripe: read by the real SDK from a server that answers anything.
import { createServer } from 'node:http';
import fc from 'fast-check';
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import { toSessionRecord } from '../../../functions/rules/session-record.ts';
import { openStripeConnection } from '../../../functions/stripe/create-client.ts';
import { createPaymentReader } from '../../../functions/stripe/create-payment-reader.ts';
import { createSessionReader } from '../../../functions/stripe/create-session-reader.ts';
import {
  StripeKeyRejectedError,
  StripeUnavailableError,
  UnknownSessionError,
} from '../../../functions/stripe/errors.ts';
import { findSessionsOfEmail } from '../../../functions/stripe/find-sessions-of-email.ts';
import { findUndelivered } from '../../../functions/stripe/find-undelivered.ts';
import { listPaymentLinks } from '../../../functions/stripe/list-payment-links.ts';
import { listWebhookEndpoints } from '../../../functions/stripe/list-webhook-endpoints.ts';
import { probeKey } from '../../../functions/stripe/probe-key.ts';
import { redirectPaymentLink } from '../../../functions/stripe/redirect-payment-link.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { mutatedJson } from '../arbitraries/mutated-json.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { anyEvent, anyInvoice, anyPage, anySession } from '../arbitraries/stripe-objects.ts';
import { attemptLater, ensure, ensureDiscreet, type Outcome, plantedEmail, plantedSecrets } from '../oracle.ts';
import { type Json, type Target, toTarget } from '../target.ts';

const code = { createSessionReader, createPaymentReader, listPaymentLinks, listWebhookEndpoints };

const sessionId = 'cs_test_a1PaidShirt0000000000';
const apiKey = 'rk_test_fuzzed0123456789';
const period = { fromSeconds: 1_789_990_000, untilSeconds: 1_790_000_000 };
const now = (): number => period.untilSeconds * 1_000;

const link: Json = {
  id: 'plink_1',
  object: 'payment_link',
  url: 'https://buy.stripe.com/a',
  active: true,
  after_completion: { type: 'redirect', redirect: { url: 'https://shop.example.com/' } },
};
const endpoint: Json = {
  id: 'we_1',
  object: 'webhook_endpoint',
  url: 'https://a.example/',
  status: 'enabled',
  api_version: null,
  enabled_events: ['*'],
};
const invoicePayment: Json = { id: 'inpay_1', object: 'invoice_payment', invoice: 'in_1' };
const charge: Json = { id: 'ch_1', object: 'charge', payment_intent: 'pi_1' };
const failure: Json = {
  error: {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such key ${plantedSecrets[0]} of ${plantedEmail} 'rak_charge_read'`,
  },
};

const asks = {
  session: anySession,
  sessionId: anyPage(anySession),
  invoiceId: anyPage(mutatedJson(fc.constant(invoicePayment))),
  invoice: anyInvoice,
  paymentIntentId: mutatedJson(fc.constant(charge)),
  event: anyEvent,
  events: anyPage(anyEvent),
  completed: anyPage(anySession),
  links: anyPage(mutatedJson(fc.constant(link))),
  link: mutatedJson(fc.constant(link)),
  endpoints: anyPage(mutatedJson(fc.constant(endpoint))),
  undelivered: anyPage(anyEvent),
  sessionsOfEmail: anyPage(anySession),
  probe: mutatedJson(fc.constant(failure)),
} as const satisfies Record<string, fc.Arbitrary<Json>>;

type Asked = keyof typeof asks;

const names = Object.keys(asks).filter((name): name is Asked => Object.hasOwn(asks, name));

const inputs = fc.constantFrom(...names).chain((ask) =>
  fc.record({
    ask: fc.constant(ask),
    status: fc.constantFrom(200, 200, 200, 200, 200, 200, 400, 401, 403, 404, 429, 500, 204, 302),
    retryAfter: fc.oneof(fc.constantFrom('', '0', '-1', '1e9', 'soon', 'Wed, 21 Oct 2026 07:28:00 GMT'), hostileText),
    body: fc.oneof(
      { weight: 12, arbitrary: asks[ask].map((value) => JSON.stringify(value)) },
      { weight: 1, arbitrary: mutatedText(asks[ask].map((value) => JSON.stringify(value))) },
      { weight: 1, arbitrary: mutatedJson(fc.constant(failure)).map((value) => JSON.stringify(value)) },
    ),
  }),
);

/** Every reader of Stripe's answers. */
export function stripeAnswersTarget(read: typeof code = code): Target {
  return toTarget({
    name: 'stripe-answers',
    reads: 'answers of Stripe, or of whatever stands between',
    isSlow: true,
    inputs,
    async open() {
      const stripe = await startAnything();
      const connection = openStripeConnection(stripe.url);
      // Waiting takes no time, and no budget is ever spent.
      const clock = { now, sleep: async () => {}, random: () => 0 };
      const sessions = read.createSessionReader({ apiBase: stripe.url, clock, requestTimeoutMs: 20_000 });
      const payments = read.createPaymentReader({ apiKey, connection, clock, requestTimeoutMs: 20_000 });
      const errand = { apiKey, apiBase: stripe.url };
      const questions: Record<Asked, () => Promise<unknown>> = {
        session: async () => ensureWhole(await sessions.read({ ...sessionRequest })),
        sessionId: async () => ensureText(await payments.findSessionId('pi_1')),
        invoiceId: async () => ensureText(await payments.findInvoiceId('pi_1')),
        invoice: () => payments.readInvoice('in_1'),
        paymentIntentId: async () => ensureText(await payments.findPaymentIntentId('ch_1')),
        event: () => payments.readEvent('evt_1'),
        events: () => firstPages(payments.listEvents(period)),
        completed: async () => (await firstPages(payments.listCompletedSessions(period))).flat().forEach(ensureWhole),
        links: async () => ensureLinks(await read.listPaymentLinks(errand)),
        link: () => redirectPaymentLink(errand, { linkId: 'plink_1', redirectUrl: 'https://shop.example.com/' }),
        endpoints: async () => ensureEndpoints(await read.listWebhookEndpoints(errand)),
        undelivered: () => findUndelivered(errand, period),
        sessionsOfEmail: () => findSessionsOfEmail(errand, 'ada@example.com'),
        probe: () => probeKey(errand),
      };
      return {
        async examine({ ask, ...answer }) {
          stripe.answer = answer;
          const outcome: Outcome<unknown, Error> = await attemptLater(questions[ask], isStripeError);
          const told = outcome.kind === 'refused' ? `${outcome.error.message} ${outcome.error.stack ?? ''}` : '';
          ensureDiscreet(told, 'The refusal');
        },
        async close() {
          sessions.close();
          connection.agent.destroy();
          await stripe.close();
        },
      };
    },
  });
}

const sessionRequest = {
  apiKey,
  sessionId,
  readsPromotionCodes: true,
  deadlineAtMs: now() + 1_000_000,
  acquire: async () => {},
  onUnknownValue: () => {},
  onLostPermission: () => {},
};

interface Answer {
  status: number;
  retryAfter: string;
  body: string;
}

interface Anything {
  url: string;
  answer: Answer;
  close(): Promise<void>;
}

/** A server that gives the same answer to everything, until it is told another one. */
async function startAnything(): Promise<Anything> {
  const state = { answer: { status: 200, retryAfter: '', body: '{}' } };
  const server = createServer((request, response) => {
    request.resume();
    const { status, retryAfter, body } = state.answer;
    const headers: Record<string, string> = { 'content-type': 'application/json', 'request-id': 'req_1' };
    if (/^[\x20-\x7e]+$/.test(retryAfter)) headers['retry-after'] = retryAfter;
    response.writeHead(status, headers).end(status === 204 ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return Object.assign(state, {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** A list that never ends is cut: the server gives the same page for ever. */
async function firstPages<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const page of pages) {
    if (read.push(page) === 2) break;
  }
  return read;
}

function isStripeError(error: unknown): error is Error {
  return (
    error instanceof StripeKeyRejectedError ||
    error instanceof UnknownSessionError ||
    error instanceof StripeUnavailableError
  );
}

function ensureText(value: unknown): void {
  ensure(value === undefined || (typeof value === 'string' && value !== ''), 'The id is no text.');
}

/** Throws a Fault where a session's own fields are not what they are called. */
function ensureWhole(session: CheckoutSession): void {
  ensure(isRecord(toSessionRecord(session, true)), 'What it read cannot be stored.');
}

const isRecord = (value: unknown): boolean => value !== undefined;

function ensureLinks(read: Awaited<ReturnType<typeof listPaymentLinks>>): void {
  if (read.kind !== 'listed') return;
  const isWhole = read.links.every(
    ({ id, url, redirectUrl }) =>
      typeof id === 'string' && typeof url === 'string' && (redirectUrl === null || typeof redirectUrl === 'string'),
  );
  ensure(isWhole, 'A payment link has no id, or no address.');
}

function ensureEndpoints(read: Awaited<ReturnType<typeof listWebhookEndpoints>>): void {
  if (read.kind !== 'listed') return;
  const isWhole = read.endpoints.every(
    ({ id, url, apiVersion }) =>
      typeof id === 'string' && typeof url === 'string' && (apiVersion === null || typeof apiVersion === 'string'),
  );
  ensure(isWhole, 'An endpoint has no id, or no address.');
}
