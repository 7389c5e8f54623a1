// The API that makes promises.

import { type ApiFactory, checkArguments, required } from '../../sandbox/checked-function.ts';
import { allPromises, createPromise } from '../../sandbox/sandbox-promise.ts';
import type { ServerContext } from '../server-context.ts';

const promise: ApiFactory<ServerContext> = (context) => ({
  all: checkArguments([required('inputs', 'array')], ([inputs]) => allPromises(context, inputs)),
  create: checkArguments([required('resolver', 'function')], ([resolver]) => createPromise(context, resolver)),
});

/** Promises. */
export const promiseApis: Readonly<Record<string, ApiFactory<ServerContext>>> = { Promise: promise };
