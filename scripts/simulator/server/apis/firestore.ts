// The API for Firestore.
// https://developers.google.com/tag-platform/tag-manager/server-side/api#firestore
//
// Decisions where GTM's behaviour is not public:
// - a path that starts or ends with a slash, an operator that Firestore lacks, and a read of a collection reject with
//   `{reason: 'invalid_argument'}`;
// - answers are cached for the request, as documented, so a cached read does not see a later write; rejections are not cached,
//   and nothing is cached within a transaction;
// - runTransaction checks no permission itself, because it names no path: its reads and writes do;
// - a transaction that met a conflict three times rejects with `{reason: 'aborted'}`; a callback that returns no promise is
//   taken as done.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, checkArguments, optional, required } from '../../sandbox/checked-function.ts';
import { SandboxPromise } from '../../sandbox/sandbox-promise.ts';
import type { FirestoreCondition, FirestorePlace } from '../firestore-store.ts';
import { isFirestoreOperator } from '../meets-condition.ts';
import { defaultDatabaseId, defaultProjectId } from '../memory-firestore.ts';
import type { ServerContext } from '../server-context.ts';

type Options = Readonly<Record<string, unknown>>;

/** Google's documented limit when the template names none. */
const defaultQueryLimit = 5;

/** A transaction is tried again twice. */
const attempts = 3;

function textIn(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function openPlace(
  context: ServerContext,
  operation: 'read' | 'write',
  path: string,
  options: Options,
): FirestorePlace {
  const projectId = textIn(options, 'projectId') ?? defaultProjectId;
  const databaseId = textIn(options, 'databaseId') ?? defaultDatabaseId;
  const place = { projectId, databaseId, path };
  requirePermission(context.permissions, 'access_firestore', operation, place);
  return place;
}

function hasDocumentPath({ path }: FirestorePlace): boolean {
  return path.split('/').length % 2 === 0;
}

function isPath({ path }: FirestorePlace): boolean {
  return path.split('/').every((id) => id !== '');
}

/** What the call gives, from the cache where that is allowed. */
function cached(
  { host }: ServerContext,
  key: readonly unknown[],
  { disableCache, transaction }: Options,
  call: () => Promise<unknown>,
): Promise<unknown> {
  if (disableCache === true || transaction !== undefined) {
    return call();
  }
  const name = JSON.stringify(key);
  const answer = host.firestoreAnswers.get(name) ?? call();
  host.firestoreAnswers.set(name, answer);
  answer.catch(() => host.firestoreAnswers.delete(name));
  return answer;
}

const invalid = { reason: 'invalid_argument' };

function read(context: ServerContext, path: string, options: Options): Promise<unknown> {
  const place = openPlace(context, 'read', path, options);
  if (!isPath(place) || !hasDocumentPath(place)) {
    return Promise.reject(invalid);
  }
  return cached(context, ['read', place], options, async () => {
    const document = await context.host.firestore.read(place, textIn(options, 'transaction'));
    return document ?? Promise.reject({ reason: 'not_found' });
  });
}

function write(context: ServerContext, path: string, input: Options, options: Options): Promise<unknown> {
  const place = openPlace(context, 'write', path, options);
  if (!isPath(place)) {
    return Promise.reject(invalid);
  }
  return context.host.firestore.write(place, input, {
    isMerge: options['merge'] === true,
    transaction: textIn(options, 'transaction'),
  });
}

function toCondition(value: unknown): FirestoreCondition | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const [key, operator, expected]: unknown[] = value;
  const isUsable = typeof key === 'string' && typeof operator === 'string' && isFirestoreOperator(operator);
  return isUsable ? [key, operator, expected] : undefined;
}

function query(context: ServerContext, path: string, given: readonly unknown[], options: Options): Promise<unknown> {
  const place = openPlace(context, 'read', path, options);
  const conditions = given.flatMap((value) => {
    const condition = toCondition(value);
    return condition ? [condition] : [];
  });
  if (!isPath(place) || hasDocumentPath(place) || conditions.length < given.length) {
    return Promise.reject(invalid);
  }
  const limit = typeof options['limit'] === 'number' ? options['limit'] : defaultQueryLimit;
  return cached(context, ['query', place, conditions, limit], options, () =>
    context.host.firestore.query(place, conditions, limit, textIn(options, 'transaction')),
  );
}

async function runTransaction({ host }: ServerContext, callback: (id: string) => unknown): Promise<unknown> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const id = host.firestore.begin();
    await callback(id);
    const written = await host.firestore.commit(id);
    if (written) {
      return written;
    }
  }
  return Promise.reject({ reason: 'aborted' });
}

const firestore: ApiFactory<ServerContext> = (context) => {
  const promise = (native: Promise<unknown>): SandboxPromise => new SandboxPromise(native, context);
  const options = optional('options', 'object');
  return {
    read: checkArguments([required('path', 'string'), options], ([path, given = {}]) =>
      promise(read(context, path, given)),
    ),
    write: checkArguments(
      [required('path', 'string'), required('input', 'object'), options],
      ([path, input, given = {}]) => promise(write(context, path, input, given)),
    ),
    query: checkArguments(
      [required('collection', 'string'), required('queryConditions', 'array'), options],
      ([collection, conditions, given = {}]) => promise(query(context, collection, conditions, given)),
    ),
    runTransaction: checkArguments([required('callback', 'function'), options], ([callback]) =>
      promise(runTransaction(context, callback)),
    ),
  };
};

/** Firestore. */
export const firestoreApis: Readonly<Record<string, ApiFactory<ServerContext>>> = { Firestore: firestore };
