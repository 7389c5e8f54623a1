// Stripe as the sweep sees it, at the interfaces of its two readers: it knows what a test puts in, and nothing else.
//
// What it proves: what is asked, how often, with which key and right, and what follows from the answers. What goes over the
// wire, only the readers' own tests can tell.
import type { CheckoutSession } from '../../../functions/rules/checkout-session.ts';
import type { Invoice, StripeChange } from '../../../functions/rules/stripe-change.ts';
import type { SessionReader } from '../../../functions/stripe/create-session-reader.ts';
import { StripeKeyRejectedError, UnknownSessionError } from '../../../functions/stripe/errors.ts';
import type { EventPeriod, PaymentReader, ReadEvent } from '../../../functions/stripe/payment-reader.ts';

export const liveKey = 'rk_live_shop';
export const testKey = 'rk_test_shop';

export interface FakeStripe {
  sessions: Map<string, CheckoutSession>;
  /** Payment intent by charge. */
  charges: Map<string, string>;
  /** Invoice id by payment intent. */
  invoicePayments: Map<string, string>;
  invoices: Map<string, Invoice>;
  /** In any order; listed newest first, a hundred to a page. */
  events: ReadEvent[];
  /** What is asked for from then on rejects with it. */
  fault: Error | undefined;
  /** Rights that the key lacks. */
  missing: Set<string>;
  /** Every question, such as `session cs_1` or `events 0-3600`. */
  asked: string[];
  readSession: SessionReader['read'];
  openPaymentReader: (apiKey: string) => PaymentReader;
}

/** A Stripe that knows nothing yet. */
export function createFakeStripe(): FakeStripe {
  const stripe: Omit<FakeStripe, 'readSession' | 'openPaymentReader'> = {
    sessions: new Map(),
    charges: new Map(),
    invoicePayments: new Map(),
    invoices: new Map(),
    events: [],
    fault: undefined,
    missing: new Set(),
    asked: [],
  };
  const ask = (apiKey: string, right: string, question: string): void => {
    stripe.asked.push(question);
    if (full.fault !== undefined) throw full.fault;
    if (apiKey !== liveKey && apiKey !== testKey) throw new StripeKeyRejectedError();
    if (full.missing.has(right)) throw new StripeKeyRejectedError(right);
  };
  const full: FakeStripe = {
    ...stripe,
    async readSession({ apiKey, sessionId, acquire }) {
      await acquire();
      ask(apiKey, 'rak_checkout_session_read', `session ${sessionId}`);
      const session = full.sessions.get(sessionId);
      if (session === undefined || session.livemode !== (apiKey === liveKey)) throw new UnknownSessionError();
      return session;
    },
    openPaymentReader: (apiKey) => ({
      async findSessionId(reference) {
        ask(apiKey, 'rak_checkout_session_read', `session of ${reference}`);
        const field = reference.startsWith('sub_') ? 'subscriptionId' : 'paymentIntentId';
        return [...full.sessions.values()].find((session) => session[field] === reference)?.id;
      },
      async findInvoiceId(paymentIntentId) {
        ask(apiKey, 'rak_invoice_read', `invoice of ${paymentIntentId}`);
        return full.invoicePayments.get(paymentIntentId);
      },
      async readInvoice(invoiceId) {
        ask(apiKey, 'rak_invoice_read', `invoice ${invoiceId}`);
        return full.invoices.get(invoiceId);
      },
      async findPaymentIntentId(chargeId) {
        ask(apiKey, 'rak_charge_read', `payment of ${chargeId}`);
        return full.charges.get(chargeId);
      },
      async readEvent(eventId) {
        ask(apiKey, 'rak_event_read', `event ${eventId}`);
        return full.events.find((event) => idOf(event) === eventId && isLive(event) === (apiKey === liveKey));
      },
      async *listEvents(period) {
        ask(apiKey, 'rak_event_read', `events ${period.fromSeconds}-${period.untilSeconds}`);
        const all = full.events.filter((event) => isWithin(event, period) && isLive(event) === (apiKey === liveKey));
        all.sort((a, b) => createdOf(b) - createdOf(a));
        for (let start = 0; start < all.length; start += 100) yield all.slice(start, start + 100);
      },
      async *listCompletedSessions({ fromSeconds, untilSeconds }) {
        ask(apiKey, 'rak_checkout_session_read', `sessions ${fromSeconds}-${untilSeconds}`);
        const all = [...full.sessions.values()].filter(
          ({ createdSeconds, status, livemode }) =>
            createdSeconds >= fromSeconds &&
            createdSeconds < untilSeconds &&
            status === 'complete' &&
            livemode === (apiKey === liveKey),
        );
        all.sort((a, b) => b.createdSeconds - a.createdSeconds);
        for (let start = 0; start < all.length; start += 100) yield all.slice(start, start + 100);
      },
    }),
  };
  return full;
}

/** An event as Stripe lists it. */
export function toReadEvent(change: StripeChange): ReadEvent {
  return { kind: 'change', change };
}

function idOf(event: ReadEvent): string {
  return event.kind === 'change' ? event.change.eventId : event.ignored.eventId;
}

function createdOf(event: ReadEvent): number {
  return event.kind === 'change' ? event.change.createdSeconds : 0;
}

function isLive(event: ReadEvent): boolean {
  return event.kind === 'ignored' || event.change.livemode;
}

function isWithin(event: ReadEvent, { fromSeconds, untilSeconds }: EventPeriod): boolean {
  return event.kind === 'ignored' || (createdOf(event) >= fromSeconds && createdOf(event) < untilSeconds);
}
