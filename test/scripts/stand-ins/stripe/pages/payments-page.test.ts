// The stand-in's page of payments: what it shows, and that its buttons do what they say.
import { describe, expect, it } from 'vitest';
import { accountId, standIn } from '../start-stripe-stand-in/stand-in.ts';

async function show(): Promise<string> {
  return (await fetch(`${standIn.url}/payments`)).text();
}

async function press(id: string, step: string): Promise<Response> {
  return fetch(`${standIn.url}/payments/${id}/${step}`, { method: 'POST', redirect: 'manual' });
}

function pay(draft = {}) {
  const { id } = standIn.createSession(accountId, draft).session;
  return standIn.completeSession(id, 'card').session;
}

/** The charge of the newest payment on the page. */
async function newestCharge(): Promise<string> {
  return /\/payments\/((?:ch|py)_\w+)\//.exec(await show())?.[1] ?? '';
}

describe('the page of payments', () => {
  it('says so where nobody has paid', async () => {
    expect(await show()).toContain('Nobody has paid yet.');
    expect(await show()).toContain('Nobody has subscribed yet.');
  });

  it('refunds half, then all, and lets the last refund fail', async () => {
    pay({ currency: 'eur' });
    const charge = await newestCharge();
    expect((await press(charge, 'refund-half')).headers.get('location')).toBe('/payments');
    expect(await show()).toMatch(/€24\.75[\s\S]*partly refunded/);
    await press(charge, 'refund');
    expect(await show()).toContain('>refunded<');
    expect(await show()).not.toContain('Refund all');
    await press(charge, 'fail-refund');
    expect(await show()).toContain('partly refunded');
    expect(standIn.listEvents('refund.created', 'refund.failed')).toHaveLength(3);
  });

  it('lets a bank ask and dispute, and the merchant win or lose', async () => {
    pay();
    const asked = await newestCharge();
    await press(asked, 'inquire');
    expect(await show()).toContain('dispute warning needs response');
    await press(asked, 'escalate');
    await press(asked, 'win');
    expect(await show()).toContain('dispute won');
    pay();
    const disputed = await newestCharge();
    await press(disputed, 'dispute');
    await press(disputed, 'lose');
    expect(await show()).toContain('dispute lost');
  });

  it('renews and cancels a subscription, and names what was paid for', async () => {
    const { subscription } = pay({ mode: 'subscription', lines: [{ name: 'Paper by post', unitAmountMinor: 2000 }] });
    await press(String(subscription), 'renew');
    expect(await show()).toContain('1 × Paper by post (renewal)');
    expect(await show()).toContain('1 × Paper by post (first period)');
    await press(String(subscription), 'cancel');
    expect(await show()).toContain('canceled');
    expect(await show()).not.toContain('>Renew<');
  });

  it('says what is not possible, and knows no other step', async () => {
    pay();
    const charge = await newestCharge();
    await press(charge, 'refund');
    const refused = await press(charge, 'refund');
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('0 is left');
    expect((await press(charge, 'toString')).status).toBe(404);
    expect((await press(charge, 'burn')).status).toBe(404);
  });
});
