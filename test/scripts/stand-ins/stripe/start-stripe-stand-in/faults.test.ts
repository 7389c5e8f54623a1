// How the Stripe stand-in fails when told to.
import { once } from 'node:events';
import { get as httpGet } from 'node:http';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { startStripeStandIn } from '../../../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import { get, madeUpId, readKey, sdk, standIn } from './stand-in.ts';

describe('setFaults', () => {
  const retrieve = () => sdk(readKey).checkout.sessions.retrieve(madeUpId);

  it('fails as often as told and is well again afterwards', async () => {
    standIn.setFaults({ status: 503, times: 2 });
    await expect(retrieve()).rejects.toMatchObject({ statusCode: 503 });
    await expect(retrieve()).rejects.toMatchObject({ statusCode: 503 });
    await expect(retrieve()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('answers 429 above the rate with the reason, and Retry-After only when told', async () => {
    standIn.setFaults({ rateLimit: { perSecond: 0, reason: 'global-rate' } });
    const path = `/v1/checkout/sessions/${madeUpId}`;
    const bare = await get(path);
    expect(bare.status).toBe(429);
    expect(bare.headers.get('stripe-rate-limited-reason')).toBe('global-rate');
    expect(bare.headers.get('retry-after')).toBeNull();
    standIn.setFaults({ rateLimit: { perSecond: 0, retryAfterSeconds: 2 } });
    expect((await get(path)).headers.get('retry-after')).toBe('2');
    await expect(retrieve()).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
  });

  it('lets as many requests through per second as told', async () => {
    const still = await startStripeStandIn({ now: () => 1_700_000_000_000 });
    const key = 'rk_test_in_a_still_second';
    still.addAccount({ keys: [{ key, permissions: [] }] });
    still.setFaults({ rateLimit: { perSecond: 2 } });
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      statuses.push((await fetch(`${still.url}/v1/anything`, { headers: { authorization: `Bearer ${key}` } })).status);
    }
    await still.close();
    expect(statuses).toEqual([404, 404, 429]);
  });

  it('cuts the connection, answers garbage or never answers', async () => {
    standIn.setFaults({ reset: true });
    // A connection that is merely ended has no system call to blame.
    const [broken] = await once(httpGet(`${standIn.url}/v1/anything`), 'error');
    expect(broken).toMatchObject({ code: 'ECONNRESET', syscall: 'read' });
    standIn.setFaults({ garbage: true });
    await expect(retrieve()).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
    standIn.setFaults({ hang: true });
    const hanging = fetch(`${standIn.url}/v1/anything`, { signal: AbortSignal.timeout(100) });
    await expect(hanging).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
