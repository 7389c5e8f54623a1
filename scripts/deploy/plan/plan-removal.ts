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
import type { Plan } from './plan.ts';
import { accountTitles, listRoles } from './plan-access.ts';
import { type Step, toStep } from './step.ts';

/**
 * Takes away what is there, and the data too where they are to go: the database, and then the key ring, without which nothing
 * opens what is sealed in a database. What others may use stays, with a notice.
 */
export function planRemoval(deployment: Deployment, existing: Existing, withData: boolean): Plan {
  const reason = withData ? findReasonToKeep(deployment, existing) : undefined;
  const isDataGone = withData && reason === undefined;
  const steps = [
    ...planJobRemoval(deployment, existing),
    ...planServiceRemoval(deployment, existing),
    ...(isDataGone ? planDataRemoval(deployment, existing) : []),
    ...planSecretRemoval(deployment, existing, isDataGone),
    ...planAccountRemoval(deployment, existing),
  ];
  return { steps, notices: reason === undefined ? [] : [reason] };
}

function findReasonToKeep(deployment: Deployment, existing: Existing): string | undefined {
  const { database, projectId } = deployment;
  const { keyRing } = toSecretIds(deployment);
  if (existing.database === undefined) {
    if (!existing.secrets.has(keyRing)) return undefined;
    return `There is no database ${database}, so the key ring ${keyRing} stays: it may be needed to open another one, which --database NAME names. Where it is needed for none: gcloud secrets delete ${keyRing} --project=${projectId}`;
  }
  const ours = new Set(functionNames.map((name) => `serviceAccount:${toAccountEmail(deployment, name)}`));
  const place = `/databases/${database}"`;
  const others = existing.bindings.filter(({ member, condition }) => condition.includes(place) && !ours.has(member));
  const isShared = database === '(default)' || existing.rules === 'foreign' || others.length > 0;
  if (!isShared) return undefined;
  return `The database ${database} and the key ring ${keyRing} stay, because other apps use that database, or may use it without being told to. Where none does: gcloud firestore databases delete --database='${database}' --project=${projectId}`;
}

function planJobRemoval(deployment: Deployment, { job }: Existing): Step[] {
  if (job === undefined) return [];
  const place = [`--location=${deployment.schedulerRegion}`, `--project=${deployment.projectId}`, '--quiet'];
  return [toStep('Delete the schedule', ['scheduler', 'jobs', 'delete', toJobName(deployment), ...place])];
}

function planServiceRemoval(deployment: Deployment, { services }: Existing): Step[] {
  const place = [`--region=${deployment.region}`, `--project=${deployment.projectId}`, '--quiet'];
  return (
    functionNames
      // A service of the same name that somebody else deployed lacks our label.
      .filter((name) => (services.get(toServiceName(deployment, name))?.digest ?? '') !== '')
      .map((name) =>
        toStep(`Delete the function ${name}`, ['run', 'services', 'delete', toServiceName(deployment, name), ...place]),
      )
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
    const title = accounts.get(email);
    // Where another account has the name of ours, neither it nor its rights are ours to take.
    if (title !== undefined && title !== accountTitles[role]) return [];
    if (title === undefined) return take;
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
