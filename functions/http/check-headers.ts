// Refuses what Node itself would refuse in words of its own: requests without Host, and expectations that nobody can meet.
import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';

/** Throws `invalid_request` where a header is missing or asks for what HTTP does not have. */
export function checkHeaders({ headers, httpVersion }: IncomingMessage): void {
  if (headers.host === undefined && httpVersion === '1.1') {
    throw new HttpError('invalid_request', { detail: 'The Host header is missing.' });
  }
  if (headers.expect !== undefined && !/\b100-continue\b/i.test(headers.expect)) {
    throw new HttpError('invalid_request', { detail: 'The Expect header knows only 100-continue.' });
  }
}
