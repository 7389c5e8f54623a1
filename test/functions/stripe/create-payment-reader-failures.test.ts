// What whoever asks about a payment is told where Stripe refuses, stumbles, or is not there.
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openStripeConnection } from '../../../functions/stripe/create-client.ts';
import { StripeKeyRejectedError } from '../../../functions/stripe/errors.ts';
import { always, readAll, readerKey, usePaymentReader } from './use-payment-reader.ts';

const payments = usePaymentReader();

describe('createPaymentReader where Stripe does not answer', () => {
  it.each([
    ['findSessionId', 'rak_checkout_session_read', () => payments.reader().findSessionId('pi_1')],
    ['findInvoiceId', 'rak_invoice_read', () => payments.reader().findInvoiceId('pi_1')],
    ['readInvoice', 'rak_invoice_read', () => payments.reader().readInvoice('in_1')],
    ['findPaymentIntentId', 'rak_charge_read', () => payments.reader().findPaymentIntentId('ch_1')],
    ['readEvent', 'rak_event_read', () => payments.reader().readEvent('evt_1')],
    ['listEvents', 'rak_event_read', () => readAll(payments.reader().listEvents(always))],
  ] as const)('names the right that %s lacks, and nothing of the account', async (_name, permission, call) => {
    payments.stripe().addAccount({ id: payments.accountId(), keys: [{ key: readerKey, permissions: [] }] });
    const error = await call().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StripeKeyRejectedError);
    expect(error).toMatchObject({ permission });
    expect(String(error)).not.toContain('acct_');
  });

  it('tells a revoked key by the lack of a permission', async () => {
    const error = await payments
      .newReader({ apiKey: 'rk_test_revoked0123456789' })
      .readEvent('evt_1')
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StripeKeyRejectedError);
    expect(error).toMatchObject({ permission: undefined });
  });

  it('tries again when Stripe stumbles, with a turn for every request', async () => {
    let turns = 0;
    const counting = payments.newReader({
      acquire: async () => {
        turns += 1;
      },
    });
    const { id, paymentIntentId } = payments.pay();
    payments.stripe().setFaults({ status: 503, times: 2 });
    expect(await counting.findSessionId(paymentIntentId)).toBe(id);
    expect(turns).toBe(3);
  });

  it('gives up when Stripe stays away, or does not answer in the time of a call', async () => {
    payments.stripe().setFaults({ status: 500 });
    await expect(payments.reader().findSessionId('pi_1')).rejects.toMatchObject({ reason: 'server_error' });
    const before = payments.stripe().requests.length;
    await expect(payments.newReader({ callBudgetMs: 10 }).findSessionId('pi_1')).rejects.toMatchObject({
      reason: 'timeout',
    });
    expect(payments.stripe().requests).toHaveLength(before);
    payments.stripe().setFaults({ hang: true });
    await expect(payments.newReader({ requestTimeoutMs: 60 }).findSessionId('pi_1')).rejects.toMatchObject({
      reason: 'timeout',
    });
  });

  it('ends with what the turn rejects with', async () => {
    const limited = payments.newReader({
      acquire: async () => {
        throw new RangeError('no turn left');
      },
    });
    await expect(limited.readEvent('evt_1')).rejects.toBeInstanceOf(RangeError);
    expect(payments.stripe().requests).toHaveLength(0);
  });

  it('takes JSON of a proxy for no answer', async () => {
    const proxy = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"welcome":"to the hotel"}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => proxy.once('listening', resolve));
    const address = proxy.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const elsewhere = payments.newReader({ connection: openStripeConnection(`http://127.0.0.1:${port}`) });
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
