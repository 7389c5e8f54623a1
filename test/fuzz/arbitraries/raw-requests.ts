// Requests as bytes on a socket: whole ones, broken ones, several behind each other, and ones that stop halfway.
import fc from 'fast-check';
import { hostileText } from './hostile-text.ts';
import { mutatedText } from './mutated-text.ts';

/** What a client sends. Its bytes are the codes of these characters, those above 255 cut. */
export type RawExchange = {
  readonly text: string;
  /** Cut off behind the last byte, and not waiting for an answer. */
  readonly isCut: boolean;
};

/** What a request is put together from. */
export interface RequestParts {
  /** Paths that lead somewhere. */
  paths: readonly string[];
  /** Bodies that belong there. */
  bodies: fc.Arbitrary<string>;
  /** Header lines that somebody there looks at, without line breaks. */
  headers: readonly string[];
}

const methods = fc.constantFrom(
  'GET',
  'GET',
  'POST',
  'POST',
  'POST',
  'HEAD',
  'OPTIONS',
  'PUT',
  'DELETE',
  'CONNECT',
  'TRACE',
  'get',
);

const commonHeaders = [
  ...['Connection: close', 'Connection: upgrade', 'Upgrade: websocket', 'Expect: 100-continue', 'Expect: 200-maybe'],
  ...[
    'Content-Type: application/json',
    'Content-Type: text/plain',
    'Content-Encoding: gzip',
    'Transfer-Encoding: identity',
  ],
  ...[
    'X-Forwarded-For: 1.2.3.4, ::1',
    'X-Cloud-Trace-Context: 1/2;o=1',
    'Content-Length: 1',
    'Content-Length: 99999999',
  ],
  ...[
    'Cookie: a=b; tilltag_sign_in=x',
    `Accept: ${'x'.repeat(17_000)}`,
    'Host: other.example',
    'A: \x01',
    ' folded: 1',
    'If-None-Match: *',
  ],
];

/** One request, whole. */
function wholeRequest({ paths, bodies, headers }: RequestParts): fc.Arbitrary<string> {
  return fc
    .record({
      method: methods,
      path: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...paths) }, mutatedText(fc.constantFrom(...paths))),
      lines: fc.array(fc.constantFrom(...headers, ...headers, ...commonHeaders), { maxLength: 4 }),
      body: fc.oneof(bodies, hostileText),
      framing: fc.constantFrom('length', 'length', 'length', 'chunked', 'none', 'wrong', 'both'),
    })
    .map(({ method, path, lines, body, framing }) => {
      const bytes = Buffer.from(body).toString('latin1');
      const framed = frame(method === 'GET' || method === 'HEAD' ? '' : bytes, framing);
      return [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...lines, ...framed.headers, '', framed.body].join(
        '\r\n',
      );
    });
}

function frame(body: string, framing: string): { headers: string[]; body: string } {
  const length = `Content-Length: ${body.length}`;
  const chunked = {
    headers: ['Transfer-Encoding: chunked'],
    body: `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  };
  if (framing === 'none' || body === '') return { headers: [], body };
  if (framing === 'wrong') return { headers: [`Content-Length: ${body.length + 7}`], body };
  if (framing === 'both') return { headers: [length, ...chunked.headers], body: chunked.body };
  return framing === 'chunked' ? chunked : { headers: [length], body };
}

/** What one connection brings. */
export function rawExchanges(parts: RequestParts): fc.Arbitrary<RawExchange> {
  const one = wholeRequest(parts);
  return fc.record({
    text: fc.oneof(
      { weight: 5, arbitrary: one },
      { weight: 3, arbitrary: mutatedText(one) },
      { weight: 2, arbitrary: fc.array(one, { minLength: 2, maxLength: 3 }).map((all) => all.join('')) },
    ),
    isCut: fc.constantFrom(false, false, false, false, true),
  });
}
