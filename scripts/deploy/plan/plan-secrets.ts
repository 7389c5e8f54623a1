// The steps that put secrets into Secret Manager, and let each function read its own.
import { type Deployment, type FunctionName, toAccountEmail, toSecretIds } from '../deployment.ts';
import { toSecretVariables } from '../function-settings.ts';
import type { SecretInput } from '../google/command.ts';
import type { Existing } from '../look/existing.ts';
import { isBound, untilAccountIsKnown } from './plan-access.ts';
import type { Step } from './step.ts';
import { toStep } from './step.ts';

/** The texts to be kept; absent ones stay as they are. */
export interface SecretTexts {
  keyRing?: SecretInput | undefined;
  oidcClient?: SecretInput | undefined;
}

/** The secrets that are missing or get a new text, then who may read them. */
export function planSecrets(
  deployment: Deployment,
  functions: readonly FunctionName[],
  { existing, texts }: { existing: Existing; texts: SecretTexts },
): Step[] {
  const { keyRing, oidcClient } = toSecretIds(deployment);
  return [
    ...planText(deployment, { existing, id: keyRing, input: texts.keyRing, what: 'the key ring' }),
    ...planText(deployment, { existing, id: oidcClient, input: texts.oidcClient, what: 'the OAuth client’s secret' }),
    ...functions.flatMap((name) => planReaders(deployment, name, existing)),
  ];
}

interface WantedText {
  existing: Existing;
  id: string;
  input: SecretInput | undefined;
  what: string;
}

function planText({ projectId, region }: Deployment, { existing, id, input, what }: WantedText): Step[] {
  if (input === undefined) return [];
  const known = existing.secrets.get(id);
  // Beside the functions, which alone read it: organisations that keep data in a region forbid what lies everywhere.
  const place = ['--replication-policy=user-managed', `--locations=${region}`];
  const args =
    known === undefined
      ? ['secrets', 'create', id, ...place, '--data-file=-', `--project=${projectId}`]
      : ['secrets', 'versions', 'add', id, '--data-file=-', `--project=${projectId}`];
  return [{ title: `Keep ${what} in Secret Manager as ${id}`, actions: [{ args, input }] }];
}

function planReaders(deployment: Deployment, name: FunctionName, existing: Existing): Step[] {
  const member = `serviceAccount:${toAccountEmail(deployment, name)}`;
  const role = 'roles/secretmanager.secretAccessor';
  return Object.values(toSecretVariables(name, deployment)).flatMap((id) => {
    if (isBound(existing.secrets.get(id)?.bindings ?? [], { role, member, condition: '' })) return [];
    const args = ['secrets', 'add-iam-policy-binding', id, `--member=${member}`, `--role=${role}`];
    const project = `--project=${deployment.projectId}`;
    return [toStep(`Let ${name} read ${id}`, [...args, project], { patience: untilAccountIsKnown })];
  });
}
