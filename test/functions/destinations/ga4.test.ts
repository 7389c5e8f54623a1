// GA4 as a destination, over real HTTP against the stand-in: what arrives, what a fault means, and what a check can say.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGa4 } from '../../../functions/destinations/ga4.ts';
import { createSendRequest } from '../../../functions/outbound/create-send-request.ts';
import type { OutboundAnswer, OutboundRequest } from '../../../functions/outbound/send-request.ts';
import type { Ga4Destination } from '../../../functions/rules/destination.ts';
import { type GoogleStandIn, startGoogleStandIn } from '../../../scripts/stand-ins/google/start-google-stand-in.ts';
import { newForwardedEvent } from './new-forwarded-event.ts';

const nowMs = 1_700_000_200_000;
const settings: Ga4Destination = {
  kind: 'ga4',
  id: 'd1',
  mode: 'live',
  measurementId: 'G-SHOP1',
  secret: 'sealed',
  region: 'global',
};

let google: GoogleStandIn;

beforeEach(async () => {
  google = await startGoogleStandIn({ now: () => nowMs });
});

afterEach(() => google.close());

function createDestination(analyticsBase = google.url) {
  const request = createSendRequest({ allowLocal: true, timeoutMs: 400 });
  return createGa4({ request, now: () => nowMs, analyticsBase });
}

/** A destination whose requests are written down and answered with this. */
function createRecording(answer: Partial<OutboundAnswer> = {}) {
  const asked: OutboundRequest[] = [];
  const ga4 = createGa4({
    now: () => nowMs,
    request: async (request) => {
      asked.push(request);
      return { kind: 'answered', status: 204, headers: {}, body: '', isWhole: true, ...answer };
    },
  });
  return { ga4, asked };
}

describe('createGa4', () => {
  test('a purchase arrives with the ids of its stream, and Google would count it', async () => {
    expect(await createDestination().send(newForwardedEvent(), settings, 'the+secret&')).toEqual({ kind: 'accepted' });
    expect(google.serverHits).toMatchObject([
      { measurementId: 'G-SHOP1', apiSecret: 'the+secret&', faults: [], body: { events: [{ name: 'purchase' }] } },
    ]);
  });

  test.each([
    ['global', 'https://www.google-analytics.com'],
    ['eu', 'https://region1.google-analytics.com'],
  ] as const)('%s collects and validates at %s', async (region, base) => {
    const { ga4, asked } = createRecording();
    await ga4.send(newForwardedEvent(), { ...settings, region }, 's');
    await ga4.check({ ...settings, region }, 's');
    expect(asked.map(({ url }) => url)).toEqual([
      `${base}/mp/collect?measurement_id=G-SHOP1&api_secret=s`,
      `${base}/debug/mp/collect?measurement_id=G-SHOP1&api_secret=s`,
    ]);
  });

  test.each([
    [{ status: 500 }, { kind: 'uncertain', reason: 'http_500' }],
    [
      { status: 503, retryAfterSeconds: 30 },
      { kind: 'unavailable', reason: 'http_503', retryAfterMs: 30_000 },
    ],
    [{ hang: true }, { kind: 'uncertain', reason: 'timeout' }],
    [{ reset: true }, { kind: 'uncertain', reason: 'connection_reset' }],
  ] as const)(
    'a collector that answers %o leaves the event %o, and takes it when that is over',
    async (faults, result) => {
      google.setFaults({ ...faults, times: 1 });
      const ga4 = createDestination();
      expect(await ga4.send(newForwardedEvent(), settings, 's')).toEqual(result);
      expect(google.serverHits).toEqual([]);
      expect(await ga4.send(newForwardedEvent(), settings, 's')).toEqual({ kind: 'accepted' });
      expect(google.serverHits).toHaveLength(1);
    },
  );

  test('a collector that is away did not take the event', async () => {
    const { url } = google;
    await google.close();
    expect(await createDestination(url).send(newForwardedEvent(), settings, 's')).toEqual({
      kind: 'unavailable',
      reason: 'connection_refused',
    });
  });

  test('a check validates a sample, collects nothing and says what only Realtime proves', async () => {
    const check = await createDestination().check(settings, 'wrong secret');
    expect(check).toMatchObject({ verdict: 'unproven', sentence: expect.stringContaining('Realtime') });
    expect(google.serverHits).toEqual([]);
  });

  test('a check of a stream in which somebody saw the test event is good, and bad all the same where Google refuses it', async () => {
    const seen = { ...settings, confirmedAtMs: nowMs };
    expect(await createDestination().check(seen, 's')).toEqual({
      verdict: 'good',
      sentence: "Google's validation takes a sample purchase, and somebody saw a test event in GA4's Realtime report.",
    });
    const answer = { status: 200, body: '{"validationMessages":[{}]}' };
    expect(await createRecording(answer).ga4.check(seen, 's')).toMatchObject({ verdict: 'bad' });
  });

  test('a sample that Google refuses is bad, told by field and code alone', async () => {
    const message = { fieldPath: 'events[0].name', validationCode: 'NAME_INVALID', description: 'quotes <b>you</b>' };
    const { ga4 } = createRecording({ status: 200, body: JSON.stringify({ validationMessages: [message] }) });
    expect(await ga4.check(settings, 's')).toEqual({
      verdict: 'bad',
      sentence: "Google's validation refuses a sample purchase: events[0].name NAME_INVALID.",
    });
  });

  test.each([
    { status: 500 },
    { status: 200, body: 'no JSON' },
    { status: 200, body: '[]' },
    { status: 200, body: '{"validationMessages":7}' },
  ])('an answer of the validation like %o proves nothing', async (answer) => {
    const { ga4 } = createRecording(answer);
    expect(await ga4.check(settings, 's')).toMatchObject({
      verdict: 'unproven',
      sentence: expect.stringContaining('http_'),
    });
  });

  test('a test event is collected under a name of its own, without value or anybody’s data, and Google would show it', async () => {
    expect(await createDestination().sendTest?.(settings, 'the+secret&')).toEqual({ kind: 'accepted' });
    const params = { session_id: '1700000200', engagement_time_msec: 1, debug_mode: 1 };
    expect(google.serverHits).toMatchObject([
      {
        measurementId: 'G-SHOP1',
        apiSecret: 'the+secret&',
        faults: [],
        body: { events: [{ name: 'tilltag_test', params }] },
      },
    ]);
    expect(google.serverHits[0]?.body).not.toHaveProperty('user_data');
  });

  test('a check that reaches nobody says why and what to do about it', async () => {
    const ga4 = createGa4({ now: () => nowMs, request: async () => ({ kind: 'not_sent', reason: 'dns_failed' }) });
    expect(await ga4.check(settings, 's')).toEqual({
      verdict: 'unproven',
      sentence:
        "Google's validation could not be asked: the name of the host is not known; correct it, or wait until its DNS entry is there (dns_failed).",
    });
  });

  test('a check of a stand-in on this machine names the setting that allows it', async () => {
    const ga4 = createGa4({ request: createSendRequest(), now: () => nowMs, analyticsBase: google.url });
    const { sentence } = await ga4.check(settings, 's');
    expect(sentence).toMatch(/; to ask .*TILLTAG_ALLOW_LOCAL=1, and else .* \(not_https\)\./);
  });

  test('the secret is sealed to the property, the destination and the stream', () => {
    const { secretPlace } = createDestination();
    const places = [
      secretPlace('p1', settings),
      secretPlace('p2', settings),
      secretPlace('p1', { ...settings, id: 'd2' }),
      secretPlace('p1', { ...settings, measurementId: 'G-OTHER' }),
    ];
    expect(new Set(places).size).toBe(4);
    expect(secretPlace('p1', { ...settings, region: 'eu' })).toBe(places[0]);
  });
});
