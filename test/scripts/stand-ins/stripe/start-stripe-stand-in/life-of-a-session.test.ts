// How a session of the Stripe stand-in ends: paid, free, expired or bounced.
import { describe, expect, it } from 'vitest';
import { accountId, readKey, sdk, standIn } from './stand-in.ts';

describe('startStripeStandIn', () => {
  it('gives a trial a total of nothing, and a set-up no money at all', async () => {
    const trial = standIn.createSession(accountId, { mode: 'subscription', trialDays: 14 }).session;
    standIn.completeSession(trial.id, 'nothing_due');
    expect(await sdk(readKey).checkout.sessions.retrieve(trial.id)).toMatchObject({
      amount_total: 0,
      payment_status: 'no_payment_required',
      subscription: expect.stringMatching(/^sub_/),
      payment_intent: null,
    });
    const setup = standIn.createSession(accountId, { mode: 'setup' }).session;
    standIn.completeSession(setup.id, 'nothing_due');
    expect(await sdk(readKey).checkout.sessions.retrieve(setup.id)).toMatchObject({
      amount_total: null,
      currency: null,
      setup_intent: expect.stringMatching(/^seti_/),
    });
  });

  it('expires a session that is still open after 24 hours', async () => {
    const dayAgo = Math.floor(Date.now() / 1000) - 86_400;
    const { id } = standIn.createSession(accountId, { createdSeconds: dayAgo }).session;
    expect(await sdk(readKey).checkout.sessions.retrieve(id)).toMatchObject({ status: 'expired', url: null });
    const { id: paid } = standIn.createSession(accountId, { createdSeconds: dayAgo }).session;
    standIn.completeSession(paid, 'card');
    expect(await sdk(readKey).checkout.sessions.retrieve(paid)).toMatchObject({ status: 'complete' });
    const { id: young } = standIn.createSession(accountId, { createdSeconds: dayAgo + 60 }).session;
    expect(await sdk(readKey).checkout.sessions.retrieve(young)).toMatchObject({ status: 'open' });
  });

  it('keeps a bank debit unpaid until it settles, and for good when it fails', () => {
    const { id } = standIn.createSession(accountId).session;
    expect(standIn.completeSession(id, 'bank_debit').session).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
    });
    expect(standIn.settleSession(id).session.payment_status).toBe('paid');
    const bounced = standIn.createSession(accountId).session.id;
    standIn.completeSession(bounced, 'bank_debit');
    expect(standIn.failSession(bounced).session.payment_status).toBe('unpaid');
    expect(() => standIn.settleSession(bounced)).toThrow(/cannot settle/);
  });
});
