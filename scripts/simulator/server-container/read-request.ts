// Reads a request off the wire into what templates see of it.
//
// Decisions where GTM's behaviour is not public: the visitor's address is the first one of Forwarded, else of X-Forwarded-For,
// else the connection's own; a body is read as UTF-8. That a body of more than a megabyte is answered with 413 is reported of
// the real server: https://github.com/square/server-to-server-gtm-client
import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { IncomingRequest } from '../server/server-host.ts';

const maxBodyBytes = 1_048_576;

type Headers = Readonly<Record<string, string>>;

function readHeaders(message: IncomingMessage): Headers {
  const entries = Object.entries(message.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, [value].flat().join(', ')]],
  );
  return Object.fromEntries(entries);
}

/** `"[2001:db8::1]:4711"` and `192.0.2.1:80` without quotes, brackets and port. */
function withoutPort(address: string): string {
  const bare = address.trim().replace(/^"|"$/g, '');
  const bracketed = /^\[([^\]]+)\]/.exec(bare)?.[1];
  return bracketed ?? bare.replace(/^([^:]+):\d+$/, '$1');
}

function findForwardedAddress(headers: Headers): string | undefined {
  const forwarded = /(?:^|;)\s*for=("[^"]*"|[^;,\s]+)/i.exec((headers['forwarded'] ?? '').split(',')[0] ?? '')?.[1];
  const first = forwarded ?? headers['x-forwarded-for']?.split(',')[0];
  const address = first === undefined ? '' : withoutPort(first);
  return address === '' ? undefined : address;
}

async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size <= maxBodyBytes) {
      chunks.push(chunk);
    }
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks).toString('utf8');
}

/** The request, or undefined where its body is too long. Rejects when the visitor goes away before its end. */
export async function readRequest(message: IncomingMessage): Promise<IncomingRequest | undefined> {
  const headers = readHeaders(message);
  const [path = '/', ...query] = (message.url ?? '/').split('?');
  const remoteAddress = findForwardedAddress(headers) ?? message.socket.remoteAddress ?? '';
  const body = await readBody(message);
  return body === undefined
    ? undefined
    : { method: message.method ?? 'GET', path, queryString: query.join('?'), headers, body, remoteAddress };
}
