// What the Stripe stand-in keeps from one start to the next.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startStripeStandIn } from '../../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { emptyState, maxKeptSessions, writeState } from '../../../../../scripts/stand-ins/stripe/state.ts';
import { accountId, readKey, standIn } from './stand-in.ts';

describe('dataFile', () => {
  it('gives a second start what the first one knew', async () => {
    const dataFile = join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'deep', 'stripe.json');
    const first = await startStripeStandIn({ dataFile });
    const account = first.addAccount({ keys: [{ key: readKey, permissions: ['rak_checkout_session_read'] }] });
    const before = first.putPaymentLink(account.id, { slug: 'one', afterCompletion: { confirmation: 'Thanks.' } });
    const { id } = first.createSession(account.id).session;
    first.completeSession(id, 'card');
    await first.close();
    const second = await startStripeStandIn({ dataFile });
    expect(second.findSession(id)?.session.payment_status).toBe('paid');
    const after = second.putPaymentLink(account.id, { slug: 'one', afterCompletion: { confirmation: 'Thanks.' } });
    expect(after.link.id).toBe(before.link.id);
    await second.close();
  });

  it('keeps payments, events and webhook endpoints too', async () => {
    const dataFile = join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'stripe.json');
    const first = await startStripeStandIn({ dataFile });
    const { id: account } = first.addAccount({ keys: [] });
    const endpoint = first.addWebhookEndpoint(account, { url: 'https://shop.example.test/', enabledEvents: ['*'] });
    const { id } = first.createSession(account).session;
    first.completeSession(id, 'card');
    await first.close();
    const second = await startStripeStandIn({ dataFile });
    const [event] = second.listEvents('checkout.session.completed');
    expect(second.renderRequest(event?.id ?? '', endpoint.object.id).body).toContain(id);
    expect(second.refund(id)).toMatchObject({ amount: 4950 });
    await second.close();
  });

  it('reads a file of an earlier version, which knew no payments', async () => {
    const dataFile = join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'stripe.json');
    const earlier = { accounts: [], sessions: [], paymentLinks: [], coupons: [], promotionCodes: [] };
    await writeFile(dataFile, JSON.stringify(earlier));
    const started = await startStripeStandIn({ dataFile });
    expect(started.listEvents()).toEqual([]);
    await started.close();
  });

  it('brings back the newest of very many sessions', async () => {
    const dataFile = join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'stripe.json');
    const state = emptyState();
    const { session, ...record } = standIn.createSession(accountId);
    for (let index = 0; index <= maxKeptSessions; index += 1) {
      state.sessions.set(`cs_test_${index}`, { ...record, session: { ...session, id: `cs_test_${index}` } });
    }
    writeState(dataFile, state);
    const restarted = await startStripeStandIn({ dataFile });
    expect(restarted.findSession('cs_test_0')).toBeUndefined();
    expect(restarted.findSession(`cs_test_${maxKeptSessions}`)).toBeDefined();
    expect(restarted.findSession('cs_test_1')).toBeDefined();
    await restarted.close();
  });

  it('names a damaged file and what to do about it', async () => {
    const dataFile = join(await mkdtemp(join(tmpdir(), 'tilltag-')), 'stripe.json');
    await writeFile(dataFile, '{"accounts": 3}');
    await expect(startStripeStandIn({ dataFile })).rejects.toThrow(/stripe\.json is damaged\. Delete it/);
  });
});
