// Finds out what a deployment takes: checks, looks, packages, and plans; changes nothing at Google.
import { join, relative } from 'node:path';
import { checkPlaces, checkProject, DeployError } from './check-google.ts';
import { completeConsole } from './complete-console.ts';
import { type FunctionName, toSecretIds } from './deployment.ts';
import type { Gcloud } from './google/gcloud.ts';
import type { RulesClient } from './google/rules-client.ts';
import type { Existing } from './look/existing.ts';
import { look } from './look/look.ts';
import { type PackageFunctions, packageFunctions } from './package/package-functions.ts';
import { readIndexFile } from './plan/index-file.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import { planApis } from './plan/plan-access.ts';
import type { Package } from './plan/plan-functions.ts';
import type { Wish } from './wish.ts';

export interface Preparing {
  gcloud: Gcloud;
  rules: RulesClient;
  /** Where commands run; packages are written below it. */
  folder: string;
  /** Whether a console that nobody could sign in to is only mentioned, because nothing will be deployed. */
  isTrial: boolean;
  progress: (line: string) => void;
  /** Lays the functions out; another one in tests, which need no bundles. */
  pack?: PackageFunctions;
}

export interface Prepared extends Plan {
  /** The wish with everything known. */
  wish: Wish;
  account: string;
}

/** Rejects with DeployError, GcloudError, or with what is wrong with the code. */
export async function prepare(asked: Wish, preparing: Preparing): Promise<Prepared> {
  const { gcloud, rules, progress } = preparing;
  const { projectId } = asked.deployment;
  progress(`Looking at the project ${projectId} …`);
  const { projectNumber, account } = await checkProject(gcloud, projectId);
  const placed = { ...asked, deployment: { ...asked.deployment, projectNumber } };
  const existing = await look({ gcloud, rules }, placed.deployment);
  const located = takeDatabase(placed, existing);
  const checks = await checkPlaces(gcloud, located.deployment, existing.apis);
  const { wish, notices } = complete(located, existing, preparing.isTrial);
  progress('Building the functions …');
  const packages = await packAll(wish, preparing);
  const plan = makePlan(wish, {
    ...{ existing, rules, indexFile: readIndexFile(), packages },
    storedClientSecret: await readStoredSecret(gcloud, wish, existing),
  });
  const turnOn = planApis(wish.deployment, existing).length;
  const steps = [...plan.steps.slice(0, turnOn), ...checks, ...plan.steps.slice(turnOn)];
  return { wish, account, steps, notices: [...notices, ...plan.notices] };
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

function complete(wish: Wish, existing: Existing, isTrial: boolean): { wish: Wish; notices: string[] } {
  try {
    return { wish: { ...wish, console: completeConsole(wish, existing) }, notices: [] };
  } catch (error) {
    if (!isTrial || !(error instanceof DeployError)) throw error;
    return { wish, notices: [error.message] };
  }
}

async function packAll(
  { deployment, functions }: Wish,
  { folder, pack = packageFunctions }: Preparing,
): Promise<Record<FunctionName, Package>> {
  const root = join(folder, '.tilltag', 'deploy', deployment.prefix);
  const packed = await pack(functions, root);
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
