// The request, the Tilltag function and the container, played; and what the client made of them.
import { type CookieOptions, type HttpOptions, type HttpResponse, Promise } from 'sandbox:server';
import { callLater, JSON, Object } from 'sandbox:shared';
import { assertThat, mock, runCode } from 'sandbox:test';
import type { Data } from '../form.ts';
import { data } from './checkout.ts';

interface Request {
  method: string;
  path: string;
  query: string;
  readonly headers: Record<string, string>;
  readonly cookies: Record<string, string[]>;
  body: string | undefined;
}

interface Asked {
  readonly url: string;
  readonly options: HttpOptions;
  readonly body: string | undefined;
}

interface WrittenCookie {
  readonly name: string;
  readonly value: string;
  readonly options: CookieOptions;
  readonly noEncode: boolean;
}

interface Server {
  nowMs: number;
  version: string;
  isClaimed: boolean;
  /** What the function answers, in this order; where there is nothing it is down. */
  readonly replies: HttpResponse[];
  readonly asked: Asked[];
  /** What the tags of every event come to. */
  tags: { id: string; status: string; executionTime: number }[];
  readonly events: object[];
  status: number;
  readonly headers: Record<string, string>;
  responseBody: string;
  returned: number;
  /** How many events had run when the response was returned. */
  eventsBefore: number;
  readonly cookies: WrittenCookie[];
  readonly lines: string[];
}

/** A lookup of the loader on the thank-you page. */
export const request: Request = {
  method: 'GET',
  path: '/checkout/sessions.json',
  query: '',
  headers: {
    host: 'tags.example.com',
    origin: 'https://shop.example.com',
    'user-agent': 'Browser of the buyer',
  },
  cookies: {},
  body: undefined,
};

/** The server, and what the client did there. */
export const server: Server = {
  nowMs: 1767225600000,
  version: '7',
  isClaimed: false,
  replies: [],
  asked: [],
  tags: [{ id: '1', status: 'success', executionTime: 5 }],
  events: [],
  status: 0,
  headers: {},
  responseBody: '',
  returned: 0,
  eventsBefore: 0,
  cookies: [],
  lines: [],
};

mock('claimRequest', () => {
  server.isClaimed = true;
});
mock('getRequestMethod', () => request.method);
mock('getRequestPath', () => request.path);
mock('getRequestQueryString', () => request.query);
mock('getRequestQueryParameter', (name) => {
  const found = request.query.split('&').filter((pair) => pair.indexOf(name + '=') === 0)[0];
  return found && found.slice(name.length + 1);
});
mock('getRequestHeader', (name) => request.headers[name.toLowerCase()]);
mock('getRequestBody', () => request.body);
mock('queryPermission', true);
mock('getRemoteAddress', () => '203.0.113.9');
mock('getCookieValues', (name) => request.cookies[name] || []);
mock('getTimestampMillis', () => server.nowMs);
mock('getContainerVersion', () => ({
  containerId: 'GTM-SHOP',
  debugMode: false,
  environmentName: '',
  environmentMode: false,
  previewMode: false,
  version: server.version,
}));
mock('generateRandom', (min) => min);
mock('logToConsole', (line: string) => {
  server.lines.push(line);
});
mock('sendHttpRequest', (url, options, body) => {
  server.asked.push({ url: url, options: options, body: body });
  const reply = server.replies.shift();
  return Promise.create<HttpResponse>((resolve, reject) => {
    if (reply) {
      resolve(reply);
    } else {
      reject({ reason: 'timed_out' });
    }
  });
});
mock('runContainer', (event, onComplete) => {
  server.events.push(event);
  onComplete((callback) => callback);
});
mock('addEventCallback', (callback) => callback('GTM-SHOP', { tags: server.tags }));
mock('setResponseStatus', (status) => {
  server.status = status;
});
mock('setResponseHeader', (name, value) => {
  server.headers[name.toLowerCase()] = value || '';
});
mock('setResponseBody', (body) => {
  server.responseBody = body;
});
mock('setCookie', (name, value, options, noEncode) => {
  server.cookies.push({ name: name, value: value, options: options, noEncode: noEncode });
});
mock('returnResponse', () => {
  server.returned += 1;
  server.eventsBefore = server.events.length;
});

/** An answer of the function. */
export function reply(status: number, body: object, headers: Record<string, string>): void {
  server.replies.push({ statusCode: status, headers: headers, body: JSON.stringify(body) || '' });
}

/** The client's turn at this request; what it does later is done when `then` is called. */
export function handle(then: () => void): void {
  runCode<Data>(data);
  callLater(then);
}

/** A request that the function sends to the container. */
export function forward(event: unknown, then: () => void): void {
  request.method = 'POST';
  request.path = '/checkout/events';
  request.headers['authorization'] = 'Bearer ' + data.secret;
  request.body = JSON.stringify(event) || '';
  handle(then);
}

/** The response in JSON. */
export function answered(): unknown {
  return JSON.parse(server.responseBody);
}

/** The response was returned once, with this status. */
export function expectStatus(status: number): void {
  assertThat(server.returned, 'responses').isEqualTo(1);
  assertThat(server.status).isEqualTo(status);
}

/** The response is an error of this code, which any page may read. */
export function expectError(status: number, code: string): void {
  expectStatus(status);
  assertThat(server.responseBody).contains('"code":"' + code + '"');
  assertThat(server.headers['access-control-allow-origin']).isEqualTo('*');
  assertThat(server.headers['cache-control']).isEqualTo('no-store');
}

/** What the last event has under this name. */
export function eventValue(name: string): unknown {
  const event = server.events[server.events.length - 1] || {};
  const found = Object.entries(event).filter((entry) => entry[0] === name)[0];
  return found && found[1];
}
