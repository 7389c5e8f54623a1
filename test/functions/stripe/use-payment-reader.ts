// A payment reader over the real SDK that asks the stand-in for Stripe, and payments to ask about; anew for each test.
import { afterEach, beforeEach } from 'vitest';
import { openStripeConnection, type StripeConnection } from '../../../functions/stripe/create-client.ts';
import { createPaymentReader, type PaymentReaderOptions } from '../../../functions/stripe/create-payment-reader.ts';
import type { PaymentReader, ReadEvent } from '../../../functions/stripe/payment-reader.ts';
import type { SessionDraft } from '../../../scripts/stand-ins/stripe/session-draft.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

/** The key of the reader, with these rights. */
export const readerKey = 'rk_test_readerKey0123456789';
export const readerRights = ['rak_checkout_session_read', 'rak_event_read', 'rak_charge_read', 'rak_invoice_read'];

/** The second in which each test begins, and a period around everything that happens in it. */
export const startSeconds = 1_790_000_000;
export const always = { fromSeconds: 0, untilSeconds: startSeconds + 1_000_000 };

/** A payment that a Checkout made. */
export interface Paid {
  id: string;
  paymentIntentId: string;
  subscriptionId: string;
}

export interface Payments {
  stripe: () => StripeStandIn;
  accountId: () => string;
  reader: () => PaymentReader;
  newReader: (changes?: Partial<PaymentReaderOptions>) => PaymentReader;
  pay: (draft?: SessionDraft) => Paid;
  /** Lets time go by at Stripe. */
  pass: (ms: number) => void;
}

/** Sets the surroundings up for the tests of a file. */
export function usePaymentReader(): Payments {
  let nowMs: number;
  let stripe: StripeStandIn;
  let connection: StripeConnection;
  let accountId: string;
  let reader: PaymentReader;
  const newReader: Payments['newReader'] = (changes = {}) =>
    createPaymentReader({
      apiKey: readerKey,
      connection,
      clock: { now: () => nowMs, sleep: async () => {}, random: () => 0 },
      requestTimeoutMs: 2_000,
      ...changes,
    });
  beforeEach(async () => {
    nowMs = startSeconds * 1000;
    stripe = await startStripeStandIn({ now: () => nowMs });
    accountId = stripe.addAccount({ keys: [{ key: readerKey, permissions: readerRights }] }).id;
    connection = openStripeConnection(stripe.url);
    reader = newReader();
  });
  afterEach(async () => {
    connection.agent.destroy();
    await stripe.close();
  });
  return {
    ...{ stripe: () => stripe, accountId: () => accountId, reader: () => reader, newReader },
    pay(draft = {}) {
      const { id } = stripe.createSession(accountId, draft).session;
      const { session } = stripe.completeSession(id, draft.trialDays === undefined ? 'card' : 'nothing_due');
      return { id, paymentIntentId: String(session.payment_intent), subscriptionId: String(session.subscription) };
    },
    pass: (ms) => {
      nowMs += ms;
    },
  };
}

/** The events of all pages. */
export async function readAll(pages: AsyncIterable<ReadEvent[]>): Promise<ReadEvent[]> {
  const events: ReadEvent[] = [];
  for await (const page of pages) events.push(...page);
  return events;
}
