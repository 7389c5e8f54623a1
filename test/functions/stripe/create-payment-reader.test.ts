// Asking about a payment's later life through the real SDK, from the stand-in.
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStripeConnection, type StripeConnection } from '../../../functions/stripe/create-client.ts';
import { createPaymentReader, type PaymentReaderOptions } from '../../../functions/stripe/create-payment-reader.ts';
import { StripeKeyRejectedError } from '../../../functions/stripe/errors.ts';
import type { PaymentReader, ReadEvent } from '../../../functions/stripe/payment-reader.ts';
import { handledEventTypes } from '../../../functions/stripe/webhook-event-types.ts';
import type { SessionDraft } from '../../../scripts/stand-ins/stripe/session-draft.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const apiKey = 'rk_test_readerKey0123456789';
const rights = ['rak_checkout_session_read', 'rak_event_read', 'rak_charge_read', 'rak_invoice_read'];
const startSeconds = 1_790_000_000;
let nowMs: number;
let stripe: StripeStandIn;
let connection: StripeConnection;
let accountId: string;
let reader: PaymentReader;

beforeEach(async () => {
  nowMs = startSeconds * 1000;
  stripe = await startStripeStandIn({ now: () => nowMs });
  accountId = stripe.addAccount({ keys: [{ key: apiKey, permissions: rights }] }).id;
  connection = openStripeConnection(stripe.url);
  reader = newReader();
});

afterEach(async () => {
  connection.agent.destroy();
  await stripe.close();
});

function newReader(changes: Partial<PaymentReaderOptions> = {}): PaymentReader {
  return createPaymentReader({
    apiKey,
    connection,
    clock: { now: () => nowMs, sleep: async () => {}, random: () => 0 },
    requestTimeoutMs: 2_000,
    ...changes,
  });
}

function pay(draft: SessionDraft = {}) {
  const { id } = stripe.createSession(accountId, draft).session;
  const { session } = stripe.completeSession(id, draft.trialDays === undefined ? 'card' : 'nothing_due');
  return { id, paymentIntentId: String(session.payment_intent), subscriptionId: String(session.subscription) };
}

async function readAll(pages: AsyncIterable<ReadEvent[]>): Promise<ReadEvent[]> {
  const events: ReadEvent[] = [];
  for await (const page of pages) events.push(...page);
  return events;
}

const always = { fromSeconds: 0, untilSeconds: startSeconds + 1_000_000 };

describe('createPaymentReader', () => {
  it('finds the session of a payment intent and of a subscription', async () => {
    const once = pay();
    const monthly = pay({ mode: 'subscription' });
    expect(await reader.findSessionId(once.paymentIntentId)).toBe(once.id);
    expect(await reader.findSessionId(monthly.subscriptionId)).toBe(monthly.id);
  });

  it('finds no session where no Checkout made the payment', async () => {
    expect(await reader.findSessionId('pi_madeByHand')).toBeUndefined();
    expect(await reader.findSessionId('sub_madeByHand')).toBeUndefined();
  });

  it('finds the invoice that a payment intent paid, and none behind a single purchase', async () => {
    const { paymentIntentId } = pay();
    const monthly = pay({ mode: 'subscription' });
    const { object } = stripe.renew(monthly.subscriptionId);
    const refund = stripe.refund(object.id);
    expect(await reader.findInvoiceId(String(refund.payment_intent))).toBe(object.id);
    expect(await reader.findInvoiceId(paymentIntentId)).toBeUndefined();
  });

  it('reads an invoice in our shape', async () => {
    const { subscriptionId } = pay({
      mode: 'subscription',
      currency: 'eur',
      lines: [{ name: 'Paper by post', unitAmountMinor: 2000, quantity: 2, taxPercent: 19, productId: 'prod_paper' }],
    });
    nowMs += 1_000;
    const { object } = stripe.renew(subscriptionId);
    expect(await reader.readInvoice(object.id)).toMatchObject({
      id: object.id,
      subscriptionId,
      billingReason: 'subscription_cycle',
      currency: 'eur',
      amountPaidMinor: 4760,
      totalMinor: 4760,
      taxMinor: 760,
      discountMinor: 0,
      paidAtSeconds: startSeconds + 1,
      lines: [{ itemId: 'prod_paper', quantity: 2, amountTaxMinor: 760, amountTotalMinor: 4760 }],
    });
  });

  it('reads the lines beyond the first page of an invoice', async () => {
    const lines = Array.from({ length: 123 }, (_, index) => ({ name: `Item ${index}`, unitAmountMinor: 100 }));
    const { subscriptionId } = pay({ mode: 'subscription' });
    const { object } = stripe.renew(subscriptionId, { lines });
    const invoice = await reader.readInvoice(object.id);
    expect(invoice?.lines.map(({ name }) => name)).toEqual(lines.map(({ name }) => `1 × ${name}`));
  });

  it('finds the payment intent of a charge', async () => {
    const { id, paymentIntentId } = pay();
    const refund = stripe.refund(id, { namesPaymentIntent: false });
    expect(refund.payment_intent).toBeNull();
    expect(await reader.findPaymentIntentId(String(refund.charge))).toBe(paymentIntentId);
  });

  it('answers undefined for what Stripe does not know', async () => {
    expect(await reader.readInvoice('in_unknown')).toBeUndefined();
    expect(await reader.findPaymentIntentId('ch_unknown')).toBeUndefined();
    expect(await reader.readEvent('evt_unknown')).toBeUndefined();
  });

  it('reads one event', async () => {
    const { id } = pay();
    const event = stripe.listEvents('checkout.session.completed')[0];
    expect(await reader.readEvent(event?.id ?? '')).toMatchObject({
      kind: 'change',
      change: { eventId: event?.id, createdSeconds: startSeconds, object: { kind: 'session', session: { id } } },
    });
  });

  it('reads an event that was written in an old version', async () => {
    const key = 'rk_test_oldAccount0123456789';
    const old = stripe.addAccount({ keys: [{ key, permissions: rights }], apiVersion: '2024-09-30.acacia' });
    const { id } = stripe.createSession(old.id, { mode: 'subscription' }).session;
    const subscription = String(stripe.completeSession(id, 'card').session.subscription);
    const events = await readAll(newReader({ apiKey: key }).listEvents(always));
    expect(events).toContainEqual(
      expect.objectContaining({
        change: expect.objectContaining({
          object: expect.objectContaining({ invoice: expect.objectContaining({ subscriptionId: subscription }) }),
        }),
      }),
    );
  });

  it('lists the events of the types we know, newest first, over all pages', async () => {
    for (let count = 0; count < 130; count += 1) {
      nowMs += 1_000;
      pay();
    }
    const pages: ReadEvent[][] = [];
    for await (const page of reader.listEvents(always)) pages.push(page);
    expect(pages.map((page) => page.length)).toEqual([100, 30]);
    const events = pages.flat().map((event) => (event.kind === 'change' ? event.change : undefined));
    expect(events.every((event) => event?.type === 'checkout.session.completed')).toBe(true);
    expect(events[0]?.createdSeconds).toBe(startSeconds + 130);
    expect(events.at(-1)?.createdSeconds).toBe(startSeconds + 1);
    const query = new URL(stripe.requests[0]?.path ?? '', stripe.url).searchParams;
    expect([...query].filter(([name]) => name.startsWith('types['))).toHaveLength(
      Object.keys(handledEventTypes).length,
    );
  });

  it('lists only what was created in the period', async () => {
    for (let count = 0; count < 4; count += 1) {
      pay();
      nowMs += 1_000;
    }
    const events = await readAll(reader.listEvents({ fromSeconds: startSeconds + 1, untilSeconds: startSeconds + 3 }));
    expect(events.map((event) => event.kind === 'change' && event.change.createdSeconds)).toEqual([
      startSeconds + 2,
      startSeconds + 1,
    ]);
    const before = stripe.requests.length;
    expect(await readAll(reader.listEvents({ fromSeconds: 9, untilSeconds: 9 }))).toEqual([]);
    expect(stripe.requests).toHaveLength(before);
  });

  it('asks for no more than the last thirty days', async () => {
    await readAll(reader.listEvents(always));
    const query = new URL(stripe.requests.at(-1)?.path ?? '', stripe.url).searchParams;
    expect(query.get('created[gte]')).toBe(String(startSeconds - 30 * 86_400));
  });

  it.each([
    ['findSessionId', 'rak_checkout_session_read', () => reader.findSessionId('pi_1')],
    ['findInvoiceId', 'rak_invoice_read', () => reader.findInvoiceId('pi_1')],
    ['readInvoice', 'rak_invoice_read', () => reader.readInvoice('in_1')],
    ['findPaymentIntentId', 'rak_charge_read', () => reader.findPaymentIntentId('ch_1')],
    ['readEvent', 'rak_event_read', () => reader.readEvent('evt_1')],
    ['listEvents', 'rak_event_read', () => readAll(reader.listEvents(always))],
  ] as const)('names the right that %s lacks, and nothing of the account', async (_name, permission, call) => {
    stripe.addAccount({ id: accountId, keys: [{ key: apiKey, permissions: [] }] });
    const error = await call().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StripeKeyRejectedError);
    expect(error).toMatchObject({ permission });
    expect(String(error)).not.toContain('acct_');
  });

  it('tells a revoked key by the lack of a permission', async () => {
    const error = await newReader({ apiKey: 'rk_test_revoked0123456789' })
      .readEvent('evt_1')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StripeKeyRejectedError);
    expect(error).toMatchObject({ permission: undefined });
  });

  it('tries again when Stripe stumbles, with a turn for every request', async () => {
    let turns = 0;
    const counting = newReader({
      acquire: async () => {
        turns += 1;
      },
    });
    const { id, paymentIntentId } = pay();
    stripe.setFaults({ status: 503, times: 2 });
    expect(await counting.findSessionId(paymentIntentId)).toBe(id);
    expect(turns).toBe(3);
  });

  it('gives up when Stripe stays away, or does not answer in the time of a call', async () => {
    stripe.setFaults({ status: 500 });
    await expect(reader.findSessionId('pi_1')).rejects.toMatchObject({ reason: 'server_error' });
    const before = stripe.requests.length;
    await expect(newReader({ callBudgetMs: 10 }).findSessionId('pi_1')).rejects.toMatchObject({ reason: 'timeout' });
    expect(stripe.requests).toHaveLength(before);
    stripe.setFaults({ hang: true });
    await expect(newReader({ requestTimeoutMs: 60 }).findSessionId('pi_1')).rejects.toMatchObject({
      reason: 'timeout',
    });
  });

  it('ends with what the turn rejects with', async () => {
    const limited = newReader({
      acquire: async () => {
        throw new RangeError('no turn left');
      },
    });
    await expect(limited.readEvent('evt_1')).rejects.toBeInstanceOf(RangeError);
    expect(stripe.requests).toHaveLength(0);
  });

  it('takes JSON of a proxy for no answer', async () => {
    const proxy = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"welcome":"to the hotel"}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => proxy.once('listening', resolve));
    const address = proxy.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const elsewhere = newReader({ connection: openStripeConnection(`http://127.0.0.1:${port}`) });
    const calls = [
      () => elsewhere.findSessionId('pi_1'),
      () => elsewhere.findInvoiceId('pi_1'),
      () => elsewhere.readInvoice('in_1'),
      () => elsewhere.findPaymentIntentId('ch_1'),
      () => elsewhere.readEvent('evt_1'),
      () => readAll(elsewhere.listEvents(always)),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ reason: 'malformed_answer' });
    proxy.closeAllConnections();
    proxy.close();
  });
});
