// A load that overlooks a wrong answer would measure how fast a server fails.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { LoadPlan } from './load-plan.ts';
import { runLoad } from './run-load.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function planFor(listener: RequestListener): Promise<LoadPlan> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const origin = `http://127.0.0.1:${address.port}`;
  return { origin, request: 'lookup', run: 'run001', first: 0, sessions: 10, requests: 30, concurrency: 4 };
}

describe('runLoad', () => {
  test('every request is sent once, and never more at a time than the plan allows', async () => {
    const asked: string[] = [];
    let underWay = 0;
    let most = 0;
    const plan = await planFor((request, response) => {
      asked.push(request.url ?? '');
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        underWay -= 1;
        response.end(request.url);
      }, 5);
    });
    const result = await runLoad(plan);
    expect(asked).toHaveLength(30);
    expect(new Set(asked).size).toBe(10);
    expect(most).toBe(4);
    expect(result.wrongAnswers).toBe(0);
    expect(result.p99Ms).toBeGreaterThanOrEqual(result.p50Ms);
    expect(result.elapsedMs).toBeGreaterThanOrEqual(result.p99Ms);
  });

  test('an answer about another session counts as wrong', async () => {
    const plan = await planFor((_request, response) => response.end('purchase:cs_live_another'));
    expect(await runLoad(plan)).toMatchObject({
      wrongAnswers: 30,
      firstWrongAnswer: expect.stringContaining('answered 200: purchase:cs_live_another'),
    });
  });

  test('the right body under the wrong status counts as wrong', async () => {
    const plan = await planFor((request, response) => response.writeHead(429).end(request.url));
    expect(await runLoad(plan)).toMatchObject({
      wrongAnswers: 30,
      firstWrongAnswer: expect.stringContaining('GET /checkout/sessions.json answered 429'),
    });
  });

  test('a connection that breaks counts as wrong and ends nothing', async () => {
    let answered = 0;
    const plan = await planFor((request, response) => {
      answered += 1;
      if (answered === 5) request.socket.destroy();
      else response.end(request.url);
    });
    const result = await runLoad(plan);
    expect(result.wrongAnswers).toBe(1);
    expect(result.firstWrongAnswer).toContain('GET /checkout/sessions.json failed');
  });
});
