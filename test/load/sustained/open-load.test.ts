// An open load goes on while a server stands still, and counts the waiting of everybody who came meanwhile.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { RequestKind } from './arrivals.ts';
import { type OpenLoadPlan, runOpenLoad } from './open-load.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function planFor(listener: RequestListener): Promise<OpenLoadPlan> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const origin = `http://127.0.0.1:${address.port}`;
  return { origin, run: 'run001', paymentsPerSecond: 20, durationMs: 3_000, windowMs: 10_000, seed: 1 };
}

/** As the functions answer, as far as the load looks. */
const answerRightly: RequestListener = (request, response) => {
  request.resume();
  const url = request.url ?? '';
  if (url.startsWith('/webhooks')) response.end('{"received":true}');
  else if (url.startsWith('/checkout/sessions.json')) response.end(url);
  else response.writeHead(204).end();
};

describe('runOpenLoad', () => {
  test('every kind of request is sent and rightly answered', async () => {
    const { rows, errors, requests } = await runOpenLoad(await planFor(answerRightly));
    expect(errors).toBe(0);
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(['again', 'click', 'event', 'lookup', 'report']);
    const sum = Object.values(rows[0] ?? {}).reduce((total, figures) => total + figures.requests, 0);
    expect(sum).toBe(requests);
  });

  test('those who come while a server stands still are sent all the same, and have waited', async () => {
    const stillMs = 1_200;
    let firstAtMs: number | undefined;
    let most = 0;
    let held = 0;
    const plan = await planFor((request, response) => {
      firstAtMs ??= performance.now();
      const waitMs = firstAtMs + stillMs - performance.now();
      held += 1;
      most = Math.max(most, held);
      setTimeout(
        () => {
          held -= 1;
          answerRightly(request, response);
        },
        Math.max(0, waitMs),
      );
    });
    const { rows } = await runOpenLoad(plan);
    // A load that waits for answers would have one of these at a time.
    expect(most).toBeGreaterThan(5);
    expect(rows[0]?.click?.maxMs).toBeGreaterThan(stillMs / 2);
  });

  test('a page reports after it was answered, however long that takes', async () => {
    const order: string[] = [];
    const plan = await planFor((request, response) => {
      const isLookup = request.url?.startsWith('/checkout/sessions.json') ?? false;
      setTimeout(
        () => {
          order.push(isLookup ? 'answered' : (request.url ?? ''));
          answerRightly(request, response);
        },
        isLookup ? 1_500 : 0,
      );
    });
    await runOpenLoad({ ...plan, paymentsPerSecond: 1, durationMs: 4_000 });
    const reportedAt = order.indexOf('/checkout/reports');
    expect(reportedAt).toBeGreaterThan(order.indexOf('answered'));
    expect(order.indexOf('answered')).toBeGreaterThan(-1);
  });

  test('wrong answers are counted and the first is told', async () => {
    const kinds: RequestKind[] = ['click', 'report'];
    const plan = await planFor((request, response) => {
      if (request.url === '/checkout/clicks') response.writeHead(503).end('{"error":{"code":"store_unavailable"}}');
      else answerRightly(request, response);
    });
    const { rows, errors, firstError } = await runOpenLoad(plan);
    expect(kinds.map((kind) => (rows[0]?.[kind]?.errors ?? 0) > 0)).toEqual([true, false]);
    expect(errors).toBe(rows[0]?.click?.requests);
    expect(firstError).toContain('POST /checkout/clicks answered 503');
  });
});
