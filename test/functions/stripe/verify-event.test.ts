// Which bodies are taken for events of Stripe's; signatures are made by the SDK itself.
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { maxSkewSeconds, verifyEvent } from '../../../functions/stripe/verify-event.ts';
import { buildEvent, refund } from './events.ts';

const secret = 'whsec_theOneInUse0123456789';
const nowSeconds = 1_790_000_100;
const body = Buffer.from(JSON.stringify(buildEvent('refund.created', refund), null, 2));

function sign(payload: Buffer | string, { signedWith = secret, timestamp = nowSeconds } = {}): string {
  return Stripe.webhooks.generateTestHeaderString({ payload: payload.toString(), secret: signedWith, timestamp });
}

function verify(payload: Buffer, header: string | undefined, secrets = [secret]) {
  return verifyEvent(payload, header, secrets, nowSeconds * 1000);
}

describe('verifyEvent', () => {
  it('gives the event in our shape, its mode and its time', async () => {
    expect(await verify(body, sign(body))).toMatchObject({
      kind: 'verified',
      livemode: false,
      createdSeconds: 1_790_000_000,
      secretIndex: 0,
      event: { kind: 'change', change: { eventId: 'evt_1', type: 'refund.created', object: { kind: 'refund' } } },
    });
  });

  it('takes whichever of several secrets signed it, and says which', async () => {
    const secrets = ['whsec_theNewOne', secret, ''];
    expect(await verify(body, sign(body), secrets)).toMatchObject({ kind: 'verified', secretIndex: 1 });
  });

  it('takes a header with the signatures of an old and a new secret', async () => {
    const other = sign(body, { signedWith: 'whsec_theOtherOne' }).split(',')[1];
    expect(await verify(body, `${sign(body)},${other},v0=1234`)).toMatchObject({ kind: 'verified' });
    expect(await verify(body, `t=${nowSeconds},${other},${sign(body).split(',')[1]}`)).toMatchObject({
      kind: 'verified',
    });
  });

  it('takes umlauts and other bytes beyond ASCII as they were signed', async () => {
    const payload = Buffer.from(JSON.stringify(buildEvent('refund.created', { ...refund, description: 'Grüße 🌲' })));
    expect(await verify(payload, sign(payload))).toMatchObject({ kind: 'verified' });
  });

  it.each([undefined, ''])('refuses %j for a header', async (header) => {
    expect(await verify(body, header)).toEqual({ kind: 'refused', reason: 'missing_signature' });
  });

  it.each([
    'nonsense',
    `t=${nowSeconds}`,
    `t=${nowSeconds},v1=`,
    `t=${nowSeconds},v0=abcd`,
    'v1=abcd',
    't=soon,v1=abcd',
    't=,v1=abcd',
    't=-5,v1=abcd',
  ])('refuses the malformed header %s', async (header) => {
    expect(await verify(body, header)).toEqual({ kind: 'refused', reason: 'malformed_signature' });
  });

  it.each([
    ['another secret', body, sign(body, { signedWith: 'whsec_forged' })],
    ['a changed body', Buffer.from(body.toString().replace('1000', '9000')), sign(body)],
    ['a truncated body', body.subarray(0, -20), sign(body)],
    ['an empty body', Buffer.alloc(0), sign(body)],
    ['a changed time', body, sign(body).replace(`t=${nowSeconds}`, `t=${nowSeconds + 1}`)],
    ['a second time', body, `${sign(body)},t=${nowSeconds + 1}`],
  ])('refuses %s', async (_case, payload, header) => {
    expect(await verify(payload, header)).toEqual({ kind: 'refused', reason: 'invalid_signature' });
  });

  it('refuses everything where there is no secret, a blank one included', async () => {
    expect(await verify(body, sign(body), [])).toEqual({ kind: 'refused', reason: 'invalid_signature' });
    expect(await verify(body, sign(body), [' '])).toEqual({ kind: 'refused', reason: 'invalid_signature' });
  });

  it.each([
    [-maxSkewSeconds - 1, { kind: 'refused', reason: 'too_old' }],
    [-maxSkewSeconds, { kind: 'verified' }],
    [maxSkewSeconds, { kind: 'verified' }],
    [maxSkewSeconds + 1, { kind: 'refused', reason: 'in_the_future' }],
    [86_400, { kind: 'refused', reason: 'in_the_future' }],
  ])('judges a signature made %i seconds from now', async (skew, outcome) => {
    expect(await verify(body, sign(body, { timestamp: nowSeconds + skew }))).toMatchObject(outcome);
  });

  it('tells nobody about clocks who does not hold the secret', async () => {
    const header = sign(body, { signedWith: 'whsec_forged', timestamp: 1 });
    expect(await verify(body, header)).toEqual({ kind: 'refused', reason: 'invalid_signature' });
  });

  it.each([
    ['no JSON', 'hello'],
    ['a list', '[]'],
    ['null', 'null'],
    ['an object that is no event', JSON.stringify(refund)],
    ['an event without a type', JSON.stringify(buildEvent('', refund))],
    ['an event without a time', JSON.stringify(buildEvent('refund.created', refund, { created: '2026' }))],
    [
      'an event that no date can tell of',
      JSON.stringify(buildEvent('refund.created', refund, { created: 253_402_300_800 })),
    ],
    ['an event from before 1970', JSON.stringify(buildEvent('refund.created', refund, { created: -1 }))],
    ['an event without a mode', JSON.stringify(buildEvent('refund.created', refund, { livemode: null }))],
  ])('refuses %s, though it is signed', async (_case, text) => {
    const payload = Buffer.from(text);
    expect(await verify(payload, sign(payload))).toEqual({ kind: 'refused', reason: 'malformed_event' });
  });

  it('recognises a thin event, which holds no object', async () => {
    const thin = {
      id: 'evt_test_65UDwl',
      object: 'v2.core.event',
      type: 'v1.checkout.session.completed',
      livemode: true,
      created: '2026-09-21T15:20:00.000Z',
      related_object: { id: 'cs_live_1', type: 'checkout.session', url: '/v1/checkout/sessions/cs_live_1' },
    };
    const payload = Buffer.from(JSON.stringify(thin));
    expect(await verify(payload, sign(payload))).toEqual({
      kind: 'verified',
      livemode: true,
      createdSeconds: Date.parse(thin.created) / 1000,
      secretIndex: 0,
      event: { kind: 'ignored', ignored: { eventId: thin.id, type: thin.type, reason: 'thin_event' } },
    });
  });
});
