// What happens to money at the Stripe stand-in after the buyer has left, and how the API tells of it.
import { describe, expect, it } from 'vitest';
import type { SessionDraft } from '../../../../../scripts/stand-ins/stripe/session-draft.ts';
import { accountId, fullKey, get, liveKey, readKey, sdk, standIn } from './stand-in.ts';

function pay(draft: SessionDraft = {}, way: 'card' | 'bank_debit' | 'nothing_due' = 'card') {
  const { id } = standIn.createSession(accountId, draft).session;
  return standIn.completeSession(id, way).session;
}

const monthly: SessionDraft = {
  mode: 'subscription',
  lines: [{ name: 'Paper by post', unitAmountMinor: 2000, quantity: 2, taxPercent: 19, productId: 'prod_paper' }],
};

describe('startStripeStandIn', () => {
  it('takes a card’s money at once, by an intent and its charge', async () => {
    const session = pay({ currency: 'eur' });
    const client = sdk(fullKey);
    const intent = await client.paymentIntents.retrieve(String(session.payment_intent));
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 4950, currency: 'eur' });
    const { data } = await client.charges.list({ payment_intent: intent.id });
    expect(data).toMatchObject([{ id: intent.latest_charge, amount: 4950, status: 'succeeded', paid: true }]);
  });

  it('waits for a debit’s money, which comes or does not', async () => {
    const client = sdk(fullKey);
    const [comes, bounces] = [pay({}, 'bank_debit'), pay({}, 'bank_debit')];
    const statusOf = async ({ payment_intent }: typeof comes) =>
      (await client.paymentIntents.retrieve(String(payment_intent))).status;
    expect(await statusOf(comes)).toBe('processing');
    standIn.settleSession(comes.id);
    standIn.failSession(bounces.id);
    expect(await statusOf(comes)).toBe('succeeded');
    expect(await statusOf(bounces)).toBe('requires_payment_method');
    expect(() => standIn.refund(bounces.id)).toThrow(/No money was taken/);
  });

  it('refunds in parts up to what was taken, and no further', async () => {
    const { id } = pay();
    const first = standIn.refund(id, { amountMinor: 1000, reason: 'requested_by_customer' });
    const rest = standIn.refund(id);
    expect([first.amount, rest.amount]).toEqual([1000, 3950]);
    expect(() => standIn.refund(id)).toThrow(/0 is left/);
    const client = sdk(fullKey);
    expect(await client.charges.retrieve(String(first.charge))).toMatchObject({
      amount_refunded: 4950,
      refunded: true,
    });
    const { data } = await client.refunds.list({ payment_intent: String(first.payment_intent) });
    expect(data.map((refund) => refund.id)).toEqual([rest.id, first.id]);
  });

  it('gives a refund that failed back to what can be refunded', () => {
    const { id } = pay();
    const refund = standIn.refund(id, { amountMinor: 1000, status: 'pending' });
    expect(standIn.settleRefund(refund.id).status).toBe('succeeded');
    expect(standIn.failRefund(refund.id).status).toBe('failed');
    expect(standIn.refund(id).amount).toBe(4950);
    expect(() => standIn.failRefund(refund.id)).toThrow(/cannot fail/);
    expect(() => standIn.settleRefund('re_unknown')).toThrow(/not there/);
    expect(standIn.listEvents('refund.created', 'refund.updated', 'refund.failed').map(({ type }) => type)).toEqual([
      'refund.created',
      'refund.updated',
      'refund.failed',
      'refund.updated',
      'refund.created',
    ]);
  });

  it('joins a renewal’s refund to its session through invoice and subscription', async () => {
    const session = pay(monthly);
    const renewal = standIn.renew(session.id).object;
    const refund = standIn.refund(renewal.id, { amountMinor: 500 });
    const client = sdk(fullKey);
    const payment = { type: 'payment_intent', payment_intent: String(refund.payment_intent) } as const;
    const [paid] = (await client.invoicePayments.list({ payment })).data;
    const invoice = await client.invoices.retrieve(String(paid?.invoice));
    expect(invoice).toMatchObject({ id: renewal.id, total: 4760, amount_paid: 4760, status: 'paid' });
    const subscription = String(invoice.parent?.subscription_details?.subscription);
    const sessions = await client.checkout.sessions.list({ subscription });
    expect(sessions.data.map(({ id }) => id)).toEqual([session.id]);
  });

  it('bills the first period like the session, and every later one at the full price', async () => {
    const session = pay({ ...monthly, discount: { percentOff: 50 }, shipping: { amountMinor: 300, taxMinor: 30 } });
    const client = sdk(fullKey);
    const first = await client.invoices.retrieve(String(session.invoice));
    expect(first).toMatchObject({
      billing_reason: 'subscription_create',
      total: session.amount_total,
      amount_shipping: 330,
    });
    expect(standIn.renew(session.id).object).toMatchObject({ billing_reason: 'subscription_cycle', total: 4760 });
  });

  it('starts a trial with an invoice of nothing, and ends it with the first renewal', async () => {
    const session = pay({ ...monthly, trialDays: 14 }, 'nothing_due');
    const client = sdk(fullKey);
    const subscription = String(session.subscription);
    expect(await client.subscriptions.retrieve(subscription)).toMatchObject({ status: 'trialing' });
    expect(await client.invoices.retrieve(String(session.invoice))).toMatchObject({ total: 0, status: 'paid' });
    standIn.renew(session.id);
    expect(await client.subscriptions.retrieve(subscription)).toMatchObject({ status: 'active' });
  });

  it('leaves the first invoice of a debit open until its money comes', async () => {
    const client = sdk(fullKey);
    const [comes, bounces] = [pay(monthly, 'bank_debit'), pay(monthly, 'bank_debit')];
    expect(await client.invoices.retrieve(String(comes.invoice))).toMatchObject({ status: 'open', amount_paid: 0 });
    standIn.settleSession(comes.id);
    standIn.failSession(bounces.id);
    expect(await client.invoices.retrieve(String(comes.invoice))).toMatchObject({ status: 'paid', amount_paid: 4760 });
    const { status } = await client.subscriptions.retrieve(String(bounces.subscription));
    expect(status).toBe('past_due');
  });

  it('pages through the lines of a long invoice', async () => {
    const lines = Array.from({ length: 12 }, (_, index) => ({ name: `Line ${index}`, unitAmountMinor: 100 }));
    const { object } = standIn.renew(pay(monthly).id, { lines });
    const invoice = await sdk(fullKey).invoices.retrieve(object.id);
    expect(invoice.lines.has_more).toBe(true);
    expect(invoice.lines.data).toHaveLength(10);
    const last = invoice.lines.data.at(-1)?.id ?? '';
    const rest = await sdk(fullKey).invoices.listLineItems(object.id, { starting_after: last });
    expect(rest.data.map(({ description }) => description)).toEqual(['1 × Line 10', '1 × Line 11']);
  });

  it('ends a subscription once, with the reason', async () => {
    const session = pay(monthly);
    standIn.cancelSubscription(session.id, 'payment_failed');
    expect(await sdk(fullKey).subscriptions.retrieve(String(session.subscription))).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
      ended_at: expect.any(Number),
    });
    expect(() => standIn.cancelSubscription(session.id)).toThrow(/cannot end/);
    expect(() => standIn.renew(session.id)).toThrow(/cannot renew/);
  });

  it('turns an inquiry into a dispute, and closes it', async () => {
    const { id } = pay();
    const dispute = standIn.dispute(id, { status: 'warning_needs_response', reason: 'product_not_received' });
    standIn.changeDispute(dispute.id, 'needs_response');
    standIn.changeDispute(dispute.id, 'won');
    expect(await sdk(fullKey).disputes.retrieve(dispute.id)).toMatchObject({ status: 'won', amount: 4950 });
    expect(() => standIn.changeDispute(dispute.id, 'lost')).toThrow(/cannot change/);
    const types = standIn.listEvents().map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('charge.dispute.'))).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ]);
  });

  it('lists sessions by payment, customer, link, state, address and time, newest first', async () => {
    const client = sdk(fullKey);
    const one = pay({ paymentLinkId: 'plink_1', customerId: 'cus_1', createdSeconds: 1_700_000_000 });
    const two = standIn.createSession(accountId).session;
    const idsOf = async (filter: object) => (await client.checkout.sessions.list(filter)).data.map(({ id }) => id);
    expect(await idsOf({})).toEqual([two.id, one.id]);
    for (const filter of [
      { payment_intent: String(one.payment_intent) },
      { customer: 'cus_1' },
      { payment_link: 'plink_1' },
      { status: 'complete' },
      { customer_details: { email: 'jenny.rosen@example.com' } },
      { created: 1_700_000_000 },
      { created: { lt: 1_700_000_001, gt: 1_699_999_999 } },
    ]) {
      expect(await idsOf(filter)).toEqual([one.id]);
    }
    expect(await idsOf({ payment_intent: 'pi_unknown' })).toEqual([]);
    expect((await client.checkout.sessions.list({ limit: 1 })).has_more).toBe(true);
  });

  it('asks for the right to each object before it looks for it', async () => {
    const client = sdk(readKey);
    const { payment_intent } = pay();
    for (const [ask, permission] of [
      [() => client.charges.retrieve('ch_1'), 'rak_charge_read'],
      [() => client.refunds.list(), 'rak_charge_read'],
      [() => client.paymentIntents.retrieve(String(payment_intent)), 'rak_payment_intent_read'],
      [() => client.invoices.retrieve('in_1'), 'rak_invoice_read'],
      [() => client.invoicePayments.list(), 'rak_invoice_read'],
      [() => client.subscriptions.list(), 'rak_subscription_read'],
      [() => client.disputes.retrieve('dp_1'), 'rak_dispute_read'],
      [() => client.events.list(), 'rak_event_read'],
      [() => client.webhookEndpoints.list(), 'rak_webhook_read'],
    ] as const) {
      await expect(ask()).rejects.toMatchObject({ statusCode: 403, message: expect.stringContaining(permission) });
    }
  });

  it('hides what belongs to another account or mode', async () => {
    const { payment_intent } = pay();
    const key = 'rk_test_of_another_shop';
    standIn.addAccount({ keys: [{ key, permissions: ['rak_payment_intent_read', 'rak_event_read'] }] });
    await expect(sdk(key).paymentIntents.retrieve(String(payment_intent))).rejects.toMatchObject({ statusCode: 404 });
    expect((await sdk(key).events.list()).data).toEqual([]);
    expect((await sdk(liveKey).checkout.sessions.list()).data).toEqual([]);
  });

  it('answers 400 to filters that Stripe does not take', async () => {
    const authorization = `Bearer ${fullKey}`;
    for (const path of [
      '/v1/charges?customers=cus_1',
      '/v1/refunds?created[before]=1',
      '/v1/events?created[gte]=yesterday',
      '/v1/invoice_payments?payment[payment_intent]=pi_1',
      '/v1/checkout/sessions?invoice=in_1',
    ]) {
      expect((await get(path, { authorization })).status, path).toBe(400);
    }
  });
});
