// Finds out, when all commands were run, what Google is still at, and what it did not do though it said nothing.
import type { Deployment, FunctionName } from '../deployment.ts';
import { toServiceName } from '../deployment.ts';
import type { Gcloud } from '../google/gcloud.ts';
import { pick, pickList, pickText } from '../google/json.ts';
import { readIndexes } from './read-indexes.ts';
import { readBindings } from './read-service.ts';

export interface Unfinished {
  /** Composite indexes that answer nothing yet, as `collection (field, field)`. */
  indexes: readonly string[];
  /** How many changes to single fields, of their index or their expiry, are under way. */
  fieldChanges: number;
  /** Services that should let everybody in and do not, such as where an organisation forbids it. */
  closed: readonly string[];
}

export interface Wanted {
  deployment: Deployment;
  /** Those that let everybody in. */
  open: readonly FunctionName[];
}

/** Rejects with GcloudError. */
export async function findUnfinished(gcloud: Gcloud, { deployment, open }: Wanted): Promise<Unfinished> {
  const { projectId, database, region } = deployment;
  const place = [`--database=${database}`, `--project=${projectId}`];
  const [indexes, operations, ...closed] = await Promise.all([
    gcloud.ask(['firestore', 'indexes', 'composite', 'list', ...place]),
    gcloud.ask(['firestore', 'operations', 'list', '--limit=500', ...place]),
    ...open.map(async (name) => {
      const service = toServiceName(deployment, name);
      return (await isOpen(gcloud, service, [`--region=${region}`, `--project=${projectId}`])) ? [] : [service];
    }),
  ]);
  const running = pickList({ operations }, 'operations').filter((one) => pick(one, 'done') !== true);
  return {
    indexes: readIndexes(pickList({ indexes }, 'indexes'))
      .filter(({ isReady }) => !isReady)
      .map(({ collection, fields }) => `${collection} (${fields.map((field) => field.split(' ')[0]).join(', ')})`),
    fieldChanges: running.filter((one) => pickText(one, 'metadata', '@type').endsWith('FieldOperationMetadata')).length,
    closed: closed.flat(),
  };
}

async function isOpen(gcloud: Gcloud, service: string, place: readonly string[]): Promise<boolean> {
  const policy = await gcloud.ask(['run', 'services', 'get-iam-policy', service, ...place]);
  if (readBindings(policy).some(({ member }) => member === 'allUsers')) return true;
  const described = await gcloud.ask(['run', 'services', 'describe', service, ...place]);
  return pickText(described, 'metadata', 'annotations', 'run.googleapis.com/invoker-iam-disabled') === 'true';
}
