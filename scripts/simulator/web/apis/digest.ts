// The API that digests text, through the page.

import { toBinaryText, toHex } from '../../sandbox/bytes.ts';
import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import type { WebContext } from '../web-context.ts';
import { webFunction } from '../web-function.ts';

const sha256 = webFunction(
  [
    required('input', 'string'),
    required('onSuccess', 'function'),
    optional('onFailure', 'function'),
    optional('options', 'object'),
  ],
  (context, [input, onSuccess, onFailure, options]) => {
    const succeed = context.guard(onSuccess);
    const fail = onFailure && context.guard(onFailure);
    context.page.digestSha256(
      input,
      (bytes) => {
        succeed(options?.['outputEncoding'] === 'hex' ? toHex(bytes) : btoa(toBinaryText(bytes)));
      },
      () => {
        fail?.();
      },
    );
  },
);

/** Digests. */
export const digestApis: Readonly<Record<string, ApiFactory<WebContext>>> = { sha256 };
