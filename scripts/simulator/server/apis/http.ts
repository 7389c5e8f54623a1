// The APIs that send HTTP requests.
// https://developers.google.com/tag-platform/tag-manager/server-side/api#sendhttprequest
//
// Decisions where GTM's behaviour is not public:
// - the callback form of sendHttpRequest, which Google no longer documents, calls back with the status 0 after a failure and
//   -1 after a time-out, without headers and body, and returns nothing;
// - sendHttpGet has the same callback form, without a body;
// - header values that are no text are written as text; undefined and null are left out;
// - `authorization` adds a header to requests to googleapis.com alone, and only when getGoogleAuth made it;
// - an address that is no URL fails like an unreachable host, after the permission was checked;
// - the callback form rejects nothing: an error in the callback is an error of the template.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, checkArguments, optional, required } from '../../sandbox/checked-function.ts';
import { isPlainObject } from '../../sandbox/plain-object.ts';
import { SandboxPromise } from '../../sandbox/sandbox-promise.ts';
import { authorizationHeader } from '../google-authorization.ts';
import type { ServerContext } from '../server-context.ts';

/** How long a request may take unless the template says otherwise. */
const defaultTimeoutMs = 15_000;

interface HttpOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

type Failure = 'failed' | 'timed_out';

function readOptions(context: ServerContext, url: string, options: Readonly<Record<string, unknown>>): HttpOptions {
  const { method, headers, timeout, authorization } = options;
  const given = isPlainObject(headers) ? Object.entries(headers) : [];
  const texts = given
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, String(value)]);
  return {
    method: typeof method === 'string' ? method.toUpperCase() : 'GET',
    headers: { ...Object.fromEntries(texts), ...authorizationHeader(context.host, url, authorization) },
    timeoutMs: typeof timeout === 'number' && timeout > 0 ? timeout : defaultTimeoutMs,
  };
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The result, or a rejection with the failure's name; needs the permission `send_http` for the URL. */
export function sendRequest(
  context: ServerContext,
  url: string,
  options: Readonly<Record<string, unknown>>,
  body?: string,
): Promise<HttpResult> {
  requirePermission(context.permissions, 'send_http', url);
  const { method, headers, timeoutMs } = readOptions(context, url, options);
  return new Promise((resolve, reject) => {
    if (!URL.canParse(url)) {
      reject('failed' satisfies Failure);
      return;
    }
    context.clock.schedule(() => reject('timed_out' satisfies Failure), timeoutMs);
    context.host.send({ method, url, headers, body, timeoutMs }).then(
      (answer) =>
        resolve({
          statusCode: answer.statusCode,
          headers: lowerCaseNames(answer.headers ?? {}),
          body: answer.body,
        }),
      () => reject('failed' satisfies Failure),
    );
  });
}

/** A sandbox promise for a request; it rejects with `{reason}`. */
export function toSandboxPromise<Result>(context: ServerContext, request: Promise<Result>): SandboxPromise {
  return new SandboxPromise(
    request.catch((reason: unknown) => Promise.reject({ reason })),
    context,
  );
}

function callBack(context: ServerContext, request: Promise<HttpResult>, callback: (...values: unknown[]) => unknown) {
  const guarded = context.guard(callback);
  request.then(
    ({ statusCode, headers, body }) => guarded(statusCode, headers, body),
    (failure: unknown) => guarded(failure === 'timed_out' ? -1 : 0, {}, undefined),
  );
}

const urlFirst = required('url', 'string');

const promiseForm = (context: ServerContext) =>
  checkArguments([urlFirst, optional('options', 'object'), optional('body', 'string')], ([url, options = {}, body]) =>
    toSandboxPromise(context, sendRequest(context, url, options, body)),
  );

const callbackForm = (context: ServerContext) =>
  checkArguments(
    [urlFirst, required('callback', 'function'), optional('options', 'object'), optional('body', 'string')],
    ([url, callback, options = {}, body]) => callBack(context, sendRequest(context, url, options, body), callback),
  );

/** Both forms: the second argument tells them apart. */
const sendHttpRequest: ApiFactory<ServerContext> =
  (context) =>
  (...values: unknown[]) =>
    (typeof values[1] === 'function' ? callbackForm : promiseForm)(context)(...values);

const asGet = (options: unknown): unknown => (isPlainObject(options) ? { ...options, method: 'GET' } : options);

const sendHttpGet: ApiFactory<ServerContext> =
  (context) =>
  (url: unknown, second: unknown, third: unknown): unknown =>
    typeof second === 'function'
      ? callbackForm(context)(url, second, asGet(third))
      : promiseForm(context)(url, asGet(second));

/** HTTP requests. */
export const httpApis: Readonly<Record<string, ApiFactory<ServerContext>>> = { sendHttpGet, sendHttpRequest };
