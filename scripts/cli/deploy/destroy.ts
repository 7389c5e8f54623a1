// `destroy`: takes a deployment off Google Cloud; the data stay unless they are to go.
import type { Command } from 'commander';
import { checkProject, ensureRegion } from '../../deploy/check-google.ts';
import type { Deployment } from '../../deploy/deployment.ts';
import { type Gcloud, openGcloud } from '../../deploy/google/gcloud.ts';
import { createRulesClient, rulesAddress } from '../../deploy/google/rules-client.ts';
import { type JudgedLock, judgeLock } from '../../deploy/lock/judge-lock.ts';
import { toLockedSteps } from '../../deploy/lock/run-locked.ts';
import { look } from '../../deploy/look/look.ts';
import { findOwnProcess } from '../../deploy/own-process.ts';
import type { Plan } from '../../deploy/plan/plan.ts';
import { planRemoval } from '../../deploy/plan/plan-removal.ts';
import type { Step } from '../../deploy/plan/step.ts';
import { askText } from '../ask.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError, UsageError } from '../cli-errors.ts';
import { carryOut } from './carry-out.ts';
import { addPlaceOptions, type DeployOptions } from './deploy-options.ts';
import { listTrialSteps, printTrial, toComment } from './print-trial.ts';
import { wordDeployError } from './word-deploy-error.ts';

type DestroyOptions = Pick<
  DeployOptions,
  'project' | 'region' | 'prefix' | 'database' | 'schedulerRegion' | 'breakLock'
> & {
  withData?: true;
  confirm?: string;
  dryRun?: true;
  json?: true;
};

const kept =
  'The images that Google built stay in Artifact Registry (cloud-run-source-deploy), and the APIs stay on: other things may use them.';

const explanation = `
It takes away what it finds, so a dry run needs the sign-in to gcloud as well, unlike that of "deploy".
`;

/** Adds the command below `program`. */
export function addDestroy(program: Command, context: CliContext): void {
  const command = program
    .command('destroy')
    .description('take a deployment off Google Cloud; keeps the database and its key ring unless told otherwise');
  addPlaceOptions(command)
    .option('--with-data', 'delete the database and the key ring too, for good')
    .option('--confirm <project>', 'the project’s name once more, in place of the question')
    .option('--dry-run', 'print every command in order and change nothing')
    .option('--json', 'print one JSON object')
    .addHelpText('after', explanation)
    .action((options: DestroyOptions) => runDestroy(context, options));
}

async function runDestroy(context: CliContext, options: DestroyOptions): Promise<void> {
  const { env, folder, output } = context;
  const gcloud = openGcloud({ env, folder });
  try {
    const removal = await findRemoval(context, gcloud, options);
    const { steps, notices, deployment } = removal;
    const isJson = options.json === true;
    if (options.dryRun) {
      output.write(describeTrial(removal, options));
      return;
    }
    for (const notice of notices) context.messages.write(`Note: ${notice}\n`);
    if (steps.length > 0) await remove(context, { gcloud, removal, options });
    const removed = steps.map(({ title }) => title);
    const told = steps.length === 0 ? 'Nothing of it is there.\n' : describeEnd(options, deployment);
    output.write(isJson ? `${JSON.stringify({ project: options.project, removed, notices })}\n` : told);
  } catch (error) {
    throw wordDeployError(error);
  }
}

interface Removal extends Plan, Pick<JudgedLock, 'broken'> {
  deployment: Deployment;
  account: string;
  /** Whether the API is on that keeps the lock. */
  isLockable: boolean;
  /** Looks and plans anew. */
  planAgain: () => Promise<readonly Step[]>;
}

async function findRemoval(context: CliContext, gcloud: Gcloud, options: DestroyOptions): Promise<Removal> {
  const { project: projectId, region, prefix, database = '', schedulerRegion = '' } = options;
  const { projectNumber, account } = await checkProject(gcloud, projectId);
  const asked: Deployment = {
    ...{ projectId, projectNumber, region, prefix, database, schedulerRegion, databaseLocation: region },
  };
  const rules = createRulesClient(gcloud, context.env[rulesAddress]);
  const { deployment, existing } = await look({ gcloud, rules }, asked);
  ensureRegion(deployment, existing);
  const { broken, notices } = judgeLock(deployment, existing, {
    ...{ nowMs: context.now(), own: findOwnProcess() },
    ...{ isForced: options.breakLock === true, isTrial: options.dryRun === true },
  });
  const withData = options.withData === true;
  const removal = planRemoval(deployment, existing, withData);
  return {
    ...{ deployment, account, broken, steps: removal.steps, notices: [...notices, ...removal.notices] },
    isLockable: existing.apis.has('secretmanager.googleapis.com'),
    async planAgain() {
      const again = await look({ gcloud, rules }, deployment);
      return planRemoval(deployment, again.existing, withData).steps;
    },
  };
}

interface Removing {
  gcloud: Gcloud;
  removal: Removal;
  options: DestroyOptions;
}

async function remove(context: CliContext, { gcloud, removal, options }: Removing): Promise<void> {
  const { steps, deployment, account, isLockable, planAgain } = removal;
  const isForced = options.breakLock === true;
  context.messages.write(
    `This will:\n${steps.map(({ title }) => `  - ${title}\n`).join('')}${describeStaying(options, deployment)}`,
  );
  await ensureMeant(context, options);
  await carryOut(context, { gcloud, steps, deployment, account, isLockable, isForced, planAgain });
}

/** For whoever is about to agree. */
function describeStaying({ withData }: DestroyOptions, { database, prefix }: Deployment): string {
  return withData
    ? 'Nothing brings the data back after that.\n'
    : `The database ${database} and the key ring ${prefix}-keys stay.\n`;
}

async function ensureMeant(context: CliContext, { project, confirm }: DestroyOptions): Promise<void> {
  if (confirm === undefined && !context.input.isTTY) {
    throw new UsageError(`Nobody can be asked here. Add --confirm ${project} to take it away without a question.`);
  }
  const typed = confirm ?? (await askText(context, `Type the project’s name to take it away: `)).trim();
  if (typed !== project) throw new CommandFailedError('That is not the project’s name. Nothing was removed.');
}

/** What is told when all is done. */
function describeEnd(options: DestroyOptions, deployment: Deployment): string {
  return `Removed.\n${describeKept(options, deployment)}${kept}\n`;
}

function describeKept({ withData, project, region, prefix }: DestroyOptions, { database }: Deployment): string {
  if (withData) return '';
  const place = `--project ${project} --region ${region} --prefix ${prefix} --database '${database}'`;
  return `The database ${database} and the key ring ${prefix}-keys stay. To delete them as well: npm run tilltag -- destroy ${place} --with-data\n`;
}

function describeTrial(
  { steps, notices, deployment, account, broken, isLockable }: Removal,
  options: DestroyOptions,
): string {
  const locked = isLockable ? toLockedSteps(steps, { deployment, account, broken }) : steps;
  if (options.json) return `${JSON.stringify({ steps: listTrialSteps(locked), notices })}\n`;
  const script = printTrial({ steps: locked, notices, nothing: 'Nothing of it is there.' });
  if (steps.length === 0) return script;
  return `${script}\n${toComment(`What is told when it is done:\n${describeEnd(options, deployment)}`)}`;
}
