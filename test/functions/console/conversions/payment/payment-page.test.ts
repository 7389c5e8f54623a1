// The page about one payment, and what an owner can do there about what was sent.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryId } from '../../../../../functions/store/store.ts';
import { newRefundEntry } from '../../../store/records.ts';
import { ga4Id, type Sales, startSales } from '../start-sales.ts';

let sales: Sales;
beforeEach(async () => {
  sales = await startSales();
});
afterEach(() => sales.close());

async function show(stripeId: string, as: 'owner' | 'viewer' = 'owner'): Promise<string> {
  const { status, body } = await sales.console.get(`${sales.base}/conversions/${stripeId}`, as);
  expect(status).toBe(200);
  return body;
}

const act = (stripeId: string, action: string, fields: Record<string, string>) =>
  sales.console.post(`${sales.base}/conversions/${stripeId}/${action}`, { destination: ga4Id, ...fields });

/** A payment that was swept in and refunded; the ids of both. */
async function refund(): Promise<{ sessionId: string; refundId: string }> {
  const sessionId = sales.buy();
  await sales.check();
  const { id } = sales.stripe.refund(sessionId);
  await sales.check();
  return { sessionId, refundId: id };
}

describe('the page of a payment', () => {
  it('tells what was sold, to whom, by which campaign, with whose consent, what was sent where and what happened', async () => {
    const sessionId = sales.buy();
    await sales.check();
    const body = await show(sessionId);
    for (const text of [
      ...['Paid', '49.50 USD', 'all that the buyer paid', 'Field notebook'],
      ...['ada@example.com', 'kept until', '2026-05-15'],
      ...['nobody told: no click', 'the property’s setting, because no page told anything'],
      ...['Purchase → GA4 G-SHOP1234', 'The destination took it.', `purchase:${sessionId}`],
      ...[
        'The payment is there.',
        'The items were read.',
        'Arrived: Purchase to GA4 G-SHOP1234.',
        'Tilltag, which asked Stripe',
      ],
    ]) {
      expect(body).toContain(text);
    }
    expect(body.indexOf('Planned: Purchase')).toBeLessThan(body.indexOf('Arrived: Purchase'));
  });

  it('shows the event as it would be sent now, without anything personal', async () => {
    const sessionId = sales.buy();
    await sales.check();
    const body = await show(sessionId);
    const json = /<pre>([\s\S]*?)<\/pre>/.exec(body)?.[1] ?? '';
    expect(json).toContain('&quot;event&quot;: &quot;purchase&quot;');
    expect(json).toContain(sessionId);
    expect(json).not.toMatch(/ada@|Lovelace|&quot;user_data|meta_user_data|sha256/i);
  });

  it('tells refunds on the page of their payment, where their own address leads', async () => {
    const { sessionId, refundId } = await refund();
    const { status, location } = await sales.console.get(`${sales.base}/conversions/${refundId}?notice=sent`);
    expect({ status, location }).toEqual({
      status: 303,
      location: `/console${sales.base}/conversions/${sessionId}?notice=sent#sent`,
    });
    const body = await show(sessionId);
    expect(body).toContain('Refund → GA4 G-SHOP1234');
    expect(body).toContain('Matched with this payment.');
  });

  it('shows by itself what goes back to a payment that nobody found yet', async () => {
    const { id: propertyId } = sales.property;
    const lone = newRefundEntry({ propertyId });
    await sales.console.store.createEntry(lone);
    const body = await show(lone.refund.id);
    expect(body).toContain('The payment that this goes back to is not known yet.');
    expect(body).toContain('10.00 EUR');
  });

  it('is not there for what the property does not know, nor for an entry of another property', async () => {
    const other = await sales.console.addProperty();
    const entry = newRefundEntry({ propertyId: other.id });
    await sales.console.store.createEntry(entry);
    expect((await sales.console.get(`${sales.base}/conversions/${entry.refund.id}`)).status).toBe(404);
    expect((await sales.console.get(`${sales.base}/conversions/cs_test_never`)).status).toBe(404);
    expect(await sales.console.store.findEntry(entryId(other.id, entry.refund.id))).toBeDefined();
  });

  it('offers viewers nothing to do, and refuses what they try', async () => {
    const sessionId = sales.buy();
    await sales.check();
    await sales.changeDelivery(sessionId, 'purchase', { state: 'dead', reason: 'http_500' });
    expect(await show(sessionId, 'viewer')).not.toContain('Send again');
    const tried = await sales.console.post(
      `${sales.base}/conversions/${sessionId}/send`,
      { event: 'purchase', destination: ga4Id },
      'viewer',
    );
    expect(tried.status).toBe(403);
  });
});

describe('sending again', () => {
  it('sends what was given up, says so and writes it to the audit trail without a session id', async () => {
    const sessionId = sales.buy();
    await sales.check();
    await sales.changeDelivery(sessionId, 'purchase', { state: 'dead', reason: 'http_500' });
    const before = sales.google.serverHits.length;
    expect(await show(sessionId)).toContain(
      'The destination answered with the status 500; look into the log of the destination.',
    );
    const { location } = await act(sessionId, 'send', { event: 'purchase' });
    expect(location).toContain(`/conversions/${sessionId}?notice=sent#sent`);
    expect(sales.google.serverHits).toHaveLength(before + 1);
    expect(await show(sessionId)).toContain('Sent again: Purchase to GA4 G-SHOP1234.');
    expect(await sales.readAudit()).toContain('delivery_sent_again Purchase to GA4 G-SHOP1234');
  });

  it('does not repeat what arrived, and says why', async () => {
    const sessionId = sales.buy();
    await sales.check();
    const before = sales.google.serverHits.length;
    const { status, body } = await act(sessionId, 'send', { event: 'purchase' });
    expect(status).toBe(422);
    expect(body).toContain('It arrived. Sent again, it might count twice.');
    expect(sales.google.serverHits).toHaveLength(before);
  });

  it('does not overrule consent', async () => {
    const sessionId = sales.buy();
    await sales.check();
    await sales.changeDelivery(sessionId, 'purchase', { state: 'suppressed', reason: 'consent' });
    expect(await show(sessionId)).toContain('A person cannot overrule a buyer’s consent here.');
    expect((await act(sessionId, 'send', { event: 'purchase' })).status).toBe(422);
  });

  it('says on the payment’s page why a refund is not repeated', async () => {
    const { refundId } = await refund();
    await sales.changeDelivery(refundId, 'refund', { state: 'uncertain', mayBeTaken: true, reason: 'timeout' });
    const { status, body } = await act(refundId, 'send', { event: 'refund' });
    expect(status).toBe(422);
    expect(body).toContain('It may have arrived there, where a repeat counts twice. Look there, then decide.');
    expect(body).toContain('Purchase → GA4 G-SHOP1234');
  });

  it('knows no delivery that is not there', async () => {
    const sessionId = sales.buy();
    await sales.check();
    expect((await act(sessionId, 'send', { event: 'refund' })).status).toBe(404);
    expect((await act(sessionId, 'send', {})).status).toBe(404);
    expect((await act('cs_test_never', 'send', { event: 'purchase' })).status).toBe(404);
  });
});

describe('deciding about what may have arrived', () => {
  it('asks once more before it sends again, then sends', async () => {
    const { refundId, sessionId } = await refund();
    await sales.changeDelivery(refundId, 'refund', { state: 'uncertain', mayBeTaken: true, reason: 'timeout' });
    const href = new RegExp(`/conversions/${refundId}/decide\\?[^"]+`).exec(await show(sessionId))?.[0] ?? '';
    const confirm = await sales.console.get(`${sales.base}${href.replaceAll('&amp;', '&')}`);
    expect(confirm.body).toContain('Refund may have arrived at GA4 G-SHOP1234, which cannot drop a repeat.');
    const before = sales.google.serverHits.length;
    const { location } = await act(refundId, 'decide', { event: 'refund', decision: 'resend' });
    expect(location).toContain('notice=sent');
    expect(sales.google.serverHits).toHaveLength(before + 1);
    expect(await sales.readAudit()).toContain('delivery_sent_again Refund to GA4 G-SHOP1234');
  });

  it('does not ask about what GA4 counts once however often it is sent, and leads to the payment', async () => {
    const sessionId = sales.buy();
    await sales.check();
    await sales.changeDelivery(sessionId, 'purchase', { state: 'uncertain', mayBeTaken: true, reason: 'timeout' });
    const query = new URLSearchParams({ event: 'purchase', destination: ga4Id }).toString();
    const { status, location } = await sales.console.get(`${sales.base}/conversions/${sessionId}/decide?${query}`);
    expect(status).toBe(303);
    expect(location).toBe(`/console${sales.base}/conversions/${sessionId}#sent`);
  });

  it('asks about no delivery that is not there, whatever the address says', async () => {
    const { refundId, sessionId } = await refund();
    await sales.changeDelivery(refundId, 'refund', { state: 'uncertain', mayBeTaken: true, reason: 'timeout' });
    const ask = async (stripeId: string, fields: Record<string, string>): Promise<number> => {
      const query = new URLSearchParams({ event: 'refund', destination: ga4Id, ...fields }).toString();
      return (await sales.console.get(`${sales.base}/conversions/${stripeId}/decide?${query}`)).status;
    };
    expect(await ask(refundId, {})).toBe(200);
    expect(await ask(refundId, { event: 'purchase' })).toBe(404);
    expect(await ask(sessionId, { event: 'dispute' })).toBe(404);
    expect(await ask(refundId, { destination: 'dst_other' })).toBe(404);
    expect(await ask('cs_test_never', {})).toBe(404);
    expect(await ask('..%2Fsettings%2Fcontainer-secret%3F', {})).toBe(404);
  });

  it('leaves it for good as sent, and sends nothing', async () => {
    const { refundId, sessionId } = await refund();
    await sales.changeDelivery(refundId, 'refund', { state: 'uncertain', mayBeTaken: true, reason: 'timeout' });
    const before = sales.google.serverHits.length;
    const { location } = await act(refundId, 'decide', { event: 'refund', decision: 'settle' });
    expect(location).toContain('notice=settled');
    expect(sales.google.serverHits).toHaveLength(before);
    expect((await sales.find(refundId)).deliveries[`refund:${ga4Id}`]).toMatchObject({
      state: 'sent',
      reason: 'settled',
    });
    expect(await show(sessionId)).toContain('Left as it is, for good: Refund to GA4 G-SHOP1234.');
    expect(await sales.readAudit()).toContain('delivery_settled Refund to GA4 G-SHOP1234');
  });

  it('takes no decision about how it stood before somebody else decided', async () => {
    const { refundId, sessionId } = await refund();
    await sales.changeDelivery(refundId, 'refund', { state: 'uncertain', mayBeTaken: true, reason: 'timeout' });
    const page = await show(sessionId);
    const href = new RegExp(`/conversions/${refundId}/decide\\?[^"]+`).exec(page)?.[0] ?? '';
    const { atMs } = (await sales.find(refundId)).deliveries[`refund:${ga4Id}`] ?? { atMs: 0 };
    await sales.changeDelivery(refundId, 'refund', { atMs: atMs + 1 });
    const confirm = await sales.console.get(`${sales.base}${href.replaceAll('&amp;', '&')}`);
    const seen = /name="seen" value="(\d+)"/.exec(confirm.body)?.[1] ?? '';
    expect(seen).toBe(String(atMs));
    const before = sales.google.serverHits.length;
    const again = await act(refundId, 'decide', { event: 'refund', decision: 'resend', seen });
    expect([again.status, sales.google.serverHits.length]).toEqual([422, before]);
  });

  it('says where it was decided meanwhile, and takes no other decision', async () => {
    const { refundId } = await refund();
    const again = await act(refundId, 'decide', { event: 'refund', decision: 'settle' });
    expect(again.status).toBe(422);
    expect(again.body).toContain('This was decided or sent meanwhile.');
    expect((await act(refundId, 'decide', { event: 'refund', decision: 'maybe' })).status).toBe(404);
    expect((await act('re_never', 'decide', { event: 'refund', decision: 'settle' })).status).toBe(404);
  });
});
