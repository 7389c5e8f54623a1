// The steps that make the database: its place, its rules, its indexes and what expires by itself.
import type { Deployment } from '../deployment.ts';
import { toShell } from '../google/command.ts';
import { type Gcloud, GcloudError } from '../google/gcloud.ts';
import { pickList } from '../google/json.ts';
import type { RulesClient } from '../google/rules-client.ts';
import type { Existing } from '../look/existing.ts';
import { readIndexes } from '../look/read-indexes.ts';
import type { CompositeIndex, FieldOverride, IndexFile } from './index-file.ts';
import { type Step, toStep } from './step.ts';

/** What Firestore says while the change before is still being made. */
const untilFieldIsFree = /already.*(progress|running)|in progress|ABORTED|FAILED_PRECONDITION|409/i;

export interface DatabaseMeans {
  existing: Existing;
  gcloud: Gcloud;
  rules: RulesClient;
  indexFile: IndexFile;
}

/** The database itself, and that nobody deletes it by mistake. */
export function planDatabase(
  { projectId, database, databaseLocation }: Deployment,
  { database: known }: Existing,
): Step[] {
  const place = [`--database=${database}`, `--project=${projectId}`];
  if (known === undefined) {
    const args = ['--type=firestore-native', `--location=${databaseLocation}`, '--delete-protection', ...place];
    return [
      toStep(`Create the database ${database} in ${databaseLocation}`, ['firestore', 'databases', 'create', ...args]),
    ];
  }
  if (known.isProtected) return [];
  const args = ['firestore', 'databases', 'update', '--delete-protection', ...place];
  return [toStep(`Protect the database ${database} from being deleted`, args)];
}

/** Rules that deny browsers and apps everything; those that are somebody else’s stay. */
export function planRules({ projectId, database }: Deployment, { existing, rules }: DatabaseMeans): Step[] {
  if (existing.rules === 'current' || existing.rules === 'foreign') return [];
  const action = {
    shell: rules.toShell(projectId, database, existing.rules !== 'none'),
    perform: () => rules.set(projectId, database),
  };
  return [{ title: 'Let browsers and apps read and write nothing in it', actions: [action] }];
}

/** What the store's questions need, and what would only cost without being asked for. */
export function planIndexes(deployment: Deployment, { existing, indexFile }: DatabaseMeans): Step[] {
  const place = [`--database=${deployment.database}`, `--project=${deployment.projectId}`];
  const indexes = indexFile.indexes.filter((index) => !existing.indexes.some((one) => isSame(one, index)));
  const create = indexes.map(({ collection, fields }) => ({
    args: [
      ...[
        'firestore',
        'indexes',
        'composite',
        'create',
        `--collection-group=${collection}`,
        '--query-scope=collection',
      ],
      ...fields.map((field) => `--field-config=field-path=${field.replace(' ', ',order=')}`),
      ...['--async', ...place],
    ],
  }));
  const overrides = indexFile.overrides.filter((wanted) => !isIndexedAs(wanted, existing));
  const update = overrides.map(({ collection, field, indexes: orders }) => ({
    args: [
      ...['firestore', 'indexes', 'fields', 'update', field, `--collection-group=${collection}`],
      ...(orders.length === 0 ? ['--disable-indexes'] : orders.map((order) => `--index=order=${order}`)),
      ...['--async', ...place],
    ],
  }));
  const expiring = indexFile.overrides.filter((wanted) => wanted.hasTtl && !expires(wanted, existing));
  const expire = expiring.map(({ collection, field }) => ({
    args: [
      ...['firestore', 'fields', 'ttls', 'update', field, `--collection-group=${collection}`, '--enable-ttl'],
      ...['--async', ...place],
    ],
  }));
  const patience = untilFieldIsFree;
  return [
    { title: 'Make the indexes that questions need', actions: create, patience },
    { title: 'Spare the indexes that nobody asks', actions: update, patience },
    { title: 'Let expired records be deleted', actions: expire, patience },
  ].filter(({ actions }) => actions.length > 0);
}

/**
 * Where functions run already, those with new questions must not go out before the indexes are built that answer them. In a new
 * database nobody asks yet.
 */
export function planIndexWait(deployment: Deployment, { existing, indexFile, gcloud }: DatabaseMeans): Step[] {
  if (existing.services.size === 0 || indexFile.indexes.every((index) => isBuilt(existing.indexes, index))) return [];
  const place = [`--database=${deployment.database}`, `--project=${deployment.projectId}`];
  const list = ['firestore', 'indexes', 'composite', 'list', ...place];
  const unbuilt = toShell({ args: [...list, '--filter=state!=READY', '--format=value(name)'] });
  const action = {
    shell: [`until [ -z "$(${unbuilt})" ]; do sleep 20; done`],
    async perform() {
      const indexes = readIndexes(pickList({ list: await gcloud.ask(list) }, 'list'));
      if (indexFile.indexes.every((index) => isBuilt(indexes, index))) return;
      throw new GcloudError('Google is still building indexes.', { said: 'STILL_BUILDING' });
    },
  };
  const waitsMs = Array.from({ length: 90 }, () => 20_000);
  const title = 'Wait until the indexes are built';
  return [{ title, actions: [action], patience: /STILL_BUILDING/, waitsMs, isWaiting: true }];
}

function isBuilt(indexes: Existing['indexes'], wanted: CompositeIndex): boolean {
  return indexes.some((one) => one.isReady && isSame(one, wanted));
}

function isSame(one: CompositeIndex, other: CompositeIndex): boolean {
  return one.collection === other.collection && one.fields.join() === other.fields.join();
}

function isIndexedAs({ collection, field, indexes }: FieldOverride, { fields }: Existing): boolean {
  const known = fields.find((one) => one.collection === collection && one.field === field);
  return known?.indexes !== undefined && known.indexes.join() === indexes.join();
}

function expires({ collection, field }: FieldOverride, { fields }: Existing): boolean {
  return fields.some((one) => one.collection === collection && one.field === field && one.hasTtl);
}
