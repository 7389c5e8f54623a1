// The API for BigQuery.
// https://developers.google.com/tag-platform/tag-manager/server-side/api#bigquery
//
// Decisions where GTM's behaviour is not public:
// - the older form, `insert(connectionInfo, rows, options, onSuccess, onFailure)`, is known by a function in fourth place and
//   returns nothing; its options may be null;
// - a connection without a dataset or a table stops the template; so does a row that is no object.

import { requirePermission } from '../../permissions/check-permission.ts';
import { type ApiFactory, checkArguments, optional, required } from '../../sandbox/checked-function.ts';
import { isPlainObject } from '../../sandbox/plain-object.ts';
import { SandboxError } from '../../sandbox/sandbox-error.ts';
import { SandboxPromise } from '../../sandbox/sandbox-promise.ts';
import type { BigQueryTable } from '../big-query-store.ts';
import { defaultProjectId } from '../memory-firestore.ts';
import type { ServerContext } from '../server-context.ts';

type Options = Readonly<Record<string, unknown>>;

function readTable({ projectId = defaultProjectId, datasetId, tableId }: Options): BigQueryTable {
  if (typeof projectId !== 'string' || typeof datasetId !== 'string' || typeof tableId !== 'string') {
    throw new SandboxError('missing_argument', 'connectionInfo needs datasetId and tableId as texts.');
  }
  return { projectId, datasetId, tableId };
}

function insert(
  context: ServerContext,
  connection: Options,
  rows: readonly unknown[],
  options: Options,
): Promise<void> {
  const table = readTable(connection);
  requirePermission(context.permissions, 'access_bigquery', 'write', { ...table });
  const objects = rows.filter(isPlainObject);
  if (objects.length < rows.length) {
    throw new SandboxError('wrong_argument_type', 'Argument rows holds something other than objects.');
  }
  return context.host.bigQuery.insert(table, objects, {
    ignoresUnknownValues: options['ignoreUnknownValues'] === true,
    skipsInvalidRows: options['skipInvalidRows'] === true,
  });
}

const parameters = [
  required('connectionInfo', 'object'),
  required('rows', 'array'),
  optional('options', 'object'),
] as const;

const bigQuery: ApiFactory<ServerContext> = (context) => {
  const promiseForm = checkArguments(
    parameters,
    ([connection, rows, options = {}]) => new SandboxPromise(insert(context, connection, rows, options), context),
  );
  const callbackForm = checkArguments(
    [...parameters, required('onSuccess', 'function'), optional('onFailure', 'function')],
    ([connection, rows, options, onSuccess, onFailure]) => {
      const succeed = context.guard(onSuccess);
      const fail = onFailure && context.guard(onFailure);
      insert(context, connection, rows, options ?? {}).then(
        () => succeed(),
        (reason: unknown) => fail?.(reason),
      );
    },
  );
  return {
    insert: (...values: unknown[]) => (typeof values[3] === 'function' ? callbackForm : promiseForm)(...values),
  };
};

/** BigQuery. */
export const bigQueryApis: Readonly<Record<string, ApiFactory<ServerContext>>> = { BigQuery: bigQuery };
