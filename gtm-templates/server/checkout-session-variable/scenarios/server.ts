// The event, its request and the Tilltag function, played; and what the variable asked.
import { type HttpOptions, type HttpResponse, Promise, type SandboxPromise } from 'sandbox:server';
import { callLater, JSON } from 'sandbox:shared';
import { mock, runCode } from 'sandbox:test';
import type { Data } from '../form.ts';

interface Asked {
  readonly url: string;
  readonly options: HttpOptions;
}

interface Server {
  nowMs: number;
  /** What the function answers to every question; where there is nothing it is down. */
  reply: HttpResponse | undefined;
  readonly asked: Asked[];
  readonly lines: string[];
}

export const sessionId = 'cs_live_a1B2c3D4e5F6g7H8';

/** What the form of the variable holds. */
export const data: { -readonly [Field in keyof Data]: Data[Field] } = {
  propertyId: 'prop_12345678',
  functionEndpoint: 'https://tilltag.run.app/base/',
  secret: 'secret of the container',
  checkoutSessionId: '',
  output: 'session',
  fieldPath: undefined,
  timeoutMs: '3000',
  logType: 'always',
};

/** What the function knows of the session. */
export const session = {
  version: 1,
  event_id: 'purchase:' + sessionId,
  status: 'paid',
  customer_email: 'buyer@example.com',
  customer_id: null,
  ecommerce: { value: 49.5, currency: 'EUR', items: [{ item_name: 'Mug' }, { item_name: 'Spoon' }] },
  click: { gclid: 'Cj0KCQ' },
};

/** The data of the event by their paths. */
export const event: Record<string, unknown> = { checkout_session_id: sessionId };

export const headers: Record<string, string> = {
  origin: 'https://shop.example.com',
  'user-agent': 'Browser of the buyer',
};

/** The server, and what the variable did there. */
export const server: Server = {
  nowMs: 1767225600000,
  reply: { statusCode: 200, headers: {}, body: JSON.stringify(session) || '' },
  asked: [],
  lines: [],
};

mock('getEventData', (path) => event[path]);
mock('getRequestHeader', (name) => headers[name]);
mock('queryPermission', true);
mock('getRemoteAddress', () => '203.0.113.9');
mock('getTimestampMillis', () => server.nowMs);
mock('getContainerVersion', () => ({
  containerId: 'GTM-SHOP',
  debugMode: false,
  environmentName: '',
  environmentMode: false,
  previewMode: false,
  version: '7',
}));
mock('logToConsole', (line: string) => {
  server.lines.push(line);
});
mock('sendHttpRequest', (url, options) => {
  server.asked.push({ url: url, options: options });
  const reply = server.reply;
  return Promise.create<HttpResponse>((resolve, reject) => {
    if (reply) {
      resolve(reply);
    } else {
      reject({ reason: 'timed_out' });
    }
  });
});

/** Reads the variable for a tag; the value is there when `then` is called. */
export function read(then: (value: unknown) => void): void {
  const values: unknown[] = [];
  readInto(values);
  callLater(() => then(values[0]));
}

/** Reads the variable for a tag, which gets its value some time later. */
export function readInto(values: unknown[]): void {
  const returned = runCode<Data>(data);
  if (isPromise(returned)) {
    returned.then((value) => values.push(value));
  } else {
    values.push(returned);
  }
}

function isPromise(value: unknown): value is SandboxPromise<unknown> {
  return value !== undefined;
}
