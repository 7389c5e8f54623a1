// Writes answers: JSON with data for one origin, errors for any, and never anything a cache may keep unasked.
import type { ServerResponse } from 'node:http';
import { type HttpError, toErrorAnswer } from './http-error.ts';

const jsonType = 'application/json; charset=utf-8';

/** A data answer; `origin` is the only page that may read it, none where it is `undefined`. */
export function sendData(response: ServerResponse, json: string, origin: string | undefined): void {
  const headers: Record<string, string | number> = {
    'Content-Type': jsonType,
    'Content-Length': Buffer.byteLength(json),
    'Cache-Control': 'no-store',
    Vary: 'Origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
  if (origin !== undefined) headers['Access-Control-Allow-Origin'] = origin;
  response.writeHead(200, headers).end(json);
}

/**
 * An error answer. Any page may read it, because it holds nothing private and a page could not tell the fault otherwise.
 * `allow` are the methods of the address, for `method_not_allowed`.
 */
export function sendError(response: ServerResponse, error: HttpError, allow?: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const json = JSON.stringify(toErrorAnswer(error));
  const headers: Record<string, string | number> = {
    'Content-Type': jsonType,
    'Content-Length': Buffer.byteLength(json),
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
  if (allow !== undefined) headers['Allow'] = allow;
  if (error.retryAfterSeconds !== undefined) headers['Retry-After'] = error.retryAfterSeconds;
  response.writeHead(error.status, headers).end(json);
}

/** 204 for a report: any page may learn that it arrived, which tells nothing. */
export function sendNoContent(response: ServerResponse): void {
  response
    .writeHead(204, {
      'Cache-Control': 'no-store',
      'Access-Control-Allow-Origin': '*',
      'X-Content-Type-Options': 'nosniff',
    })
    .end();
}

/** The answer to a preflight: what may be asked is the same for every page, who may read the answer is decided then. */
export function sendPreflight(response: ServerResponse, methods: string): void {
  response
    .writeHead(204, {
      Allow: methods,
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'Content-Type',
      'Access-Control-Max-Age': '86400',
      'Cache-Control': 'no-store',
    })
    .end();
}
