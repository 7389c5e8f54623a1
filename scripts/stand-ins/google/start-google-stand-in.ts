// A Google that only listens: it takes GA4's web hits and what servers send by the Measurement Protocol, and shows both.
//
// What it proves: that a purchase left the page or the server, once, with the value, currency, products and transaction id it
// should have; that bodies keep to the shape and the limits that Google documents; and what becomes of an event when the
// collector fails, hangs, is slow or away. What only the real Google can prove: that GA4 counts it, to whom it attributes it,
// that it drops repeats, and that its validation says the same. Like the real collector it answers 204 to everything, a wrong
// API secret included, so an answer says nothing about whether the hit was any good.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFaultBox, type ReceiverFaults } from '../container/receiver-faults.ts';
import { sendPage } from '../page/layout.ts';
import { readBody } from '../page/read-body.ts';
import { type LocalServer, startLocalServer } from '../page/start-local-server.ts';
import { listConversions } from './conversions.ts';
import { hitsPage } from './hits-page.ts';
import { type Hit, parseHits } from './parse-hits.ts';
import { collectServerHit, type ServerEventOptions, type ServerHit, validateServerHit } from './server-events.ts';

export interface GoogleStandInOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
  sleep?: (delayMs: number) => Promise<void>;
}

export interface ReceivedHit extends Hit {
  receivedAtMs: number;
}

export interface GoogleStandIn extends LocalServer {
  /** The latest hits, oldest first, at most a thousand. */
  hits: ReceivedHit[];
  /** The latest requests of the Measurement Protocol, in the order of arrival, at most ten thousand. */
  serverHits: ServerHit[];
  /** For the Measurement Protocol's collector only; replaces all faults, `{}` ends them. */
  setFaults: (faults: ReceiverFaults) => void;
}

interface Collector extends ServerEventOptions {
  hits: ReceivedHit[];
}

const maxHits = 1000;

/** Listens on 127.0.0.1. Rejects with the system's error when the port is taken. */
export async function startGoogleStandIn({
  port = 0,
  now = Date.now,
  sleep = sleepReally,
}: GoogleStandInOptions = {}): Promise<GoogleStandIn> {
  const collector: Collector = { hits: [], serverHits: [], faults: createFaultBox(now), now, sleep };
  const server = await startLocalServer(port, (request, response) => answer(request, response, collector));
  const { hits, serverHits, faults } = collector;
  return { ...server, hits, serverHits, setFaults: faults.set };
}

async function answer(request: IncomingMessage, response: ServerResponse, collector: Collector): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in.invalid');
  const { hits, serverHits, now } = collector;
  if (url.pathname === '/mp/collect' && request.method === 'POST') {
    await collectServerHit(url, await readBody(request), response, collector);
    return;
  }
  allowAnyPage(request, response);
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
  } else if (url.pathname === '/g/collect') {
    const received = parseHits(url.search.slice(1), await readBody(request));
    hits.push(...received.map((hit) => ({ ...hit, receivedAtMs: now() })));
    hits.splice(0, Math.max(hits.length - maxHits, 0));
    response.writeHead(204).end();
  } else if (url.pathname === '/debug/mp/collect' && request.method === 'POST') {
    sendJson(response, validateServerHit(await readBody(request), now()));
  } else if (url.pathname === '/hits.json') {
    sendJson(response, JSON.stringify(toListing(collector)));
  } else {
    const known = url.pathname === '/';
    sendPage(response, known ? 200 : 404, hitsPage(hits, serverHits));
  }
}

/** Everything, and once more what of it is about payments. */
function toListing({ hits, serverHits }: Collector): object {
  return { hits, server_hits: serverHits.map(withoutSecret), conversions: listConversions(hits, serverHits) };
}

function withoutSecret({ apiSecret, ...hit }: ServerHit): object {
  return hit;
}

function sendJson(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(body);
}

function sleepReally(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
}

function allowAnyPage(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-headers', 'content-type');
  response.setHeader('vary', 'origin');
}
