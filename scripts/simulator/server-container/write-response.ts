// Writes the response that templates built onto the wire.
//
// Decisions where GTM's behaviour is not public: length and transfer of a body are the server's own headers, whatever a
// template sets; a cookie's attributes are written in the order name, Domain, Path, Expires, Max-Age, HttpOnly, Secure, SameSite.
import type { ServerResponse as NodeResponse } from 'node:http';
import type { ResponseCookie, ServerResponse } from '../server/server-host.ts';

const ownHeaders: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive']);

const attributeNames: Readonly<Record<string, string>> = {
  domain: 'Domain',
  path: 'Path',
  expires: 'Expires',
  'max-age': 'Max-Age',
  httponly: 'HttpOnly',
  secure: 'Secure',
  samesite: 'SameSite',
};

/** The value of one Set-Cookie header. */
function toSetCookie({ name, value, attributes }: ResponseCookie): string {
  const written = Object.entries(attributeNames).flatMap(([key, label]) => {
    const attribute = attributes[key];
    if (attribute === undefined || attribute === false || attribute === '') {
      return [];
    }
    return attribute === true ? [label] : [`${label}=${attribute}`];
  });
  return [`${name}=${value}`, ...written].join('; ');
}

/** Sends it whole. Throws where Node refuses a status, a header's name or its value. */
export function writeResponse(target: NodeResponse, response: ServerResponse): void {
  for (const [name, value] of response.headers) {
    if (!ownHeaders.has(name)) {
      target.setHeader(name, value);
    }
  }
  const cookies = [...response.cookies.values()].map(toSetCookie);
  if (cookies.length > 0) {
    target.setHeader('set-cookie', cookies);
  }
  target.writeHead(response.status);
  target.end(response.body);
}
