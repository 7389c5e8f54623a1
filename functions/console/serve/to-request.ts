// What the server received, in the form that the console's routes read: an address, headers and the fields of a form.
import type { IncomingMessage } from 'node:http';
import { maxBodyBytes } from '../../http/guard-bodies.ts';
import { HttpError } from '../../http/http-error.ts';
import { readBody } from '../../http/read-body.ts';
import { Refusal } from '../refusal.ts';

/** A web standard request; a form's fields travel as its body. Throws `Refusal` with `not_found` or `too_large`. */
export async function toRequest(received: IncomingMessage, trustedHops: number): Promise<Request> {
  const path = received.url ?? '/';
  // A request line may name a host as well, or an asterisk. The Host header alone says which host was asked.
  if (!path.startsWith('/')) throw new Refusal('not_found');
  // Joined and not resolved, because `//host/path` would be another host's.
  const url = new URL(`${readOrigin(received, trustedHops)}${path}`);
  const method = received.method === 'HEAD' ? 'GET' : received.method;
  if (method !== 'GET' && method !== 'POST') throw new Refusal('not_found');
  const headers = new Headers();
  for (let index = 0; index < received.rawHeaders.length; index += 2) {
    appendHeader(headers, received.rawHeaders[index] ?? '', received.rawHeaders[index + 1] ?? '');
  }
  if (method === 'GET') return new Request(url, { method, headers });
  return new Request(url, { method, headers, body: new Uint8Array(await readForm(received)) });
}

/** Behind a trusted proxy the scheme is what the proxy says; the host is what the browser asked for either way. */
function readOrigin(received: IncomingMessage, trustedHops: number): string {
  const host = received.headers.host ?? 'localhost';
  const forwarded =
    trustedHops > 0
      ? String(received.headers['x-forwarded-proto'] ?? '')
          .split(',')
          .at(-1)
          ?.trim()
      : undefined;
  const scheme = forwarded === 'https' || 'encrypted' in received.socket ? 'https' : 'http';
  return URL.canParse(`${scheme}://${host}`) ? new URL(`${scheme}://${host}`).origin : `${scheme}://localhost`;
}

/** The headers as they came: the guard of bodies changes the parsed ones. */
function appendHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.append(name, value);
  } catch {
    // A name or value that the web's standard does not know is of no use to a page.
  }
}

async function readForm(received: IncomingMessage): Promise<Buffer> {
  try {
    return await readBody(received, maxBodyBytes);
  } catch (error) {
    if (error instanceof HttpError && error.code === 'body_too_large') throw new Refusal('too_large', { cause: error });
    throw error;
  }
}
