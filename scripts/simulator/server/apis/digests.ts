// The APIs that digest and sign text.
//
// Decisions where GTM's behaviour is not public: an output encoding that is not known is the default one; a key id that the key
// file lacks stops the template.

import { createHash, createHmac } from 'node:crypto';
import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import { SandboxError } from '../../sandbox/sandbox-error.ts';
import type { ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';

type Options = Readonly<Record<string, unknown>> | undefined;

function digest(input: string, options: Options): string {
  const hash = createHash('sha256').update(input, 'utf8');
  return hash.digest(options?.['outputEncoding'] === 'hex' ? 'hex' : 'base64');
}

const sha256 = serverFunction(
  [required('input', 'string'), required('onSuccess', 'function'), optional('options', 'object')],
  (context, [input, onSuccess, options]) => {
    const succeed = context.guard(onSuccess);
    const text = digest(input, options);
    context.clock.schedule(() => succeed(text), 0);
  },
);

const sha256Sync = serverFunction([required('input', 'string'), optional('options', 'object')], (_, [input, options]) =>
  digest(input, options),
);

const hmacSha256 = serverFunction(
  [required('data', 'string'), required('keyId', 'string'), optional('options', 'object')],
  (context, [data, keyId, options]) => {
    requirePermission(context.permissions, 'use_custom_private_keys', keyId);
    const { keys } = context.host;
    const key = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined;
    if (key === undefined) {
      throw new SandboxError(
        'unknown_key',
        `The key file has no key ${keyId}. Add it to the file of SGTM_CREDENTIALS.`,
      );
    }
    const encoding = options?.['outputEncoding'];
    return createHmac('sha256', key)
      .update(data, 'utf8')
      .digest(encoding === 'hex' || encoding === 'base64' ? encoding : 'base64url');
  },
);

/** Digests and signatures. */
export const digestApis: Readonly<Record<string, ApiFactory<ServerContext>>> = { hmacSha256, sha256, sha256Sync };
