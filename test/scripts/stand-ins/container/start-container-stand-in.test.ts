// The receiver of forwarded events over real HTTP: what it takes, what it refuses, and its faults.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type ContainerStandIn,
  startContainerStandIn,
} from '../../../../scripts/stand-ins/container/start-container-stand-in.ts';
import { newForwardedEvent } from '../../../functions/destinations/new-forwarded-event.ts';

let container: ContainerStandIn;
let nowMs = 1_700_000_000_000;

beforeEach(async () => {
  nowMs = 1_700_000_000_000;
  container = await startContainerStandIn({ secret: 'right', now: () => nowMs });
});

afterEach(() => container.close());

const event = newForwardedEvent();

async function post(body: unknown, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(`${container.clientUrl}/events`, {
    method: 'POST',
    headers: { authorization: 'Bearer right', 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return response.status;
}

describe('startContainerStandIn', () => {
  test('events are kept in the order of their arrival, repeats included', async () => {
    const second = { ...event, event: 'refund' as const, event_id: 'refund:re_1' };
    expect([await post(event), await post(second), await post(event)]).toEqual([200, 200, 200]);
    expect(container.taken.map((taken) => taken.event.event_id)).toEqual([
      event.event_id,
      'refund:re_1',
      event.event_id,
    ]);
    expect(container.refused).toEqual([]);
  });

  test.each([
    ['two events at once', [event, event]],
    ['an unknown event', { ...event, event: 'page_view' }],
    ['an unknown field', { ...event, customer_email: 'ada@example.com' }],
    ['a field too few', { ...event, consent: undefined }],
    ['a negative value', { ...event, ecommerce: { ...event.ecommerce, value: -1 } }],
    ['a null that should be absent', { ...event, user_data: null }],
    ['a hash that is none', { ...event, user_data: { sha256_email_address: 'ada@example.com' } }],
    ['no JSON', '{'],
  ])('%s is refused', async (_case, body) => {
    expect(await post(body)).toBe(400);
    expect(container.taken).toEqual([]);
    expect(container.refused).toMatchObject([{ status: 400 }]);
  });

  test('what has the wrong secret, type, method or path is refused', async () => {
    expect(await post(event, { authorization: 'Bearer wrong' })).toBe(401);
    expect(await post(event, { 'content-type': 'text/plain' })).toBe(400);
    const headers = { authorization: 'Bearer right' };
    expect((await fetch(`${container.clientUrl}/events`, { method: 'PUT', headers })).status).toBe(405);
    expect((await fetch(`${container.url}/events`, { headers })).status).toBe(404);
    expect(container.refused.map(({ status }) => status)).toEqual([401, 400, 405, 404]);
  });

  test('a question with the secret is answered, and runs nothing', async () => {
    const response = await fetch(`${container.clientUrl}/events`, { headers: { authorization: 'Bearer right' } });
    expect([response.status, await response.json()]).toEqual([200, { version: 1 }]);
    expect((await fetch(`${container.clientUrl}/events`)).status).toBe(401);
    expect(container.taken).toEqual([]);
  });

  test('a fault takes nothing, and lasts as many requests as it says', async () => {
    container.setFaults({ status: 500, times: 2 });
    expect([await post(event), await post(event), await post(event)]).toEqual([500, 500, 200]);
    expect(container.taken).toHaveLength(1);
  });

  test('a fault after taking keeps the event', async () => {
    container.setFaults({ status: 500, takesFirst: true });
    expect(await post(event)).toBe(500);
    expect(container.taken).toHaveLength(1);
  });

  test('an outage ends by the clock', async () => {
    container.setFaults({ status: 503, untilMs: nowMs + 3_600_000 });
    expect(await post(event)).toBe(503);
    nowMs += 3_600_000;
    expect(await post(event)).toBe(200);
  });

  test('a reset ends the connection, and a slow answer waits as long as it is told', async () => {
    container.setFaults({ reset: true, times: 1 });
    await expect(post(event)).rejects.toThrow('fetch failed');
    const waits: number[] = [];
    const slow = await startContainerStandIn({ secret: 'right', sleep: async (delayMs) => void waits.push(delayMs) });
    slow.setFaults({ latencyMs: 9_000 });
    const response = await fetch(`${slow.clientUrl}/events`, { headers: { authorization: 'Bearer right' } });
    await slow.close();
    expect([response.status, waits]).toEqual([200, [9_000]]);
  });
});
