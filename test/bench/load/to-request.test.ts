// A load is only as good as its requests: each must be one that a real page or Stripe could send.
import { describe, expect, test } from 'vitest';
import { validateClickReport } from '../../../functions/public/click-report-validator.ts';
import { verifyEvent } from '../../../functions/stripe/verify-event.ts';
import { toClaim, toSessionId, toShop, toVisitorAddress, webhookSecret } from '../shops.ts';
import type { LoadPlan } from './load-plan.ts';
import { toRequest } from './to-request.ts';

const plan: LoadPlan = {
  origin: 'http://127.0.0.1:1',
  request: 'lookup',
  run: 'run001',
  first: 205,
  sessions: 3,
  requests: 9,
  concurrency: 1,
};
const { propertyId, hostname, stripeKey } = toShop(205);
const sessionId = toSessionId('run001', 205);

describe('toRequest', () => {
  test('a lookup names property, session and claim, and comes from the page and the address of its visitor', () => {
    const request = toRequest(plan, 0);
    const { searchParams, pathname } = new URL(request.path, plan.origin);
    expect(pathname).toBe('/checkout/sessions.json');
    expect(Object.fromEntries(searchParams)).toEqual({
      property_id: propertyId,
      checkout_session_id: sessionId,
      claim: toClaim(205),
    });
    expect(request.headers).toMatchObject({
      origin: `https://${hostname}`,
      'x-forwarded-for': toVisitorAddress(205),
    });
    expect(request).toMatchObject({ method: 'GET', status: 200, expected: sessionId });
  });

  test('an unclaimed lookup is the same without a claim', () => {
    const claimed = toRequest(plan, 0);
    expect(toRequest({ ...plan, request: 'unclaimed' }, 0)).toEqual({
      ...claimed,
      path: claimed.path.replace(`&claim=${toClaim(205)}`, ''),
    });
  });

  test('an event goes to the webhook of the shop, signed as Stripe signs it', async () => {
    const request = toRequest({ ...plan, request: 'event' }, 0, 1_767_225_600);
    expect(request).toMatchObject({ method: 'POST', path: `/webhooks/stripe/${propertyId}`, status: 200 });
    expect(request.body).toContain(`"id": "${sessionId}"`);
    const body = Buffer.from(request.body ?? '');
    const signature = request.headers['stripe-signature'];
    expect(await verifyEvent(body, signature, [webhookSecret], 1_767_225_600_000)).toMatchObject({ kind: 'verified' });
  });

  test('a report settles the event with the claim of the lookup', () => {
    const request = toRequest({ ...plan, request: 'report' }, 0);
    expect(request).toMatchObject({ method: 'POST', path: '/checkout/reports', status: 204 });
    expect(JSON.parse(request.body ?? '')).toEqual({
      property_id: propertyId,
      checkout_session_id: sessionId,
      event_id: `purchase:${sessionId}`,
      claim: toClaim(205),
    });
  });

  test('a click is one that the function takes, with an id of its own for each visitor', () => {
    const [request, next] = [0, 1].map((index) => toRequest({ ...plan, request: 'click' }, index, 1_767_225_600));
    expect(request).toMatchObject({ method: 'POST', path: '/checkout/clicks', status: 204 });
    const click: unknown = JSON.parse(request?.body ?? '');
    expect(validateClickReport(click)).toBe(true);
    expect(click).toMatchObject({ property_id: propertyId, clicked_at: 1_767_225_600 });
    expect(JSON.parse(next?.body ?? '').click_id).not.toBe(JSON.parse(request?.body ?? '').click_id);
  });

  test('a lookup after a click names it', () => {
    const [lookup, click] = (['lookup', 'click'] as const).map((request) =>
      toRequest({ ...plan, request, hasClicks: true }, 0),
    );
    const { searchParams } = new URL(lookup?.path ?? '', plan.origin);
    expect(searchParams.get('click_id')).toBe(JSON.parse(click?.body ?? '').click_id);
  });

  test('Stripe is asked with the key of the shop', () => {
    const request = toRequest({ ...plan, request: 'stripe' }, 0);
    expect(request.path).toBe(`/v1/checkout/sessions/${sessionId}?expand[0]=line_items`);
    expect(request.headers).toEqual({ authorization: `Bearer ${stripeKey}` });
  });

  test('after the last session the first comes again', () => {
    expect(toRequest(plan, 3)).toEqual(toRequest(plan, 0));
    expect(toRequest(plan, 2)).not.toEqual(toRequest(plan, 0));
  });

  test('the plan can name another text that the answer has to hold', () => {
    expect(toRequest({ ...plan, expected: 'constant' }, 0).expected).toBe('constant');
  });
});
