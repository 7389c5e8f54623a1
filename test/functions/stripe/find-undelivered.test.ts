// Counting the events that an endpoint did not take, at the stand-in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findUndelivered } from '../../../functions/stripe/find-undelivered.ts';
import { type StripeStandIn, startStripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

const apiKey = 'rk_test_eventKey0123456789';
const nowSeconds = 1_800_000_000;
let stripe: StripeStandIn;
let accountId: string;
let clockSeconds: number;

beforeEach(async () => {
  clockSeconds = nowSeconds;
  stripe = await startStripeStandIn({ now: () => clockSeconds * 1000 });
  accountId = stripe.addAccount({ keys: [{ key: apiKey, permissions: ['rak_event_read'] }] }).id;
  stripe.addWebhookEndpoint(accountId, { url: 'https://tags.example.com/', enabledEvents: ['*'] });
});

afterEach(() => stripe.close());

function expire(): void {
  stripe.expireSession(stripe.createSession(accountId).session.id);
}

const period = { fromSeconds: nowSeconds - 3600, untilSeconds: nowSeconds + 3600 };
const find = (key = apiKey) => findUndelivered({ apiKey: key, apiBase: stripe.url }, period);

describe('findUndelivered', () => {
  it('counts the events of the period that nobody took yet, and says when the newest came about', async () => {
    expire();
    clockSeconds += 60;
    expire();
    clockSeconds += 7200;
    expire();
    expect(await find()).toEqual({ kind: 'counted', count: 2, hasMore: false, newestSeconds: nowSeconds + 60 });
  });

  it('finds none where nothing happened, and counts no types that nobody needs', async () => {
    expect(await find()).toEqual({ kind: 'counted', count: 0, hasMore: false, newestSeconds: null });
    const { id } = stripe.createSession(accountId).session;
    stripe.completeSession(id, 'card');
    expect(await find()).toMatchObject({ count: 1 });
  });

  it('says when there are more than it counts', async () => {
    for (let count = 0; count < 101; count += 1) expire();
    expect(await find()).toMatchObject({ count: 100, hasMore: true });
  });

  it('names the missing right', async () => {
    const blind = 'rk_test_blindKey0123456789';
    stripe.addAccount({ keys: [{ key: blind, permissions: ['rak_charge_read'] }] });
    expect(await find(blind)).toEqual({ kind: 'missing_permission', permission: 'rak_event_read' });
  });
});
