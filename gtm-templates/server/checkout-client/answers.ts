// Answers that the client gives by itself, in the words of the function.
import {
  type HttpResponse,
  returnResponse,
  setResponseBody,
  setResponseHeader,
  setResponseStatus,
} from 'sandbox:server';
import { JSON } from 'sandbox:shared';
import type { ErrorCode } from '../../../functions/contract/errors.ts';

/** Passed on with an answer of the function; every other header is about the way between it and this container. */
const passedHeaders = [
  'content-type',
  'cache-control',
  'vary',
  'access-control-allow-origin',
  'retry-after',
  'etag',
  'allow',
  'x-content-type-options',
  'referrer-policy',
  'cross-origin-resource-policy',
];

/** The function's answer, returned as it came. */
export function returnAnswer(answer: HttpResponse): void {
  setResponseStatus(answer.statusCode);
  passedHeaders.forEach((name) => {
    const value = answer.headers[name];
    if (value) {
      setResponseHeader(name, value);
    }
  });
  if (answer.body) {
    setResponseBody(answer.body);
  }
  returnResponse();
}

/** An answer of the client's own in JSON, which any page may read, because it holds nothing private. */
export function returnJson(status: number, value: object): void {
  setResponseStatus(status);
  setResponseHeader('content-type', 'application/json; charset=utf-8');
  setResponseHeader('cache-control', 'no-store');
  setResponseHeader('access-control-allow-origin', '*');
  setResponseHeader('x-content-type-options', 'nosniff');
  setResponseHeader('referrer-policy', 'no-referrer');
  setResponseBody(JSON.stringify(value) || '');
  returnResponse();
}

/** An error as the function would say it. */
export function returnError(status: number, code: ErrorCode, message: string): void {
  returnJson(status, { error: { code: code, message: message } });
}

/** Where the function gave no answer; the loader asks again after a moment. */
export function returnUnavailable(): void {
  returnError(
    503,
    'stripe_unavailable',
    'The Tilltag function did not answer the server container in time. Ask again in a moment.',
  );
}

/** Where the method is none of the address. */
export function returnWrongMethod(methods: string): void {
  setResponseHeader('allow', methods);
  returnError(405, 'method_not_allowed', 'This address does not answer this method.');
}

/** The answer to a preflight: who may read the answer is decided with the request itself. */
export function returnPreflight(methods: string): void {
  setResponseStatus(204);
  setResponseHeader('allow', methods);
  setResponseHeader('access-control-allow-origin', '*');
  setResponseHeader('access-control-allow-methods', methods);
  setResponseHeader('access-control-allow-headers', 'Content-Type');
  setResponseHeader('access-control-max-age', '86400');
  setResponseHeader('cache-control', 'no-store');
  returnResponse();
}

/** An answer without words. */
export function returnDone(): void {
  setResponseStatus(204);
  setResponseHeader('cache-control', 'no-store');
  returnResponse();
}
