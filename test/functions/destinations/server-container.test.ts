// A server container as a destination, over real HTTP against the stand-in.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createServerContainer } from '../../../functions/destinations/server-container.ts';
import { createSendRequest } from '../../../functions/outbound/create-send-request.ts';
import type { ServerContainerDestination } from '../../../functions/rules/destination.ts';
import {
  type ContainerStandIn,
  startContainerStandIn,
} from '../../../scripts/stand-ins/container/start-container-stand-in.ts';
import { newForwardedEvent } from './new-forwarded-event.ts';

const nowMs = 1_700_000_200_000;
const secret = 'secret-of-the-container';

let container: ContainerStandIn;
let settings: ServerContainerDestination;

beforeEach(async () => {
  container = await startContainerStandIn({ secret, now: () => nowMs });
  settings = { kind: 'server_container', id: 'd1', mode: 'live', url: container.clientUrl, secret: 'sealed' };
});

afterEach(() => container.close());

const destination = createServerContainer({
  request: createSendRequest({ allowLocal: true, timeoutMs: 400 }),
  now: () => nowMs,
});

describe('createServerContainer', () => {
  test('an event arrives alone, with the secret, in the shape of the contract', async () => {
    const event = newForwardedEvent();
    expect(await destination.send(event, settings, secret)).toEqual({ kind: 'accepted' });
    expect(container.taken).toEqual([{ event, receivedAtMs: nowMs }]);
  });

  test.each([
    [{ status: 400 }, { kind: 'unavailable', reason: 'http_400' }],
    [{ status: 302 }, { kind: 'refused', reason: 'http_302' }],
    [{ status: 410 }, { kind: 'refused', reason: 'http_410' }],
    [{ status: 413 }, { kind: 'refused', reason: 'http_413' }],
    [
      { status: 429, retryAfterSeconds: 7 },
      { kind: 'unavailable', reason: 'http_429', retryAfterMs: 7_000 },
    ],
    [{ status: 503 }, { kind: 'unavailable', reason: 'http_503' }],
    [{ status: 500 }, { kind: 'uncertain', reason: 'http_500' }],
    [{ status: 502 }, { kind: 'uncertain', reason: 'http_502' }],
    [{ hang: true }, { kind: 'uncertain', reason: 'timeout' }],
    [{ reset: true }, { kind: 'uncertain', reason: 'connection_reset' }],
  ] as const)('a container that answers %o leaves the event %o', async (faults, result) => {
    container.setFaults(faults);
    expect(await destination.send(newForwardedEvent(), settings, secret)).toEqual(result);
    expect(container.taken).toEqual([]);
  });

  test.each([{ status: 500 }, { hang: true }, { reset: true }])(
    'a container that takes an event and then shows %o leaves it uncertain, and drops the repeat by its event id',
    async (fault) => {
      container.setFaults({ ...fault, takesFirst: true, times: 1 });
      const event = newForwardedEvent();
      expect(await destination.send(event, settings, secret)).toMatchObject({ kind: 'uncertain' });
      expect(await destination.send(event, settings, secret)).toEqual({ kind: 'accepted' });
      expect(container.taken.map((taken) => taken.event.event_id)).toEqual([event.event_id, event.event_id]);
      expect(destination.dropsRepeats(event.event)).toBe(true);
    },
  );

  test('a slow answer within the time is accepted', async () => {
    container.setFaults({ latencyMs: 100 });
    expect(await destination.send(newForwardedEvent(), settings, secret)).toEqual({ kind: 'accepted' });
  });

  test('a container that is away did not take the event', async () => {
    await container.close();
    const result = { kind: 'unavailable', reason: 'connection_refused' };
    expect(await destination.send(newForwardedEvent(), settings, secret)).toEqual(result);
  });

  test('a secret or a path that the container does not know yet is tried again, one that no header can carry is not', async () => {
    expect(await destination.send(newForwardedEvent(), settings, 'wrong')).toEqual({
      kind: 'unavailable',
      reason: 'http_401',
    });
    const elsewhere = { ...settings, url: `${container.url}/else` };
    expect(await destination.send(newForwardedEvent(), elsewhere, secret)).toEqual({
      kind: 'unavailable',
      reason: 'http_404',
    });
    const unsendable = { kind: 'refused', reason: 'malformed_request' };
    expect(await destination.send(newForwardedEvent(), settings, 'a\nb')).toEqual(unsendable);
  });

  test('an address of the inside is refused without the option for this machine', async () => {
    const deployed = createServerContainer({ request: createSendRequest(), now: () => nowMs });
    const refused = { kind: 'refused', reason: 'not_https' };
    expect(await deployed.send(newForwardedEvent(), settings, secret)).toEqual(refused);
  });

  test('a check finds the client and its secret, and sends no event', async () => {
    expect(await destination.check(settings, secret)).toMatchObject({ verdict: 'good' });
    expect(container.taken).toEqual([]);
  });

  test('a check names what is wrong', async () => {
    const sentenceOf = async (changes: Partial<ServerContainerDestination>, given = secret) => {
      const { verdict, sentence } = await destination.check({ ...settings, ...changes }, given);
      expect(verdict).toBe('bad');
      return sentence;
    };
    expect(await sentenceOf({}, 'wrong')).toContain('or make a new one');
    expect(await sentenceOf({ url: `${container.url}/else` })).toContain('http_404');
    container.setFaults({ status: 204, times: 1 });
    expect(await sentenceOf({})).toContain('http_204');
    container.setFaults({ status: 301, times: 1 });
    expect(await sentenceOf({})).toContain('not followed');
    container.setFaults({ status: 200, times: 1 });
    expect(await sentenceOf({})).toContain('Import the client');
  });

  test('a check of a container that is away says what to do about it', async () => {
    await container.close();
    expect(await destination.check(settings, secret)).toEqual({
      verdict: 'bad',
      sentence:
        'The container could not be asked: nothing listens at the address; start what should, or correct the address (connection_refused).',
    });
  });

  test('a check of a container on this machine names the setting that allows it', async () => {
    const deployed = createServerContainer({ request: createSendRequest(), now: () => nowMs });
    const { sentence } = await deployed.check(settings, secret);
    expect(sentence).toMatch(/; to ask .*TILLTAG_ALLOW_LOCAL=1, and else .* \(not_https\)\./);
  });

  test('the secret is sealed to the property, the destination and the origin, not the path', () => {
    const place = destination.secretPlace('p1', settings);
    expect(destination.secretPlace('p1', { ...settings, url: `${container.url}/other` })).toBe(place);
    expect(destination.secretPlace('p2', settings)).not.toBe(place);
    expect(destination.secretPlace('p1', { ...settings, id: 'd2' })).not.toBe(place);
    expect(destination.secretPlace('p1', { ...settings, url: 'https://evil.example' })).not.toBe(place);
  });
});
