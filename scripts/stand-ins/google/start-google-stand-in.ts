// A Google that only listens: it takes GA4's web hits and shows what arrived.
//
// What it proves: that a purchase left the page, once, with the value, currency, products and transaction id it should have.
// What only the real Google can prove: that GA4 counts it, to whom it attributes it, and that it drops repeats. Like the
// real collector it answers 204 to everything, so an answer says nothing about whether the hit was any good.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendPage } from '../page/layout.ts';
import { readBody } from '../page/read-body.ts';
import { type LocalServer, startLocalServer } from '../page/start-local-server.ts';
import { hitsPage } from './hits-page.ts';
import { type Hit, parseHits } from './parse-hits.ts';

export interface GoogleStandInOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

export interface ReceivedHit extends Hit {
  receivedAtMs: number;
}

export interface GoogleStandIn extends LocalServer {
  /** The latest hits, oldest first, at most a thousand. */
  hits: ReceivedHit[];
}

const maxHits = 1000;

/** Listens on 127.0.0.1. Rejects with the system's error when the port is taken. */
export async function startGoogleStandIn({
  port = 0,
  now = Date.now,
}: GoogleStandInOptions = {}): Promise<GoogleStandIn> {
  const hits: ReceivedHit[] = [];
  const server = await startLocalServer(port, (request, response) => answer(request, response, hits, now));
  return { ...server, hits };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  hits: ReceivedHit[],
  now: () => number,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in.invalid');
  allowAnyPage(request, response);
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
  } else if (url.pathname === '/g/collect') {
    const received = parseHits(url.search.slice(1), await readBody(request));
    hits.push(...received.map((hit) => ({ ...hit, receivedAtMs: now() })));
    hits.splice(0, Math.max(hits.length - maxHits, 0));
    response.writeHead(204).end();
  } else if (url.pathname === '/hits.json') {
    response
      .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify({ hits }));
  } else {
    const known = url.pathname === '/';
    sendPage(response, known ? 200 : 404, hitsPage(hits));
  }
}

function allowAnyPage(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-headers', 'content-type');
  response.setHeader('vary', 'origin');
}
