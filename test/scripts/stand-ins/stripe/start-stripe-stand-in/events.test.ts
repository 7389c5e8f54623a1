// Which events the Stripe stand-in makes, how they are listed, and their shape in both versions.
import { describe, expect, it } from 'vitest';
import { oldApiVersion, pinnedApiVersion } from '../../../../../scripts/stand-ins/stripe/events/render-event.ts';
import { startStripeStandIn } from '../../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { accountId, fullKey, sdk, standIn } from './stand-in.ts';

function pay(draft = {}) {
  const { id } = standIn.createSession(accountId, draft).session;
  return standIn.completeSession(id, 'card').session;
}

/** The only event of a type, as an endpoint of a version would get it. */
function sent(type: string, apiVersion: string) {
  const { id } = standIn.addWebhookEndpoint(accountId, {
    url: 'https://shop.example.test/hooks',
    enabledEvents: ['*'],
    apiVersion,
  }).object;
  const [event] = standIn.listEvents(type);
  return JSON.parse(standIn.renderRequest(event?.id ?? '', id).body);
}

describe('startStripeStandIn', () => {
  it('makes events of every end that a session can come to', () => {
    pay();
    const waiting = standIn.createSession(accountId).session.id;
    standIn.completeSession(waiting, 'bank_debit');
    standIn.settleSession(waiting);
    const bouncing = standIn.createSession(accountId).session.id;
    standIn.completeSession(bouncing, 'bank_debit');
    standIn.failSession(bouncing);
    standIn.expireSession(standIn.createSession(accountId).session.id);
    const types = standIn.listEvents().map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('checkout.'))).toEqual([
      'checkout.session.completed',
      'checkout.session.completed',
      'checkout.session.async_payment_succeeded',
      'checkout.session.completed',
      'checkout.session.async_payment_failed',
      'checkout.session.expired',
    ]);
  });

  it('keeps each object in an event as it was then, a session without its lines', async () => {
    const { id } = standIn.createSession(accountId).session;
    standIn.completeSession(id, 'bank_debit');
    standIn.settleSession(id);
    const { data } = await sdk(fullKey).events.list({ type: 'checkout.session.*' });
    expect(data.map((event) => event.data.object)).toMatchObject([
      { id, payment_status: 'paid' },
      { id, payment_status: 'unpaid' },
    ]);
    expect(data.every((event) => !('line_items' in event.data.object))).toBe(true);
    expect(data[0]).toMatchObject({ object: 'event', api_version: pinnedApiVersion, livemode: false });
  });

  it('expires a session that somebody finds too old, and tells of it once', async () => {
    const dayAgo = Math.floor(Date.now() / 1000) - 86_400;
    const { id } = standIn.createSession(accountId, { createdSeconds: dayAgo }).session;
    await sdk(fullKey).checkout.sessions.retrieve(id);
    await sdk(fullKey).checkout.sessions.list();
    expect(standIn.listEvents('checkout.session.expired')).toHaveLength(1);
  });

  it('makes none of the sessions that a load test makes up', async () => {
    const key = 'rk_test_of_a_load_test';
    standIn.addAccount({ keys: [{ key, permissions: ['rak_checkout_session_read'] }], anySession: {} });
    const answer = await sdk(key).checkout.sessions.retrieve(`cs_test_${'b'.repeat(58)}`);
    expect(answer.payment_status).toBe('paid');
    expect(standIn.listEvents()).toEqual([]);
  });

  it('lists events by type, time and delivery, and forgets those older than thirty days', async () => {
    let nowMs = Date.parse('2026-10-01T00:00:00Z');
    const timed = await startStripeStandIn({ now: () => nowMs });
    const account = timed.addAccount({ keys: [{ key: fullKey, permissions: ['rak_event_read'] }] });
    const expire = () => timed.expireSession(timed.createSession(account.id).session.id);
    expire();
    nowMs += 20 * 86_400_000;
    timed.addWebhookEndpoint(account.id, { url: 'http://127.0.0.1:9/', enabledEvents: ['*'] });
    expire();
    const list = async (query: string) => {
      const headers = { authorization: `Bearer ${fullKey}`, 'stripe-version': pinnedApiVersion };
      return JSON.parse(await (await fetch(`${timed.url}/v1/events?${query}`, { headers })).text());
    };
    expect(await list('')).toMatchObject({ data: [{}, {}] });
    expect((await list('delivery_success=false')).data).toMatchObject([{ pending_webhooks: 1 }]);
    expect((await list('delivery_success=true')).data).toMatchObject([{ pending_webhooks: 0 }]);
    expect((await list(`created[gte]=${nowMs / 1000}`)).data).toHaveLength(1);
    expect((await list('types[0]=refund.created&types[1]=checkout.session.expired')).data).toHaveLength(2);
    expect((await list('types[0]=refund.created')).data).toHaveLength(0);
    expect(await list('type=refund.created&types[0]=refund.failed')).toMatchObject({ error: { param: 'types' } });
    const tooMany = Array.from({ length: 21 }, (_, index) => `types[${index}]=refund.created`).join('&');
    expect(await list(tooMany)).toMatchObject({ error: { param: 'types' } });
    nowMs += 11 * 86_400_000;
    expect((await list('')).data).toHaveLength(1);
    await timed.close();
  });

  it('writes an invoice in the shape that an endpoint asks for', () => {
    const session = pay({ mode: 'subscription', lines: [{ name: 'Paper', unitAmountMinor: 1000, taxPercent: 10 }] });
    const now = sent('invoice.paid', pinnedApiVersion);
    expect(now.api_version).toBe(pinnedApiVersion);
    expect(now.data.object).toMatchObject({
      parent: { subscription_details: { subscription: session.subscription } },
      total_taxes: [{ amount: 100 }],
    });
    expect(now.data.object).not.toHaveProperty('subscription');
    const then = sent('invoice.paid', oldApiVersion);
    expect(then.api_version).toBe(oldApiVersion);
    expect(then.data.object).toMatchObject({
      subscription: session.subscription,
      payment_intent: expect.stringMatching(/^pi_/),
      charge: expect.stringMatching(/^ch_/),
      paid: true,
      tax: 100,
      lines: { data: [{ price: { product: expect.stringMatching(/^prod_/) }, tax_amounts: [{ amount: 100 }] }] },
    });
    expect(then.data.object).not.toHaveProperty('parent');
    expect(sent('charge.succeeded', oldApiVersion).data.object).toMatchObject({ invoice: session.invoice });
    expect(sent('customer.subscription.created', oldApiVersion).data.object).toHaveProperty('current_period_end');
  });

  it('writes the buyer’s currency into a session of an old version, and the merchant’s beside it', () => {
    pay({
      currency: 'eur',
      session: { presentment_details: { presentment_amount: 5445, presentment_currency: 'usd' } },
    });
    const { object } = sent('checkout.session.completed', oldApiVersion).data;
    expect(object).toMatchObject({
      currency: 'usd',
      amount_total: 5445,
      currency_conversion: { amount_total: 4950, source_currency: 'eur', fx_rate: '1.1' },
    });
    expect(object).not.toHaveProperty('presentment_details');
    expect(sent('checkout.session.completed', pinnedApiVersion).data.object).toMatchObject({
      currency: 'eur',
      amount_total: 4950,
    });
  });
});
