// The steps that take a deployment away again, in the order in which nothing is left behind that asks what is gone.
import {
  type Deployment,
  functionNames,
  toAccountEmail,
  toJobName,
  toSecretIds,
  toServiceName,
} from '../deployment.ts';
import type { Existing } from '../look/existing.ts';
import { listRoles } from './plan-access.ts';
import { type Step, toStep } from './step.ts';

/** What is there, and whether the data go too. Without them the key ring stays as well: nothing else opens what is sealed. */
export function planRemoval(deployment: Deployment, existing: Existing, withData: boolean): Step[] {
  return [
    ...planJobRemoval(deployment, existing),
    ...planServiceRemoval(deployment, existing),
    ...planSecretRemoval(deployment, existing, withData),
    ...planAccountRemoval(deployment, existing),
    ...(withData ? planDataRemoval(deployment, existing) : []),
  ];
}

function planJobRemoval(deployment: Deployment, { job }: Existing): Step[] {
  if (job === undefined) return [];
  const place = [`--location=${deployment.schedulerRegion}`, `--project=${deployment.projectId}`, '--quiet'];
  return [toStep('Delete the schedule', ['scheduler', 'jobs', 'delete', toJobName(deployment), ...place])];
}

function planServiceRemoval(deployment: Deployment, { services }: Existing): Step[] {
  const place = [`--region=${deployment.region}`, `--project=${deployment.projectId}`, '--quiet'];
  return functionNames
    .filter((name) => services.has(toServiceName(deployment, name)))
    .map((name) =>
      toStep(`Delete the function ${name}`, ['run', 'services', 'delete', toServiceName(deployment, name), ...place]),
    );
}

function planSecretRemoval(deployment: Deployment, { secrets }: Existing, withData: boolean): Step[] {
  const { keyRing, oidcClient } = toSecretIds(deployment);
  const project = `--project=${deployment.projectId}`;
  const gone = [oidcClient, ...(withData ? [keyRing] : [])].filter((id) => secrets.has(id));
  const ours = new Set(listRoles(functionNames).map((role) => `serviceAccount:${toAccountEmail(deployment, role)}`));
  const kept = withData ? [] : (secrets.get(keyRing)?.bindings ?? []).filter(({ member }) => ours.has(member));
  return [
    ...kept.map(({ member, role }) =>
      toStep(`Take from ${toName(member)} the right to read ${keyRing}`, [
        ...['secrets', 'remove-iam-policy-binding', keyRing, `--member=${member}`, `--role=${role}`, project],
      ]),
    ),
    ...gone.map((id) => toStep(`Delete the secret ${id}`, ['secrets', 'delete', id, project, '--quiet'])),
  ];
}

function planAccountRemoval(deployment: Deployment, { accounts, bindings }: Existing): Step[] {
  const { projectId } = deployment;
  return listRoles(functionNames).flatMap((role) => {
    const email = toAccountEmail(deployment, role);
    const member = `serviceAccount:${email}`;
    const roles = new Set(bindings.filter((binding) => binding.member === member).map((binding) => binding.role));
    const take = [...roles].map((one) =>
      toStep(`Take ${one} from ${toName(member)}`, [
        // A policy keeps lines for accounts that are gone.
        ...['projects', 'remove-iam-policy-binding', projectId, `--member=${member}`, `--role=${one}`, '--all'],
      ]),
    );
    if (!accounts.has(email)) return take;
    const args = ['iam', 'service-accounts', 'delete', email, `--project=${projectId}`, '--quiet'];
    return [...take, toStep(`Delete the service account ${toName(member)}`, args)];
  });
}

function planDataRemoval({ database, projectId }: Deployment, existing: Existing): Step[] {
  if (existing.database === undefined) return [];
  const place = [`--database=${database}`, `--project=${projectId}`];
  const unprotect = toStep(`Let the database ${database} be deleted`, [
    ...['firestore', 'databases', 'update', '--no-delete-protection', ...place],
  ]);
  const remove = toStep(`Delete the database ${database} with everything in it`, [
    ...['firestore', 'databases', 'delete', ...place, '--quiet'],
  ]);
  return existing.database.isProtected ? [unprotect, remove] : [remove];
}

function toName(member: string): string {
  return member.slice(member.indexOf(':') + 1, member.indexOf('@'));
}
