// The encoding that servers do differently from pages: base64 for URLs.
//
// Decision where GTM's behaviour is not public: base64 for URLs has no padding.

import { Buffer } from 'node:buffer';
import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import type { ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';

const toBase64 = serverFunction([required('input', 'string'), optional('options', 'object')], (_, [input, options]) =>
  Buffer.from(input, 'utf8').toString(options?.['urlEncoding'] === true ? 'base64url' : 'base64'),
);

/** Encodings of servers. */
export const encodingApis: Readonly<Record<string, ApiFactory<ServerContext>>> = {
  toBase64,
};
