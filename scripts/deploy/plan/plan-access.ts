// The steps that make identities and let each do what it needs and nothing else.
import {
  type AccountRole,
  type Deployment,
  type FunctionName,
  neededApis,
  toAccountEmail,
  toAccountId,
} from '../deployment.ts';
import type { Binding, Existing } from '../look/existing.ts';
import { type Step, toStep } from './step.ts';

/** Google knows a new account everywhere only after some seconds. */
export const untilAccountIsKnown = /does not exist|not found|INVALID_ARGUMENT/i;

/** What each account is called, which says that it is ours. */
export const accountTitles: Readonly<Record<AccountRole, string>> = {
  public: 'Tilltag: answers pages',
  webhook: 'Tilltag: records Stripe events',
  sweep: 'Tilltag: sends what is due',
  console: 'Tilltag: shows the console',
  scheduler: 'Tilltag: asks for a sweep every minute',
  build: 'Tilltag: builds the functions',
};

/** The APIs that are off. */
export function planApis({ projectId }: Deployment, { apis }: Existing): Step[] {
  const missing = neededApis.filter((api) => !apis.has(api));
  if (missing.length === 0) return [];
  return [
    toStep(`Turn on ${countOf(missing.length, 'API')}`, ['services', 'enable', ...missing, `--project=${projectId}`], {
      isPreparation: true,
    }),
  ];
}

/** Which identities the functions need. */
export function listRoles(functions: readonly FunctionName[]): AccountRole[] {
  return ['build', ...functions, ...(functions.includes('sweep') ? (['scheduler'] as const) : [])];
}

/** The identities that are missing, and the right of one of them to build. */
export function planAccounts(deployment: Deployment, functions: readonly FunctionName[], existing: Existing): Step[] {
  const { projectId } = deployment;
  const missing = listRoles(functions).filter((role) => !existing.accounts.has(toAccountEmail(deployment, role)));
  const steps = missing.map((role) =>
    toStep(`Create the service account ${toAccountId(deployment, role)}`, [
      ...['iam', 'service-accounts', 'create', toAccountId(deployment, role)],
      ...[`--display-name=${accountTitles[role]}`, `--project=${projectId}`],
    ]),
  );
  const member = `serviceAccount:${toAccountEmail(deployment, 'build')}`;
  if (isBound(existing.bindings, { role: 'roles/run.builder', member, condition: '' })) return steps;
  const allow = toStep(
    'Let the builder build',
    [
      ...['projects', 'add-iam-policy-binding', projectId, `--member=${member}`, '--role=roles/run.builder'],
      '--condition=None',
    ],
    { patience: untilAccountIsKnown },
  );
  return [...steps, allow];
}

/** The right of each function to read and write this one database, and no other of the project. */
export function planDataAccess(deployment: Deployment, functions: readonly FunctionName[], existing: Existing): Step[] {
  const { projectId, database } = deployment;
  const condition = toDatabaseCondition(deployment);
  return functions.flatMap((name) => {
    const member = `serviceAccount:${toAccountEmail(deployment, name)}`;
    if (isBound(existing.bindings, { role: 'roles/datastore.user', member, condition })) return [];
    const args = [
      ...['projects', 'add-iam-policy-binding', projectId, `--member=${member}`, '--role=roles/datastore.user'],
      `--condition=expression=${condition},title=${toAccountId(deployment, name)}-${database.replaceAll(/[()]/g, '')}`,
    ];
    return [toStep(`Let ${name} use the database ${database}`, args, { patience: untilAccountIsKnown })];
  });
}

/** https://cloud.google.com/firestore/docs/manage-databases#configure_per-database_access_permissions */
function toDatabaseCondition({ projectId, database }: Deployment): string {
  return `resource.name == "projects/${projectId}/databases/${database}"`;
}

/** Whether the policy has that line already. */
export function isBound(bindings: readonly Binding[], wanted: Binding): boolean {
  return bindings.some(
    ({ role, member, condition }) =>
      role === wanted.role &&
      member === wanted.member &&
      condition.replaceAll(' ', '') === wanted.condition.replaceAll(' ', ''),
  );
}

/** `1 API`, `2 APIs`. */
function countOf(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
