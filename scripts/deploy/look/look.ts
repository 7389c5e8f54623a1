// Looks at what of a deployment is there already; changes nothing.
import { type Deployment, functionNames, toJobName, toSecretIds, toServiceName } from '../deployment.ts';
import type { Gcloud } from '../google/gcloud.ts';
import { lastPart, pick, pickList, pickText } from '../google/json.ts';
import type { RulesClient } from '../google/rules-client.ts';
import type { Existing, ExistingJob, ExistingSecret, ExistingService } from './existing.ts';
import { readFields, readIndexes } from './read-indexes.ts';
import { readBindings, readService } from './read-service.ts';

export interface Looking {
  gcloud: Gcloud;
  /** Absent where nobody wants to know about security rules. */
  rules?: Pick<RulesClient, 'look'>;
}

/**
 * All that is there. What belongs to an API that is off is not there, and is not asked for: the question alone would turn
 * the API on or fail. Rejects with GcloudError.
 */
export async function look({ gcloud, rules }: Looking, deployment: Deployment): Promise<Existing> {
  const { projectId } = deployment;
  const apis = new Set(
    listOf(await gcloud.ask(['services', 'list', '--enabled', `--project=${projectId}`])).map((api) =>
      pickText(api, 'config', 'name'),
    ),
  );
  const ifOn = <T>(api: string, read: () => Promise<T>, otherwise: T): Promise<T> =>
    apis.has(`${api}.googleapis.com`) ? read() : Promise.resolve(otherwise);
  const [accounts, policy, secrets, data, services, job] = await Promise.all([
    ifOn('iam', () => gcloud.ask(['iam', 'service-accounts', 'list', `--project=${projectId}`]), []),
    gcloud.ask(['projects', 'get-iam-policy', projectId]),
    ifOn('secretmanager', () => lookAtSecrets(gcloud, deployment), new Map()),
    ifOn('firestore', () => lookAtDatabase(gcloud, deployment), noDatabase),
    ifOn('run', () => lookAtServices(gcloud, deployment), new Map()),
    ifOn('cloudscheduler', () => lookAtJob(gcloud, deployment), undefined),
  ]);
  const hasRules = rules !== undefined && apis.has('firebaserules.googleapis.com') && data.database !== undefined;
  return {
    apis,
    accounts: new Set(listOf(accounts).map((account) => pickText(account, 'email'))),
    bindings: readBindings(policy),
    secrets,
    ...data,
    rules: hasRules ? await rules.look(projectId, deployment.database) : 'none',
    services,
    job,
  };
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

async function lookAtSecrets(gcloud: Gcloud, deployment: Deployment): Promise<Map<string, ExistingSecret>> {
  const project = `--project=${deployment.projectId}`;
  const names = listOf(await gcloud.ask(['secrets', 'list', project])).map((one) => lastPart(pickText(one, 'name')));
  const ours = Object.values(toSecretIds(deployment)).filter((id) => names.includes(id));
  const found = ours.map(async (id): Promise<[string, ExistingSecret]> => {
    const [versions, policy] = await Promise.all([
      gcloud.ask(['secrets', 'versions', 'list', id, '--filter=state=enabled', '--limit=1', project]),
      gcloud.ask(['secrets', 'get-iam-policy', id, project]),
    ]);
    const [newest] = listOf(versions);
    const version = newest === undefined ? undefined : lastPart(pickText(newest, 'name'));
    return [id, { version, bindings: readBindings(policy) }];
  });
  return new Map(await Promise.all(found));
}

async function lookAtServices(gcloud: Gcloud, deployment: Deployment): Promise<Map<string, ExistingService>> {
  const place = [`--region=${deployment.region}`, `--project=${deployment.projectId}`];
  const wanted = functionNames.map((name) => toServiceName(deployment, name));
  const services = listOf(await gcloud.ask(['run', 'services', 'list', ...place]));
  const found = services.flatMap((service) => {
    const name = pickText(service, 'metadata', 'name');
    return wanted.includes(name) ? [readWithPolicy(gcloud, { service, name, place })] : [];
  });
  return new Map(await Promise.all(found));
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

function listOf(answer: unknown): readonly unknown[] {
  return pickList({ answer }, 'answer');
}
