// Looks at what of a deployment is there already; changes nothing.
import { type Deployment, functionNames, toJobName, toSecretIds, toServiceName } from '../deployment.ts';
import type { Gcloud } from '../google/gcloud.ts';
import { lastPart, pick, pickList, pickText } from '../google/json.ts';
import type { RulesClient } from '../google/rules-client.ts';
import { readHolder, toLockId } from '../lock/holder.ts';
import { completePlace } from './complete-place.ts';
import type { Existing, ExistingJob, ExistingSecret, ExistingService } from './existing.ts';
import { readFields, readIndexes } from './read-indexes.ts';
import { readBindings, readService } from './read-service.ts';

export interface Looking {
  gcloud: Gcloud;
  /** Absent where nobody wants to know about security rules. */
  rules?: Pick<RulesClient, 'look'>;
}

export interface Looked {
  existing: Existing;
  /** With the database and the schedule's region that are in use, where nobody named others. */
  deployment: Deployment;
}

/**
 * All that is there. What belongs to an API that is off is not there, and is not asked for: the question alone would turn
 * the API on or fail. Rejects with GcloudError.
 */
export async function look({ gcloud, rules }: Looking, asked: Deployment): Promise<Looked> {
  const { projectId } = asked;
  const enabled = listOf(await gcloud.ask(['services', 'list', '--enabled', `--project=${projectId}`]));
  const apis = new Set(enabled.map((api) => pickText(api, 'config', 'name')));
  const ifOn = <T>(api: string, read: () => Promise<T>, otherwise: T): Promise<T> =>
    apis.has(`${api}.googleapis.com`) ? read() : Promise.resolve(otherwise);
  const [accounts, policy, { secrets, lock }, { services, otherRegions }] = await Promise.all([
    ifOn('iam', () => gcloud.ask(['iam', 'service-accounts', 'list', `--project=${projectId}`]), []),
    gcloud.ask(['projects', 'get-iam-policy', projectId]),
    ifOn('secretmanager', () => lookAtSecrets(gcloud, asked), { secrets: new Map(), lock: undefined }),
    ifOn('run', () => lookAtServices(gcloud, asked), { services: new Map(), otherRegions: [] }),
  ]);
  const bindings = readBindings(policy);
  const deployment = completePlace(asked, { services, bindings });
  const [data, job] = await Promise.all([
    ifOn('firestore', () => lookAtDatabase(gcloud, deployment), noDatabase),
    ifOn('cloudscheduler', () => lookAtJob(gcloud, deployment), undefined),
  ]);
  const hasRules = rules !== undefined && apis.has('firebaserules.googleapis.com') && data.database !== undefined;
  const existing = {
    ...{ apis, bindings, secrets, lock, services, otherRegions, job, ...data },
    accounts: new Map(listOf(accounts).map((one) => [pickText(one, 'email'), pickText(one, 'displayName')] as const)),
    rules: hasRules ? await rules.look(projectId, deployment.database) : ('none' as const),
  };
  return { existing, deployment };
}

const noDatabase: Pick<Existing, 'database' | 'indexes' | 'fields'> = { database: undefined, indexes: [], fields: [] };

async function lookAtDatabase(gcloud: Gcloud, { projectId, database }: Deployment): Promise<typeof noDatabase> {
  const databases = listOf(await gcloud.ask(['firestore', 'databases', 'list', `--project=${projectId}`]));
  const found = databases.find((one) => lastPart(pickText(one, 'name')) === database);
  if (found === undefined) return noDatabase;
  const place = [`--database=${database}`, `--project=${projectId}`];
  const [indexes, fields] = await Promise.all([
    gcloud.ask(['firestore', 'indexes', 'composite', 'list', ...place]),
    gcloud.ask(['firestore', 'indexes', 'fields', 'list', ...place]),
  ]);
  return {
    database: {
      type: pickText(found, 'type'),
      location: pickText(found, 'locationId'),
      isProtected: pickText(found, 'deleteProtectionState') === 'DELETE_PROTECTION_ENABLED',
    },
    indexes: readIndexes(listOf(indexes)),
    fields: readFields(listOf(fields)),
  };
}

async function lookAtSecrets(gcloud: Gcloud, deployment: Deployment): Promise<Pick<Existing, 'secrets' | 'lock'>> {
  const project = `--project=${deployment.projectId}`;
  const listed = listOf(await gcloud.ask(['secrets', 'list', project]));
  const names = listed.map((one) => lastPart(pickText(one, 'name')));
  const lock = listed.find((one) => lastPart(pickText(one, 'name')) === toLockId(deployment));
  const ours = Object.values(toSecretIds(deployment)).filter((id) => names.includes(id));
  const found = ours.map(async (id): Promise<[string, ExistingSecret]> => {
    const [versions, policy] = await Promise.all([
      gcloud.ask(['secrets', 'versions', 'list', id, project]),
      gcloud.ask(['secrets', 'get-iam-policy', id, project]),
    ]);
    return [id, { ...readVersions(listOf(versions)), bindings: readBindings(policy) }];
  });
  return { secrets: new Map(await Promise.all(found)), lock: lock === undefined ? undefined : readHolder(lock) };
}

async function lookAtServices(
  gcloud: Gcloud,
  deployment: Deployment,
): Promise<Pick<Existing, 'services' | 'otherRegions'>> {
  const { region, projectId } = deployment;
  const place = [`--region=${region}`, `--project=${projectId}`];
  const names = functionNames.map((name) => toServiceName(deployment, name));
  // Without a region it lists those of all.
  const all = listOf(await gcloud.ask(['run', 'services', 'list', `--project=${projectId}`]))
    .map((service) => ({
      ...{ service, name: pickText(service, 'metadata', 'name') },
      lies: pickText(service, 'metadata', 'labels', 'cloud.googleapis.com/location'),
    }))
    .filter(({ name }) => names.includes(name));
  const here = all.filter(({ lies }) => lies === region);
  const found = here.map(({ service, name }) => readWithPolicy(gcloud, { service, name, place }));
  const otherRegions = new Set(all.map(({ lies }) => lies).filter((lies) => lies !== region));
  return { services: new Map(await Promise.all(found)), otherRegions: [...otherRegions] };
}

interface ListedService {
  service: unknown;
  name: string;
  place: readonly string[];
}

async function readWithPolicy(
  gcloud: Gcloud,
  { service, name, place }: ListedService,
): Promise<[string, ExistingService]> {
  const policy = await gcloud.ask(['run', 'services', 'get-iam-policy', name, ...place]);
  return [name, readService(service, readBindings(policy))];
}

async function lookAtJob(gcloud: Gcloud, deployment: Deployment): Promise<ExistingJob | undefined> {
  const place = [`--location=${deployment.schedulerRegion}`, `--project=${deployment.projectId}`];
  const jobs = listOf(await gcloud.ask(['scheduler', 'jobs', 'list', ...place]));
  const job = jobs.find((one) => lastPart(pickText(one, 'name')) === toJobName(deployment));
  if (job === undefined) return undefined;
  const target = pick(job, 'httpTarget');
  return {
    uri: pickText(target, 'uri'),
    account: pickText(target, 'oidcToken', 'serviceAccountEmail'),
    audience: pickText(target, 'oidcToken', 'audience'),
    schedule: pickText(job, 'schedule'),
    attemptDeadline: pickText(job, 'attemptDeadline'),
    isEnabled: pickText(job, 'state') === 'ENABLED',
  };
}

/** The newest that can be read, and the highest number: what is disabled or destroyed keeps its own. */
function readVersions(versions: readonly unknown[]): Pick<ExistingSecret, 'version' | 'lastNumber'> {
  const numbered = versions
    .map((one) => ({ number: Number(lastPart(pickText(one, 'name'))), state: pickText(one, 'state') }))
    .sort((one, other) => other.number - one.number);
  const readable = numbered.find(({ state }) => state === 'ENABLED');
  return { version: readable && String(readable.number), lastNumber: numbered[0]?.number ?? 0 };
}

function listOf(answer: unknown): readonly unknown[] {
  return pickList({ answer }, 'answer');
}
