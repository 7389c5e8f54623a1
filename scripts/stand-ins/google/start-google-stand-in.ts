// A Google that only listens: it takes GA4's web hits, Google Ads' conversions and what servers send by the Measurement
// Protocol, and shows all of it.
//
// What it proves: that a purchase left the page or the server, once, with the value, currency, products and transaction id it
// should have; that no hit carries an e-mail address, and a conversion no more than consent allows; that bodies keep to the shape and the limits that Google documents; and what becomes of an event when the
// collector fails, hangs, is slow or away. What only the real Google can prove: that GA4 counts it, to whom it attributes it,
// that it drops repeats, and that its validation says the same. Like the real collector it answers 204 to everything, a wrong
// API secret included, so an answer says nothing about whether the hit was any good.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFaultBox, type ReceiverFaults } from '../container/receiver-faults.ts';
import { sendPage } from '../page/layout.ts';
import { readBody } from '../page/read-body.ts';
import { type LocalServer, startLocalServer } from '../page/start-local-server.ts';
import { type AdsConversion, readAdsConversion } from './ads-conversions.ts';
import { listConversions } from './conversions.ts';
import { findPlainText } from './find-plain-text.ts';
import { type HitsPageSurroundings, hitsPage } from './hits-page.ts';
import { type Hit, parseHits } from './parse-hits.ts';
import { collectServerHit, type ServerEventOptions, type ServerHit, validateServerHit } from './server-events.ts';

export interface GoogleStandInOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
  sleep?: (delayMs: number) => Promise<void>;
  /** Asked whenever the page is shown; without it the page tells of nothing but what arrived. */
  readSurroundings?: () => Promise<HitsPageSurroundings>;
}

export interface ReceivedHit extends Hit {
  receivedAtMs: number;
  /** A tagging server names itself in the header Via. */
  sentBy: 'page' | 'server';
  /** Names of parameters that hold an `@`, of which GA4 must see none. */
  plainText: string[];
}

export interface GoogleStandIn extends LocalServer {
  /** The latest hits, oldest first, at most a thousand. */
  hits: ReceivedHit[];
  /** The latest conversions of Google Ads, oldest first, at most a thousand. */
  adsConversions: AdsConversion[];
  /** The latest requests of the Measurement Protocol, in the order of arrival, at most ten thousand. */
  serverHits: ServerHit[];
  /** For the Measurement Protocol's collector only; replaces all faults, `{}` ends them. */
  setFaults: (faults: ReceiverFaults) => void;
}

interface Collector extends ServerEventOptions, Required<Pick<GoogleStandInOptions, 'readSurroundings'>> {
  hits: ReceivedHit[];
  adsConversions: AdsConversion[];
}

const maxHits = 1000;

/** Listens on 127.0.0.1. Rejects with the system's error when the port is taken. */
export async function startGoogleStandIn({
  port = 0,
  now = Date.now,
  sleep = sleepReally,
  readSurroundings = async () => ({}),
}: GoogleStandInOptions = {}): Promise<GoogleStandIn> {
  const faults = createFaultBox(now);
  const collector: Collector = { hits: [], adsConversions: [], serverHits: [], faults, now, sleep, readSurroundings };
  const server = await startLocalServer(port, (request, response) => answer(request, response, collector));
  const { hits, adsConversions, serverHits } = collector;
  return { ...server, hits, adsConversions, serverHits, setFaults: faults.set };
}

async function answer(request: IncomingMessage, response: ServerResponse, collector: Collector): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in.invalid');
  const { serverHits, now } = collector;
  if (url.pathname === '/mp/collect' && request.method === 'POST') {
    await collectServerHit(url, await readBody(request), response, collector);
    return;
  }
  allowAnyPage(request, response);
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
  } else if (takeAdsConversion(url, collector)) {
    response.writeHead(204).end();
  } else if (url.pathname === '/g/collect') {
    takeHits(url, await readBody(request), request.headers.via === undefined ? 'page' : 'server', collector);
    response.writeHead(204).end();
  } else if (url.pathname === '/debug/mp/collect' && request.method === 'POST') {
    sendJson(response, validateServerHit(await readBody(request), now()));
  } else if (url.pathname === '/hits.json') {
    sendJson(response, JSON.stringify(toListing(collector)));
  } else {
    const { hits, adsConversions } = collector;
    const page = hitsPage({ hits, adsConversions, serverHits }, await collector.readSurroundings());
    sendPage(response, url.pathname === '/' ? 200 : 404, page);
  }
}

function takeHits(url: URL, body: string, sentBy: ReceivedHit['sentBy'], { hits, now }: Collector): void {
  const query = url.search.slice(1);
  const plainText = findPlainText(new URLSearchParams(`${query}&${body.replaceAll(/[\r\n]+/g, '&')}`));
  hits.push(...parseHits(query, body).map((hit) => ({ ...hit, receivedAtMs: now(), sentBy, plainText })));
  hits.splice(0, Math.max(hits.length - maxHits, 0));
}

/** False for an address that is no conversion's. */
function takeAdsConversion(url: URL, { adsConversions, now }: Collector): boolean {
  const conversion = readAdsConversion(url, now());
  if (conversion === undefined) return false;
  adsConversions.push(conversion);
  adsConversions.splice(0, Math.max(adsConversions.length - maxHits, 0));
  return true;
}

/** Everything, and once more what of it is about payments. */
function toListing({ hits, adsConversions, serverHits }: Collector): object {
  const conversions = listConversions(hits, serverHits);
  return { hits, ads_conversions: adsConversions, server_hits: serverHits.map(withoutSecret), conversions };
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
