// `destroy`: takes a deployment off Google Cloud; the data stay unless they are to go.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { checkProject, ensureRegion } from '../../deploy/check-google.ts';
import type { Deployment } from '../../deploy/deployment.ts';
import { type Gcloud, openGcloud } from '../../deploy/google/gcloud.ts';
import { createRulesClient, rulesAddress } from '../../deploy/google/rules-client.ts';
import { type Looked, look } from '../../deploy/look/look.ts';
import type { Plan } from '../../deploy/plan/plan.ts';
import { planRemoval } from '../../deploy/plan/plan-removal.ts';
import { listShellLines, type Step } from '../../deploy/plan/step.ts';
import { runPlan } from '../../deploy/run-plan.ts';
import { askText } from '../ask.ts';
import type { CliContext } from '../cli-context.ts';
import { CommandFailedError, UsageError } from '../cli-errors.ts';
import { addPlaceOptions, type DeployOptions } from './deploy-options.ts';
import { wordDeployError } from './word-deploy-error.ts';

type DestroyOptions = Pick<DeployOptions, 'project' | 'region' | 'prefix' | 'database' | 'schedulerRegion'> & {
  withData?: true;
  confirm?: string;
  dryRun?: true;
  json?: true;
};

const kept =
  'The images that Google built stay in Artifact Registry (cloud-run-source-deploy), and the APIs stay on: other things may use them.';

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
    .action((options: DestroyOptions) => runDestroy(context, options));
}

async function runDestroy(context: CliContext, options: DestroyOptions): Promise<void> {
  const { env, folder, output } = context;
  const gcloud = openGcloud({ env, folder });
  try {
    const { steps, notices, deployment } = await findPlan(context, gcloud, options);
    const isJson = options.json === true;
    if (options.dryRun) {
      output.write(printTrial({ steps, notices }, isJson));
      return;
    }
    for (const notice of notices) context.messages.write(`Note: ${notice}\n`);
    if (steps.length > 0) await carryOut(context, { gcloud, steps, options });
    const removed = steps.map(({ title }) => title);
    const told =
      steps.length === 0 ? 'Nothing of it is there.\n' : `Removed.\n${describeKept(options, deployment)}${kept}\n`;
    output.write(isJson ? `${JSON.stringify({ project: options.project, removed, notices })}\n` : told);
  } catch (error) {
    throw wordDeployError(error);
  }
}

async function findPlan(context: CliContext, gcloud: Gcloud, options: DestroyOptions): Promise<Plan & Looked> {
  const { project: projectId, region, prefix, database = '', schedulerRegion = '' } = options;
  const { projectNumber } = await checkProject(gcloud, projectId);
  const asked: Deployment = {
    ...{ projectId, projectNumber, region, prefix, database, schedulerRegion, databaseLocation: region },
  };
  const rules = createRulesClient(gcloud, context.env[rulesAddress]);
  const looked = await look({ gcloud, rules }, asked);
  ensureRegion(looked.deployment, looked.existing);
  return { ...looked, ...planRemoval(looked.deployment, looked.existing, options.withData === true) };
}

interface CarryingOut {
  gcloud: Gcloud;
  steps: readonly Step[];
  options: DestroyOptions;
}

async function carryOut(context: CliContext, { gcloud, steps, options }: CarryingOut): Promise<void> {
  const { messages, now } = context;
  messages.write(`This will:\n${steps.map(({ title }) => `  - ${title}\n`).join('')}`);
  await ensureMeant(context, options);
  const stop = new AbortController();
  const release = context.onInterrupt(() => stop.abort());
  const progress = (line: string): unknown => messages.write(`${line}\n`);
  try {
    await runPlan(steps, { gcloud, progress, now, sleep: (ms) => sleep(ms), signal: stop.signal });
  } finally {
    release();
  }
}

async function ensureMeant(context: CliContext, { project, confirm }: DestroyOptions): Promise<void> {
  if (confirm === undefined && !context.input.isTTY) {
    throw new UsageError(`Nobody can be asked here. Add --confirm ${project} to take it away without a question.`);
  }
  const typed = confirm ?? (await askText(context, `Type the project’s name to take it away: `)).trim();
  if (typed !== project) throw new CommandFailedError('That is not the project’s name. Nothing was removed.');
}

function describeKept({ withData, project, region, prefix }: DestroyOptions, { database }: Deployment): string {
  if (withData) return '';
  const place = `--project ${project} --region ${region} --prefix ${prefix} --database '${database}'`;
  return `The database ${database} and the key ring ${prefix}-keys stay. To delete them as well: npm run tilltag -- destroy ${place} --with-data\n`;
}

function printTrial({ steps, notices }: Plan, isJson: boolean): string {
  if (isJson) {
    const listed = steps.map((step) => ({ title: step.title, commands: listShellLines(step) }));
    return `${JSON.stringify({ steps: listed, notices })}\n`;
  }
  const told = notices.map((notice) => `# ${notice}\n`);
  if (steps.length === 0) return ['# Nothing of it is there.\n', ...told].join('');
  return [...steps.map((step) => `# ${step.title}\n${listShellLines(step).join('\n')}\n`), ...told].join('\n');
}
