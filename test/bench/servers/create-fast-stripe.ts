// A Stripe that answers fast: any session of the made-up shops is paid, and nothing was missed. It proves how much load the
// functions bear, and with which keys and how often they ask; versions, parameters, limits and real latencies are for the
// strict stand-in and for Stripe itself.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseSessionNumber, toShop } from '../shops.ts';
import { toStripeSession } from './stripe-session.ts';

export interface FastStripeOptions {
  /** What each answer takes. */
  latencyMs: number;
  /** How many shops there are, `shopCount` unless given. */
  shops?: number | undefined;
  /** Told of every request before it is answered, with the key it came with. */
  onRequest?: (apiKey: string) => void;
}

const sessionPath = /^\/v1\/checkout\/sessions\/([^/?]+)(?:\?|$)/;
const listPath = /^\/v1\/(?:events|checkout\/sessions)\?/;
const bearer = 'Bearer ';

/** A server that does not listen yet. */
export function createFastStripe({ latencyMs, shops, onRequest }: FastStripeOptions): Server {
  const server = createServer((request, response) => {
    onRequest?.(request.headers.authorization?.slice(bearer.length) ?? '');
    void answer(request, response, { latencyMs, shops });
  });
  // Clients keep their connections between the repetitions, as they would with Stripe.
  server.keepAliveTimeout = 60_000;
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { latencyMs, shops }: FastStripeOptions,
): Promise<void> {
  if (latencyMs > 0) await sleep(latencyMs);
  const url = request.url ?? '';
  if (request.method === 'GET' && listPath.test(url)) {
    return send(response, 200, JSON.stringify({ object: 'list', data: [], has_more: false, url: url.split('?')[0] }));
  }
  const id = sessionPath.exec(url)?.[1];
  const number = id === undefined ? undefined : parseSessionNumber(id);
  if (request.method !== 'GET' || id === undefined || number === undefined) {
    return refuse(response, 404, 'resource_missing');
  }
  if (request.headers.authorization !== `${bearer}${toShop(number, shops).stripeKey}`) {
    return refuse(response, 401, 'api_key_invalid');
  }
  response.setHeader('Request-Id', `req_${id.slice(10, 24)}`);
  send(response, 200, toStripeSession(id, Math.floor(Date.now() / 1000) - 60));
}

function refuse(response: ServerResponse, status: number, code: string): void {
  send(
    response,
    status,
    JSON.stringify({ error: { type: 'invalid_request_error', code, message: `Stand-in: ${code}.` } }),
  );
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
