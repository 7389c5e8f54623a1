// Writes a response of the console to the browser.
import type { ServerResponse } from 'node:http';
import type { ConsoleResponse } from './to-response.ts';

/** Whole, and without its body for `HEAD`. Throws, with nothing written, where Node does not take a header as it is. */
export function writeResponse(
  response: ServerResponse,
  { status, headers, body }: ConsoleResponse,
  method: string | undefined,
): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(method === 'HEAD' ? undefined : body);
}
