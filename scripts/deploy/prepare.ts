// Finds out what a deployment takes: checks, looks, packages, and plans; changes nothing at Google.
import { join, relative } from 'node:path';
import { checkPlaces, ensureOurs, ensureRegion } from './check-google.ts';
import { checkSettings } from './check-settings.ts';
import { completeConsole } from './complete-console.ts';
import { completeWish } from './complete-wish.ts';
import { DeployError } from './deploy-error.ts';
import { type FunctionName, toSecretIds } from './deployment.ts';
import type { Gcloud } from './google/gcloud.ts';
import type { RulesClient } from './google/rules-client.ts';
import type { Holder } from './lock/holder.ts';
import { judgeLock } from './lock/judge-lock.ts';
import type { Existing } from './look/existing.ts';
import { look } from './look/look.ts';
import { seeProject } from './look/see-project.ts';
import type { OwnProcess } from './own-process.ts';
import { type PackageFunctions, packageFunctions } from './package/package-functions.ts';
import { type CompositeIndex, type IndexFile, readIndexFile } from './plan/index-file.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import { planApis } from './plan/plan-access.ts';
import type { Package } from './plan/plan-functions.ts';
import type { Step } from './plan/step.ts';
import type { AskedWish, Wish } from './wish.ts';

export interface Preparing {
  gcloud: Gcloud;
  rules: RulesClient;
  /** Where commands run; packages are written below it. */
  folder: string;
  /** Whether a console that nobody could sign in to is only mentioned, because nothing will be deployed. */
  isTrial: boolean;
  /** Whether to go on though somebody else holds the lock. */
  isForced?: boolean;
  progress: (line: string) => void;
  /** The process that prepares. */
  own: OwnProcess;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Lays the functions out; another one in tests, which need no bundles. */
  pack?: PackageFunctions;
}

export interface Prepared extends Plan {
  /** The wish with everything known. */
  wish: Wish;
  account: string;
  /** The lock that has to be taken away first. */
  broken: Holder | undefined;
  /** Looks anew, and plans the same wish. */
  planAgain: () => Promise<readonly Step[]>;
}

/** Rejects with DeployError, GcloudError, or with what is wrong with the code. */
export async function prepare(asked: AskedWish, preparing: Preparing): Promise<Prepared> {
  const { gcloud, rules, progress, now, own, isTrial, isForced = false } = preparing;
  progress(`Looking at the project ${asked.deployment.projectId} …`);
  const seen = await seeProject({ gcloud, rules, isTrial }, asked.deployment);
  const { existing, deployment, account } = seen;
  ensureRegion(deployment, existing);
  ensureOurs(existing);
  const located = takeDatabase(completeWish({ ...asked, deployment }, existing), existing);
  const checks = await checkPlaces(gcloud, located.deployment, existing.apis);
  const indexFile = readIndexFile();
  const { broken, ...judged } = judgeLock(deployment, existing, { own, nowMs: now(), isForced, isTrial });
  const { wish, notices } = complete(located, { existing, indexFile, isTrial });
  progress('Building the functions …');
  const means = { gcloud, rules, indexFile, packages: await packAll(wish, preparing) };
  const planFor = async (found: Existing): Promise<Plan> => {
    const storedClientSecret = await readStoredSecret(gcloud, wish, found);
    return makePlan(wish, { ...means, existing: found, storedClientSecret });
  };
  const plan = await planFor(existing);
  const turnOn = planApis(wish.deployment, existing).length;
  return {
    ...{ wish, account, broken },
    steps: [...seen.steps, ...plan.steps.slice(0, turnOn), ...checks, ...plan.steps.slice(turnOn)],
    notices: [...seen.notices, ...judged.notices, ...notices, ...plan.notices],
    planAgain: async () => (await planFor((await look({ gcloud, rules }, wish.deployment)).existing)).steps,
  };
}

/** A database that is there stays where it is. */
function takeDatabase(wish: Wish, { database }: Existing): Wish {
  if (database === undefined) return wish;
  const name = wish.deployment.database;
  if (database.type !== 'FIRESTORE_NATIVE') {
    throw new DeployError(
      `The database ${name} is there in another mode (${database.type}), which Tilltag cannot use. Choose another with --database NAME.`,
    );
  }
  return { ...wish, deployment: { ...wish.deployment, databaseLocation: database.location } };
}

interface Completing {
  existing: Existing;
  indexFile: IndexFile;
  isTrial: boolean;
}

/** A trial mentions what keeps a deployment from being carried out. */
function complete(wish: Wish, { existing, indexFile, isTrial }: Completing): { wish: Wish; notices: string[] } {
  const notices: string[] = [];
  const attempt = <T>(check: () => T, otherwise: T): T => {
    try {
      return check();
    } catch (error) {
      if (!isTrial || !(error instanceof DeployError)) throw error;
      notices.push(error.message);
      return otherwise;
    }
  };
  attempt(() => ensureKeyRing(wish, existing, indexFile), undefined);
  const console = attempt(() => completeConsole(wish, existing), wish.console);
  const completed = { ...wish, console };
  attempt(() => checkSettings(completed), undefined);
  return { wish: completed, notices };
}

/** A database that was ours before holds what only its own key ring opens. */
function ensureKeyRing({ deployment, keyRing }: Wish, { secrets, indexes }: Existing, indexFile: IndexFile): void {
  const id = toSecretIds(deployment).keyRing;
  if (keyRing !== undefined || secrets.get(id)?.version !== undefined) return;
  const toText = ({ collection, fields }: CompositeIndex): string => [collection, ...fields].join();
  const ours = new Set(indexFile.indexes.map(toText));
  if (!indexes.some((one) => ours.has(toText(one)))) return;
  throw new DeployError(
    `The database ${deployment.database} was used before, and its key ring ${id} is not there. With a new one the Stripe keys in it could not be opened. Give the old one with --keys-file FILE; where it is lost, give one that you made yourself (NAME: and what "openssl rand -base64 32" prints), and enter every Stripe key and secret anew.`,
  );
}

async function packAll(
  { deployment, functions }: Wish,
  { folder, own, now, pack = packageFunctions }: Preparing,
): Promise<Record<FunctionName, Package>> {
  const root = join(folder, '.tilltag', 'deploy', deployment.prefix);
  const packed = await pack(functions, root, { own, nowMs: now() });
  const of = (name: FunctionName): Package => ({
    folder: relative(folder, join(root, name)),
    ...(packed.get(name) ?? { digest: '', environment: {} }),
  });
  return { webhook: of('webhook'), sweep: of('sweep'), public: of('public'), console: of('console') };
}

/** Read only to see whether the one that was given is new. */
async function readStoredSecret(
  gcloud: Gcloud,
  { deployment, console }: Wish,
  { secrets }: Existing,
): Promise<string | undefined> {
  const id = toSecretIds(deployment).oidcClient;
  const version = secrets.get(id)?.version;
  if (console.clientSecret === undefined || version === undefined) return undefined;
  const args = ['secrets', 'versions', 'access', version, `--secret=${id}`, `--project=${deployment.projectId}`];
  return await gcloud.run({ args });
}
