// The whole plan of a deployment: the steps from what is there to what is wished for.
import { randomBytes } from 'node:crypto';
import { toSecretIds } from '../deployment.ts';
import type { SecretInput } from '../google/command.ts';
import type { Existing } from '../look/existing.ts';
import type { Wish } from '../wish.ts';
import { listNotices } from './list-notices.ts';
import { planAccounts, planApis, planDataAccess } from './plan-access.ts';
import { type DatabaseMeans, planDatabase, planIndexes, planIndexWait, planRules } from './plan-database.ts';
import { type FunctionMeans, planFunctions, planSchedule } from './plan-functions.ts';
import { planSecrets, type SecretTexts } from './plan-secrets.ts';
import type { Step } from './step.ts';

export interface Plan {
  steps: readonly Step[];
  /** What a person should know before they agree, a sentence each. */
  notices: readonly string[];
}

export type PlanMeans = DatabaseMeans &
  Pick<FunctionMeans, 'packages'> & {
    /** The OAuth client's secret that is stored now, where somebody gave one to compare it with. */
    storedClientSecret?: string | undefined;
  };

/** In the order in which they are to be carried out; empty where all is as it should be. */
export function makePlan(wish: Wish, means: PlanMeans): Plan {
  const { deployment, functions } = wish;
  const { existing } = means;
  const texts = toTexts(wish, means);
  const versions = toVersions(wish, existing, texts);
  const deploys = planFunctions(wish, { ...means, versions });
  const steps = [
    ...planApis(deployment, existing),
    ...planAccounts(deployment, functions, existing),
    ...planSecrets(deployment, functions, { existing, texts }),
    ...planDatabase(deployment, existing),
    ...planRules(deployment, means),
    ...planDataAccess(deployment, functions, existing),
    ...planIndexes(deployment, means),
    ...(deploys.length === 0 ? [] : planIndexWait(deployment, means)),
    ...deploys,
    ...planSchedule(wish, means),
  ];
  return { steps, notices: listNotices(wish, { existing, isKeyRingKept: texts.keyRing === undefined, deploys }) };
}

/** Seals Stripe keys, so it is made where the operator sits and is written nowhere but into Secret Manager. */
function newKeyRing(): SecretInput {
  return {
    text: `main:${randomBytes(32).toString('base64')}`,
    shell: `printf 'main:%s' "$(openssl rand -base64 32)"`,
  };
}

function toTexts(wish: Wish, { existing, storedClientSecret }: PlanMeans): SecretTexts {
  const { keyRing: keyRingId } = toSecretIds(wish.deployment);
  const given =
    wish.keyRing === undefined
      ? newKeyRing()
      : { text: wish.keyRing, shell: `: "\${TILLTAG_KEYS:?}" && printf '%s' "$TILLTAG_KEYS"` };
  const secret = wish.console.clientSecret;
  const isNewSecret = wish.functions.includes('console') && secret !== undefined && secret !== storedClientSecret;
  return {
    keyRing: existing.secrets.get(keyRingId)?.version === undefined ? given : undefined,
    oidcClient: isNewSecret
      ? { text: secret, shell: `: "\${TILLTAG_OIDC_CLIENT_SECRET:?}" && printf '%s' "$TILLTAG_OIDC_CLIENT_SECRET"` }
      : undefined,
  };
}

/** Numbers rather than "latest": which version a function reads is then seen, and changes with a deployment alone. */
function toVersions({ deployment }: Wish, { secrets }: Existing, texts: SecretTexts): Record<string, string> {
  const ids = toSecretIds(deployment);
  const next = (id: string, isNew: boolean): string =>
    isNew ? String((secrets.get(id)?.lastNumber ?? 0) + 1) : (secrets.get(id)?.version ?? '1');
  return {
    [ids.keyRing]: next(ids.keyRing, texts.keyRing !== undefined),
    [ids.oidcClient]: next(ids.oidcClient, texts.oidcClient !== undefined),
  };
}
