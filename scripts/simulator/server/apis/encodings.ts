// The encodings that servers do differently from pages: base64 for URLs, and numbers in URLs.
//
// Decisions where GTM's behaviour is not public:
// - base64 for URLs has no padding;
// - encodeUri and encodeUriComponent write as text what is no text, as tests of published server templates need it for numbers.

import { Buffer } from 'node:buffer';
import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import type { ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';

const toBase64 = serverFunction([required('input', 'string'), optional('options', 'object')], (_, [input, options]) =>
  Buffer.from(input, 'utf8').toString(options?.['urlEncoding'] === true ? 'base64url' : 'base64'),
);

/** What cannot be encoded is undefined. */
function encoder(encode: (text: string) => string): ApiFactory<ServerContext> {
  return serverFunction([required('uri', 'any')], (_, [value]) => {
    try {
      return encode(String(value));
    } catch {
      return undefined;
    }
  });
}

/** Encodings of servers. */
export const encodingApis: Readonly<Record<string, ApiFactory<ServerContext>>> = {
  encodeUri: encoder(encodeURI),
  encodeUriComponent: encoder(encodeURIComponent),
  toBase64,
};
