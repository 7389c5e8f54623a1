// Asks Stripe about a payment's later life with one restricted key: joins, invoices, and the events of the last 30 days.
import type Stripe from 'stripe';
import type { Invoice } from '../rules/stripe-change.ts';
import { type StripeConnection, stripeRequestTimeoutMs } from './create-client.ts';
import { StripeUnavailableError, UnknownSessionError } from './errors.ts';
import { listCompletedSessions } from './list-completed-sessions.ts';
import type { EventPeriod, PaymentReader, ReadEvent } from './payment-reader.ts';
import { requireList, requireObject } from './require-answer.ts';
import { readEventFrame, toChange } from './to-change.ts';
import type { UnknownValueListener } from './to-checkout-session.ts';
import { toInvoice } from './to-invoice.ts';
import { handledEventTypes } from './webhook-event-types.ts';
import { toWireRecord } from './wire-record.ts';
import { type RetryClock, withRetries } from './with-retries.ts';

export interface PaymentReaderOptions {
  apiKey: string;
  /** Shared by all readers of a process; who opened it closes it. */
  connection: StripeConnection;
  clock: RetryClock;
  /** The longest that one request to Stripe may take. */
  requestTimeoutMs?: number;
  /** The longest that one call of the reader may take, retries and pages of an invoice included; of a list, one page. */
  callBudgetMs?: number;
  /** Asked before every single request to Stripe; what it rejects with ends the call. */
  acquire?: () => Promise<void>;
  onUnknownValue?: UnknownValueListener;
}

const defaultCallBudgetMs = 8_000;
const maxAttempts = 3;

/** Stripe keeps events for listing that long (https://docs.stripe.com/api/events/list). */
const eventDays = 30;
const pageSize = 100;
/** Stripe allows 250 lines on an invoice; more pages than this are a fault. */
const maxLinePages = 10;

type Ask = <T>(send: (client: Stripe, options: Stripe.RequestOptions) => Promise<T>) => Promise<T>;

/** A reader for one key; loads the SDK with its first call. */
export function createPaymentReader(options: PaymentReaderOptions): PaymentReader {
  const { onUnknownValue, clock } = options;
  const newAsk = createAsk(options);
  return {
    findSessionId: async (reference) => {
      const filter = reference.startsWith('sub_') ? { subscription: reference } : { payment_intent: reference };
      const ask = newAsk();
      const page = await unlessUnknown(
        ask((client, request) => client.checkout.sessions.list({ ...filter, limit: 1 }, request)),
      );
      return (page && toWireRecord(firstOf(page))?.text('id')) ?? undefined;
    },
    findInvoiceId: async (paymentIntentId) => {
      const payment = { type: 'payment_intent', payment_intent: paymentIntentId } as const;
      const ask = newAsk();
      const page = await unlessUnknown(
        ask((client, request) => client.invoicePayments.list({ payment, limit: 1 }, request)),
      );
      return (page && toWireRecord(firstOf(page))?.id('invoice')) ?? undefined;
    },
    readInvoice: (invoiceId) => readInvoice(newAsk(), invoiceId),
    findPaymentIntentId: async (chargeId) => {
      const ask = newAsk();
      const charge = await unlessUnknown(ask((client, request) => client.charges.retrieve(chargeId, {}, request)));
      return (charge && requireObject(charge, 'charge').id('payment_intent')) ?? undefined;
    },
    readEvent: async (eventId) => {
      const ask = newAsk();
      const event = await unlessUnknown(ask((client, request) => client.events.retrieve(eventId, {}, request)));
      return event && toReadEvent(event, onUnknownValue);
    },
    listEvents: (period) => listEvents(newAsk, keepWithin(period, clock.now()), onUnknownValue),
    listCompletedSessions: (period) => listCompletedSessions(newAsk, period, onUnknownValue),
  };
}

/** Makes the way of asking for one call: all requests of a call share its budget. */
function createAsk(options: PaymentReaderOptions): () => Ask {
  const { apiKey, connection, clock, acquire, requestTimeoutMs = stripeRequestTimeoutMs } = options;
  return () => {
    const deadlineAtMs = clock.now() + (options.callBudgetMs ?? defaultCallBudgetMs);
    return async (send) => {
      const client = await connection.loadSharedClient();
      return withRetries(
        (leftMs) => send(client, { apiKey, timeout: Math.min(requestTimeoutMs, Math.ceil(leftMs)) }),
        { deadlineAtMs, maxAttempts, ...(acquire && { acquire }) },
        clock,
      );
    };
  };
}

async function unlessUnknown<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof UnknownSessionError) return undefined;
    throw error;
  }
}

async function readInvoice(ask: Ask, invoiceId: string): Promise<Invoice | undefined> {
  const answer = await unlessUnknown(ask((client, request) => client.invoices.retrieve(invoiceId, {}, request)));
  if (answer === undefined) return undefined;
  const invoice = requireObject(answer, 'invoice');
  const more: Stripe.InvoiceLineItem[] = [];
  let last = invoice.records('lines').at(-1)?.text('id');
  let hasMore = invoice.record('lines')?.flag('has_more') === true;
  for (let page = 1; hasMore; page++) {
    if (!last || page > maxLinePages) throw new StripeUnavailableError('malformed_answer');
    const params = { limit: pageSize, starting_after: last };
    const next = await ask((client, request) => client.invoices.listLineItems(invoiceId, params, request));
    more.push(...requireList(next).data);
    last = toWireRecord(more.at(-1))?.text('id');
    hasMore = next.has_more;
  }
  const translated = toInvoice(
    invoice,
    more.map(toWireRecord).filter((line) => line !== undefined),
  );
  if (translated === undefined) throw new StripeUnavailableError('malformed_answer');
  return translated;
}

function keepWithin({ fromSeconds, untilSeconds }: EventPeriod, nowMs: number): EventPeriod {
  const oldestSeconds = Math.floor(nowMs / 1000) - eventDays * 86_400;
  return { fromSeconds: Math.max(fromSeconds, oldestSeconds), untilSeconds };
}

async function* listEvents(
  newAsk: () => Ask,
  { fromSeconds, untilSeconds }: EventPeriod,
  onUnknownValue: UnknownValueListener | undefined,
): AsyncGenerator<ReadEvent[]> {
  let after: string | undefined;
  let hasMore = fromSeconds < untilSeconds;
  while (hasMore) {
    const params = {
      types: Object.keys(handledEventTypes),
      created: { gte: fromSeconds, lt: untilSeconds },
      limit: pageSize,
      ...(after !== undefined && { starting_after: after }),
    };
    const ask = newAsk();
    const page = requireList(await ask((client, request) => client.events.list(params, request)));
    after = page.data.at(-1)?.id;
    hasMore = page.has_more && after !== undefined;
    if (page.data.length > 0) yield page.data.map((event) => toReadEvent(event, onUnknownValue));
  }
}

function toReadEvent(event: Stripe.Event, onUnknownValue: UnknownValueListener | undefined): ReadEvent {
  const record = toWireRecord(event);
  const frame = record && readEventFrame(record);
  if (record === undefined || frame === undefined) throw new StripeUnavailableError('malformed_answer');
  return toChange(record, frame, onUnknownValue);
}

function firstOf<T>(page: { data: readonly T[] }): T | undefined {
  return requireList(page).data[0];
}
