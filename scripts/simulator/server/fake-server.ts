// A server container without a server, for tests in Node: one request, its response, and time that stands still until a test
// moves it.
//
// It proves what a template asks of its server and in which order, and never touches the network. Only a real tagging server
// proves what reaches the other side: proxies, header limits, TLS, real clocks and Google's own endpoints are not modelled.
import { Buffer } from 'node:buffer';
import { createFakeClock, createRandom, type FakeClock } from '../sandbox/fake-clock.ts';
import { createMemoryBigQuery, type MemoryBigQuery } from './memory-big-query.ts';
import { createMemoryFirestore, type MemoryFirestore } from './memory-firestore.ts';
import type {
  HttpAnswer,
  IncomingRequest,
  OutgoingRequest,
  ServerContainer,
  ServerEvent,
  ServerHost,
  TagOutcome,
} from './server-host.ts';

/** The request as a test writes it; what is left out is a GET of `/` without headers. */
export interface FakeRequest {
  readonly method?: string;
  /** With or without a query. */
  readonly path?: string;
  /** Names in any case; a list is a repeated header. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Added to the header `cookie` as they are. */
  readonly cookies?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** By default the first address of `x-forwarded-for`, and without that header 192.0.2.1. */
  readonly remoteAddress?: string;
}

/** What a test may choose; everything has a plain default. */
export interface FakeServerOptions {
  readonly request?: FakeRequest;
  readonly container?: Partial<ServerContainer>;
  readonly clientName?: string;
  /** What the other side answers to a request of a template; undefined or an error is a failed request. */
  readonly onRequest?: (request: OutgoingRequest) => HttpAnswer | Promise<HttpAnswer> | undefined;
  /** What the tags of an event come to; none by default. */
  readonly onEvent?: (event: ServerEvent) => readonly TagOutcome[] | Promise<readonly TagOutcome[]>;
  readonly firestore?: MemoryFirestore;
  readonly bigQuery?: MemoryBigQuery;
  /** Key id and key, as in the file of SGTM_CREDENTIALS. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970 at the start. */
  readonly nowMs?: number;
  /** A clock that others move; `nowMs` is nothing to it. */
  readonly clock?: FakeClock;
  /** Numbers from 0 up to 1, used in turn; the last one repeats. */
  readonly randoms?: readonly number[];
}

/** A server under a test's control. */
export interface FakeServer extends ServerHost {
  readonly firestore: MemoryFirestore;
  readonly bigQuery: MemoryBigQuery;
  /** Every request that templates sent, in order. */
  readonly sent: OutgoingRequest[];
  /** Every event that a client ran the container for, in order. */
  readonly events: ServerEvent[];
  /** The response's body as text. */
  responseText(): string;
  /** Runs promises and timers that are due now, and what these make due, without letting time pass. */
  settle(): Promise<void>;
  /** Lets `ms` pass and runs promises and every timer that falls due, in order of time. */
  advance(ms: number): Promise<void>;
}

function readHeaders({ headers = {}, cookies = {} }: FakeRequest): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    read[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  const all = [read['cookie'] ?? [], pairs].flat();
  return all.length === 0 ? read : { ...read, cookie: all.join('; ') };
}

function toIncoming(request: FakeRequest): IncomingRequest {
  const [path = '/', ...query] = (request.path ?? '/').split('?');
  const headers = readHeaders(request);
  const forwarded = headers['x-forwarded-for']?.split(',')[0]?.trim();
  return {
    method: (request.method ?? 'GET').toUpperCase(),
    path,
    queryString: query.join('?'),
    headers,
    body: request.body,
    remoteAddress: request.remoteAddress ?? forwarded ?? '192.0.2.1',
  };
}

/** A turn of Node's own loop: every promise that could go on has gone on when it is over. */
function letPromisesRun(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function movingClock(clock: FakeClock) {
  // Promises go first: callLater's callbacks come after what promises have waiting.
  async function runUntil(untilMs: number): Promise<void> {
    do {
      await letPromisesRun();
    } while (clock.runNext(untilMs));
    clock.advance(untilMs - clock.now());
  }
  return {
    now: clock.now,
    schedule: clock.schedule,
    settle: () => runUntil(clock.now()),
    advance: (ms: number) => runUntil(clock.now() + ms),
  };
}

function emptyResponse(): ServerHost['response'] {
  return {
    status: 200,
    headers: new Map(),
    body: new Uint8Array(),
    cookies: new Map(),
    pixels: [],
    isReturned: false,
  };
}

const liveContainer: ServerContainer = {
  publicId: 'GTM-SERVER',
  version: '1',
  environmentName: 'Live',
  isPreview: false,
  isDebug: false,
};

/** A fresh server with one request; nothing moves until the test calls `settle` or `advance`. */
export function createFakeServer(options: FakeServerOptions = {}): FakeServer {
  const sent: OutgoingRequest[] = [];
  const events: ServerEvent[] = [];
  const response = emptyResponse();

  return {
    ...movingClock(options.clock ?? createFakeClock(options.nowMs)),
    random: createRandom(options.randoms),
    request: toIncoming(options.request ?? {}),
    response,
    responseText: () => Buffer.from(response.body).toString('utf8'),
    container: { ...liveContainer, ...options.container },
    clientName: options.clientName ?? 'Test client',
    firestore: options.firestore ?? createMemoryFirestore(),
    bigQuery: options.bigQuery ?? createMemoryBigQuery(),
    firestoreAnswers: new Map(),
    keys: options.keys ?? {},
    messageListeners: new Map(),
    templateStorages: new Map(),
    logLines: [],
    sent,
    events,
    send: async (request) => {
      sent.push(request);
      const answer = await options.onRequest?.(request);
      if (!answer) {
        throw new Error(`The fake server reaches no network; give it onRequest to answer ${request.url}.`);
      }
      return answer;
    },
    googleToken: () => 'fake-google-token',
    runTags: async (event) => {
      events.push(event);
      return (await options.onEvent?.(event)) ?? [];
    },
  };
}
