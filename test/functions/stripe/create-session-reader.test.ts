// Reading sessions through the real SDK from the stand-in.
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createSessionReader,
  type SessionReader,
  type SessionRequest,
} from '../../../functions/stripe/create-session-reader.ts';
import type { SessionDraft } from '../../../scripts/stand-ins/stripe/session-draft.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const apiKey = 'rk_test_readerKey0123456789';
let stripe: StripeStandIn;
let reader: SessionReader;
let accountId: string;

beforeEach(async () => {
  stripe = await startStripeStandIn();
  accountId = stripe.addAccount({ keys: [{ key: apiKey, permissions: ['rak_checkout_session_read'] }] }).id;
  reader = createSessionReader({
    apiBase: stripe.url,
    requestTimeoutMs: 500,
    clock: { now: () => 0, sleep: async () => {}, random: () => 0 },
  });
});

afterEach(async () => {
  reader.close();
  await stripe.close();
});

function newRequest(sessionId: string, changes: Partial<SessionRequest> = {}): SessionRequest {
  return {
    apiKey,
    sessionId,
    readsPromotionCodes: false,
    deadlineAtMs: 4_000,
    acquire: async () => {},
    onUnknownValue: () => {},
    onLostPermission: () => {},
    ...changes,
  };
}

function pay(draft: SessionDraft = {}): string {
  const { id } = stripe.createSession(accountId, draft).session;
  stripe.completeSession(id, 'card', { email: 'ada@example.com', name: 'Ada Lovelace' });
  return id;
}

describe('createSessionReader', () => {
  it('reads a session with its lines in one request of the pinned version', async () => {
    const id = pay({ lines: [{ name: 'Shirt', unitAmountMinor: 4950, quantity: 2 }], currency: 'eur' });
    const session = await reader.read(newRequest(id));
    expect(session).toMatchObject({
      id,
      status: 'complete',
      paymentStatus: 'paid',
      currency: 'eur',
      amountTotalMinor: 9900,
      email: 'ada@example.com',
      name: 'Ada Lovelace',
    });
    expect(session.lines).toMatchObject([{ name: 'Shirt', quantity: 2, amountTotalMinor: 9900 }]);
    expect(stripe.requests).toHaveLength(1);
    expect(stripe.requests[0]).toMatchObject({ stripeVersion: '2026-10-28.endive', status: 200 });
    expect(stripe.requests[0]?.userAgent).toContain('Tilltag');
  });

  it('reads further pages of a hundred lines, in order and each once', async () => {
    const lines = Array.from({ length: 215 }, (_, index) => ({ name: `Item ${index}`, unitAmountMinor: 100 }));
    const session = await reader.read(newRequest(pay({ lines })));
    expect(session.lines.map(({ name }) => name)).toEqual(lines.map(({ name }) => name));
    expect(stripe.requests.map(({ path }) => path.includes('limit=100'))).toEqual([false, true, true, true]);
  });

  it('asks for a turn before every page and every retry', async () => {
    let turns = 0;
    const lines = Array.from({ length: 30 }, (_, index) => ({ name: `Item ${index}`, unitAmountMinor: 100 }));
    const id = pay({ lines });
    stripe.setFaults({ status: 500, times: 1 });
    await reader.read(
      newRequest(id, {
        acquire: async () => {
          turns += 1;
        },
      }),
    );
    expect(turns).toBe(3);
    expect(stripe.requests).toHaveLength(3);
  });

  it('asks for promotion codes only with a key that may read them', async () => {
    const id = pay({ discount: { couponId: 'TENOFF', percentOff: 10, promotionCode: 'LAUNCH' } });
    expect((await reader.read(newRequest(id))).coupon).toBe('TENOFF');
    stripe.addAccount({
      id: accountId,
      keys: [{ key: apiKey, permissions: ['rak_checkout_session_read', 'rak_promotion_code_read'] }],
    });
    expect((await reader.read(newRequest(id, { readsPromotionCodes: true }))).coupon).toBe('LAUNCH');
  });

  it('reads the session without promotion codes when the key lost the right to them, and tells it', async () => {
    const id = pay({ discount: { couponId: 'TENOFF', percentOff: 10, promotionCode: 'LAUNCH' } });
    const lost: string[] = [];
    const onLostPermission = (permission: string) => lost.push(permission);
    const session = await reader.read(newRequest(id, { readsPromotionCodes: true, onLostPermission }));
    expect(session.coupon).toBe('TENOFF');
    expect(lost).toEqual(['rak_promotion_code_read']);
    expect(stripe.requests.map(({ status }) => status)).toEqual([403, 200]);
  });

  it('reads the session without promotion codes when their expansion is refused for another reason', async () => {
    const id = pay({ discount: { couponId: 'TENOFF', percentOff: 10, promotionCode: 'LAUNCH' } });
    stripe.setFaults({ status: 400, times: 1 });
    const lost: string[] = [];
    const onLostPermission = (permission: string) => lost.push(permission);
    const session = await reader.read(newRequest(id, { readsPromotionCodes: true, onLostPermission }));
    expect(session.coupon).toBe('TENOFF');
    expect(lost).toEqual(['unknown']);
  });

  it('rejects where it is the right to sessions that is missing', async () => {
    const id = pay();
    stripe.addAccount({ id: accountId, keys: [{ key: apiKey, permissions: [] }] });
    const lost: string[] = [];
    const onLostPermission = (permission: string) => lost.push(permission);
    await expect(reader.read(newRequest(id, { readsPromotionCodes: true, onLostPermission }))).rejects.toMatchObject({
      name: 'StripeKeyRejectedError',
      permission: 'rak_checkout_session_read',
    });
    expect(lost).toEqual([]);
  });

  it('keeps the keys of two properties apart', async () => {
    const otherKey = 'rk_test_otherKey0123456789';
    stripe.addAccount({ keys: [{ key: otherKey, permissions: ['rak_checkout_session_read'] }] });
    const id = pay();
    await reader.read(newRequest(id));
    await expect(reader.read(newRequest(id, { apiKey: otherKey }))).rejects.toMatchObject({
      name: 'UnknownSessionError',
    });
    expect(stripe.requests.map(({ keyTail }) => keyTail)).toEqual(['6789', '6789']);
  });

  it('bears values that the pinned version does not have, and tells them', async () => {
    const told: string[] = [];
    const { id } = stripe.createSession(accountId).session;
    const { session: completed } = stripe.completeSession(id, 'card');
    // The SDK's own types allow any text here, because Stripe adds values without a new version.
    Object.assign(completed, { mode: 'gift', payment_status: 'partially_paid' });
    const session = await reader.read(
      newRequest(id, { onUnknownValue: (field, value) => told.push(`${field} ${value}`) }),
    );
    expect(session).toMatchObject({ mode: 'payment', status: 'complete', paymentStatus: 'unpaid' });
    expect(told).toEqual(['mode gift', 'payment_status partially_paid']);
  });

  it.each([
    '{}',
    'null',
    '[]',
    '{"object":"checkout.session","id":"cs_test_somebodyElses00000","livemode":false,"created":1}',
    '{"object":"checkout.session","id":"cs_test_a1b2c3d4e5f6","livemode":true,"created":1}',
    '{"object":"checkout.session","id":"cs_test_a1b2c3d4e5f6","created":1}',
  ])('takes %s for a malformed answer', async (body) => {
    const proxy = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = proxy.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const clock = { now: () => 0, sleep: async () => {}, random: () => 0 };
    const behindProxy = createSessionReader({ apiBase: `http://127.0.0.1:${port}`, clock });
    const reading = behindProxy.read(newRequest('cs_test_a1b2c3d4e5f6'));
    await expect(reading).rejects.toMatchObject({ name: 'StripeUnavailableError', reason: 'malformed_answer' });
    behindProxy.close();
    await new Promise((resolve) => proxy.close(resolve));
  });

  it('takes lines that never end for a malformed answer', async () => {
    let requests = 0;
    const amounts = { amount_subtotal: 1, amount_discount: 0, amount_tax: 0, amount_total: 1 };
    const line = { id: 'li_1', object: 'item', description: 'Shirt', ...amounts };
    const lines = { object: 'list', data: [line], has_more: true };
    const session = {
      object: 'checkout.session',
      id: 'cs_test_a1b2c3d4e5f6',
      livemode: false,
      created: 1,
      mode: 'payment',
      payment_status: 'paid',
      line_items: lines,
    };
    const endless = createServer((request, response) => {
      requests += 1;
      const body = request.url?.includes('line_items?') ? lines : session;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
    const address = endless.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const clock = { now: () => 0, sleep: async () => {}, random: () => 0 };
    const behindEndless = createSessionReader({ apiBase: `http://127.0.0.1:${port}`, clock });
    await expect(behindEndless.read(newRequest(session.id))).rejects.toMatchObject({ reason: 'malformed_answer' });
    expect(requests).toBe(11);
    behindEndless.close();
    await new Promise((resolve) => endless.close(resolve));
  });

  it('gives up at the deadline, though one request might take longer', async () => {
    const clock = { now: () => 0, sleep: async () => {}, random: () => 0 };
    const patient = createSessionReader({ apiBase: stripe.url, requestTimeoutMs: 600_000, clock });
    const id = pay();
    stripe.setFaults({ hang: true });
    await expect(patient.read(newRequest(id, { deadlineAtMs: 200 }))).rejects.toMatchObject({ reason: 'timeout' });
    patient.close();
  });

  it('gives up on a Stripe that never answers', async () => {
    const id = pay();
    stripe.setFaults({ hang: true });
    await expect(reader.read(newRequest(id))).rejects.toMatchObject({ reason: 'timeout' });
    expect(stripe.requests).toHaveLength(3);
  });
});
