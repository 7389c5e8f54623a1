// A Stripe that answers fast: any session of the made-up shops is paid. It proves how much load the function bears and
// that each lookup came with the key of its own shop; versions, parameters, limits and real latencies are for the strict
// stand-in and for Stripe itself.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseSessionNumber, toShop } from '../shops.ts';
import { toStripeSession } from './stripe-session.ts';

const latencyMs = Number(process.env['BENCH_LATENCY_MS'] ?? 0);
const sessionPath = /^\/v1\/checkout\/sessions\/([^/?]+)(?:\?|$)/;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (latencyMs > 0) await sleep(latencyMs);
  const id = sessionPath.exec(request.url ?? '')?.[1];
  const number = id === undefined ? undefined : parseSessionNumber(id);
  if (request.method !== 'GET' || id === undefined || number === undefined) {
    return refuse(response, 404, 'resource_missing');
  }
  if (request.headers.authorization !== `Bearer ${toShop(number).stripeKey}`) {
    return refuse(response, 401, 'api_key_invalid');
  }
  const body = toStripeSession(id, Math.floor(Date.now() / 1000) - 60);
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Request-Id': `req_${id.slice(10, 24)}`,
  });
  response.end(body);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ error: { type: 'invalid_request_error', code, message: `Stand-in: ${code}.` } }));
}

const server = createServer((request, response) => void answer(request, response));
// Clients keep their connections between the repetitions, as they would with Stripe.
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
