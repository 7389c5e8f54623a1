// Asking Stripe at once, and applying one of its events again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sales, startSales } from '../start-sales.ts';

let sales: Sales;
beforeEach(async () => {
  sales = await startSales();
});
afterEach(() => sales.close());

describe('asking Stripe now', () => {
  it('brings in what the webhook missed, sends it and says how much it was', async () => {
    sales.buy();
    const body = await sales.check();
    expect(body).toMatch(/Events that were not known yet<\/dt><dd>1</);
    expect(body).toMatch(/Sent<\/dt><dd>1</);
    expect(sales.google.serverHits).toHaveLength(1);
    expect(await sales.readAudit()).toContain('stripe_asked The last day');
  });

  it('asked again finds the same, counts it as known and sends nothing twice', async () => {
    sales.buy();
    await sales.check();
    expect(await sales.check()).toMatch(/Events that were known already<\/dt><dd>1</);
    expect(sales.google.serverHits).toHaveLength(1);
  });

  it('says what kept Stripe from answering, with the cure', async () => {
    sales.stripe.addAccount({ id: 'acct_shop', keys: [] });
    expect(await sales.check()).toContain('Stripe does not know the key any more; store a new one in the settings');
  });

  it('asks for no other period than those it offers', async () => {
    const { status, body } = await sales.console.post(`${sales.base}/conversions/check`, { period: 'year' });
    expect(status).toBe(422);
    expect(body).toContain('Choose how far back to ask.');
  });
});

describe('applying an event again', () => {
  const replay = (event: string) => sales.console.post(`${sales.base}/conversions/replay`, { event });

  it('records it, sends what never was, and leads to the payment', async () => {
    const sessionId = sales.buy();
    const eventId = sales.stripe.listEvents().find(({ type }) => type === 'checkout.session.completed')?.id ?? '';
    const { status, body } = await replay(` ${eventId} `);
    expect(status).toBe(200);
    expect(body).toContain(`/conversions/${sessionId}"`);
    expect((await sales.find(sessionId)).changes[0]).toMatchObject({ source: 'replay', what: 'paid' });
    expect(await sales.readAudit()).toContain(`event_replayed ${eventId}`);
  });

  it('says that Stripe does not know it, and that it is no id of an event', async () => {
    const unknown = await replay('evt_never0000000');
    expect(unknown.status).toBe(422);
    expect(unknown.body).toContain('Stripe does not know this event');
    expect(unknown.body).toContain('value="evt_never0000000"');
    expect((await replay('cs_test_1')).body).toContain('This is not the id of an event');
  });
});
