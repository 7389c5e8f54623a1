// Asking about a payment's later life through the real SDK, from the stand-in.
import { describe, expect, it } from 'vitest';
import type { ReadEvent } from '../../../functions/stripe/payment-reader.ts';
import { handledEventTypes } from '../../../functions/stripe/webhook-event-types.ts';
import { always, readAll, readerRights, startSeconds, usePaymentReader } from './use-payment-reader.ts';

const payments = usePaymentReader();

describe('createPaymentReader', () => {
  it('finds the session of a payment intent and of a subscription', async () => {
    const once = payments.pay();
    const monthly = payments.pay({ mode: 'subscription' });
    expect(await payments.reader().findSessionId(once.paymentIntentId)).toBe(once.id);
    expect(await payments.reader().findSessionId(monthly.subscriptionId)).toBe(monthly.id);
  });

  it('finds no session where no Checkout made the payment', async () => {
    expect(await payments.reader().findSessionId('pi_madeByHand')).toBeUndefined();
    expect(await payments.reader().findSessionId('sub_madeByHand')).toBeUndefined();
  });

  it('finds the invoice that a payment intent paid, and none behind a single purchase', async () => {
    const { paymentIntentId } = payments.pay();
    const monthly = payments.pay({ mode: 'subscription' });
    const { object } = payments.stripe().renew(monthly.subscriptionId);
    const refund = payments.stripe().refund(object.id);
    expect(await payments.reader().findInvoiceId(String(refund.payment_intent))).toBe(object.id);
    expect(await payments.reader().findInvoiceId(paymentIntentId)).toBeUndefined();
  });

  it('reads an invoice in our shape', async () => {
    const { subscriptionId } = payments.pay({
      mode: 'subscription',
      currency: 'eur',
      lines: [{ name: 'Paper by post', unitAmountMinor: 2000, quantity: 2, taxPercent: 19, productId: 'prod_paper' }],
    });
    payments.pass(1_000);
    const { object } = payments.stripe().renew(subscriptionId);
    expect(await payments.reader().readInvoice(object.id)).toMatchObject({
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
    const { subscriptionId } = payments.pay({ mode: 'subscription' });
    const { object } = payments.stripe().renew(subscriptionId, { lines });
    const invoice = await payments.reader().readInvoice(object.id);
    expect(invoice?.lines.map(({ name }) => name)).toEqual(lines.map(({ name }) => `1 × ${name}`));
  });

  it('finds the payment intent of a charge', async () => {
    const { id, paymentIntentId } = payments.pay();
    const refund = payments.stripe().refund(id, { namesPaymentIntent: false });
    expect(refund.payment_intent).toBeNull();
    expect(await payments.reader().findPaymentIntentId(String(refund.charge))).toBe(paymentIntentId);
  });

  it('answers undefined for what Stripe does not know', async () => {
    expect(await payments.reader().readInvoice('in_unknown')).toBeUndefined();
    expect(await payments.reader().findPaymentIntentId('ch_unknown')).toBeUndefined();
    expect(await payments.reader().readEvent('evt_unknown')).toBeUndefined();
  });

  it('reads one event', async () => {
    const { id } = payments.pay();
    const event = payments.stripe().listEvents('checkout.session.completed')[0];
    expect(await payments.reader().readEvent(event?.id ?? '')).toMatchObject({
      kind: 'change',
      change: { eventId: event?.id, createdSeconds: startSeconds, object: { kind: 'session', session: { id } } },
    });
  });

  it('reads an event that was written in an old version', async () => {
    const key = 'rk_test_oldAccount0123456789';
    const old = payments
      .stripe()
      .addAccount({ keys: [{ key, permissions: readerRights }], apiVersion: '2024-09-30.acacia' });
    const { id } = payments.stripe().createSession(old.id, { mode: 'subscription' }).session;
    const subscription = String(payments.stripe().completeSession(id, 'card').session.subscription);
    const events = await readAll(payments.newReader({ apiKey: key }).listEvents(always));
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
      payments.pass(1_000);
      payments.pay();
    }
    const pages: ReadEvent[][] = [];
    for await (const page of payments.reader().listEvents(always)) pages.push(page);
    expect(pages.map((page) => page.length)).toEqual([100, 30]);
    const events = pages.flat().map((event) => (event.kind === 'change' ? event.change : undefined));
    expect(events.every((event) => event?.type === 'checkout.session.completed')).toBe(true);
    expect(events[0]?.createdSeconds).toBe(startSeconds + 130);
    expect(events.at(-1)?.createdSeconds).toBe(startSeconds + 1);
    const query = new URL(payments.stripe().requests[0]?.path ?? '', payments.stripe().url).searchParams;
    expect([...query].filter(([name]) => name.startsWith('types['))).toHaveLength(
      Object.keys(handledEventTypes).length,
    );
  });

  it('lists only what was created in the period', async () => {
    for (let count = 0; count < 4; count += 1) {
      payments.pay();
      payments.pass(1_000);
    }
    const events = await readAll(
      payments.reader().listEvents({ fromSeconds: startSeconds + 1, untilSeconds: startSeconds + 3 }),
    );
    expect(events.map((event) => event.kind === 'change' && event.change.createdSeconds)).toEqual([
      startSeconds + 2,
      startSeconds + 1,
    ]);
    const before = payments.stripe().requests.length;
    expect(await readAll(payments.reader().listEvents({ fromSeconds: 9, untilSeconds: 9 }))).toEqual([]);
    expect(payments.stripe().requests).toHaveLength(before);
  });

  it('asks for no more than the last thirty days', async () => {
    await readAll(payments.reader().listEvents(always));
    const query = new URL(payments.stripe().requests.at(-1)?.path ?? '', payments.stripe().url).searchParams;
    expect(query.get('created[gte]')).toBe(String(startSeconds - 30 * 86_400));
  });
});
