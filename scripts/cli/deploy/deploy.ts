// `deploy`: puts the functions and all that they need onto Google Cloud, or says what that would take.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { describeCosts } from '../../deploy/costs/describe-costs.ts';
import { describeResult, toAddresses } from '../../deploy/describe-result.ts';
import { describeUnfinished } from '../../deploy/describe-unfinished.ts';
import { toShape } from '../../deploy/function-settings.ts';
import { type Gcloud, GcloudError, openGcloud } from '../../deploy/google/gcloud.ts';
import { createRulesClient, rulesAddress } from '../../deploy/google/rules-client.ts';
import { findUnfinished } from '../../deploy/look/find-unfinished.ts';
import { listShellLines, type Step } from '../../deploy/plan/step.ts';
import { type Prepared, prepare } from '../../deploy/prepare.ts';
import { runPlan } from '../../deploy/run-plan.ts';
import type { Wish } from '../../deploy/wish.ts';
import type { CliContext } from '../cli-context.ts';
import { ensureWanted } from '../ensure-wanted.ts';
import { promptForSecret, readSecret } from '../read-secret.ts';
import { addDeployOptions, type DeployOptions, toWish } from './deploy-options.ts';
import { wordDeployError } from './word-deploy-error.ts';

const explanation = `
It needs the Google Cloud CLI (gcloud), signed in as somebody who owns the project. It looks first and changes only what
differs, so it may be run again at any time: after an update, with other options, or after a run that failed.
`;

/** Adds the command below `program`. */
export function addDeploy(program: Command, context: CliContext): void {
  const command = program
    .command('deploy')
    .description('put the functions onto Google Cloud: Firestore, secrets, four functions, a schedule');
  addDeployOptions(command)
    .addHelpText('after', explanation)
    .action((options: DeployOptions) => runDeploy(context, options));
}

async function runDeploy(context: CliContext, options: DeployOptions): Promise<void> {
  const { env, folder } = context;
  const gcloud = openGcloud({ env, folder });
  const tell = (line: string): unknown => context.messages.write(`${line}\n`);
  const rules = createRulesClient(gcloud, env[rulesAddress]);
  try {
    const wish = toWish(context, options, await findClientSecret(context, options));
    const isTrial = options.dryRun === true;
    const prepared = await prepare(wish, { gcloud, rules, folder, isTrial, progress: tell });
    if (isTrial) printTrial(context, prepared, options.json === true);
    else await carryOut(context, { gcloud, prepared, options });
  } catch (error) {
    throw wordDeployError(error);
  }
}

async function findClientSecret(context: CliContext, options: DeployOptions): Promise<string | undefined> {
  const given = await readSecret(context, options);
  if (given !== undefined || options.oidcClientId === undefined || options.dryRun) return given;
  return await promptForSecret(context, 'Secret of the OAuth client (Enter keeps the stored one): ');
}

interface CarryingOut {
  gcloud: Gcloud;
  prepared: Prepared;
  options: DeployOptions;
}

async function carryOut(context: CliContext, { gcloud, prepared, options }: CarryingOut): Promise<void> {
  const { steps, wish } = prepared;
  const { messages, output, now } = context;
  messages.write(describePlan(prepared));
  if (steps.length > 0) {
    await ensureWanted(context, {
      isAgreed: options.yes === true,
      question: `Do this in the project ${wish.deployment.projectId}?`,
      refusal: {
        unasked: 'Nobody can be asked here. Add --yes to deploy without a question, or --dry-run to see the commands.',
        declined: 'Nothing was changed.',
      },
    });
    const stop = new AbortController();
    const release = context.onInterrupt(() => stop.abort());
    const progress = (line: string): unknown => messages.write(`${line}\n`);
    try {
      await runPlan(steps, { gcloud, progress, now, sleep: (ms) => sleep(ms), signal: stop.signal });
    } finally {
      release();
    }
  }
  const changed = steps.map(({ title }) => title);
  const unfinished = await findLeft(gcloud, wish);
  const { projectId } = wish.deployment;
  output.write(
    options.json
      ? `${JSON.stringify({ project: projectId, changed, unfinished, addresses: toAddresses(wish) })}\n`
      : [describeResult(wish), ...unfinished.map((sentence) => `\nNote: ${sentence}\n`)].join(''),
  );
}

/** Everything was done, so that a question which fails now is no failure of the deployment. */
async function findLeft(gcloud: Gcloud, wish: Wish): Promise<string[]> {
  const open = wish.functions.filter((name) => toShape(name, wish).isOpen);
  try {
    return describeUnfinished(await findUnfinished(gcloud, { deployment: wish.deployment, open }), wish.deployment);
  } catch (error) {
    if (!(error instanceof GcloudError)) throw error;
    return [`Whether Google is still at something could not be found out: ${error.message}`];
  }
}

function describePlan({ steps, notices, account, wish }: Prepared): string {
  const { projectId, region } = wish.deployment;
  const heading = `\nIn the project ${projectId}, region ${region}, as ${account}:\n`;
  const lines = steps.length === 0 ? ['  nothing to change'] : steps.map((step) => `  - ${describeStep(step)}`);
  return [heading, ...lines.map((line) => `${line}\n`), ...notices.map((notice) => `\nNote: ${notice}\n`), '\n'].join(
    '',
  );
}

function describeStep({ title, actions }: Step): string {
  return actions.length === 1 ? title : `${title} (${actions.length} commands)`;
}

function printTrial({ output }: CliContext, prepared: Prepared, isJson: boolean): void {
  const { steps, notices, wish } = prepared;
  if (isJson) {
    const listed = steps.map((step) => ({ title: step.title, commands: listShellLines(step) }));
    output.write(`${JSON.stringify({ steps: listed, notices, addresses: toAddresses(wish) })}\n`);
    return;
  }
  const scripts = steps.map((step) => `# ${step.title}\n${listShellLines(step).join('\n')}\n`);
  const told = notices.map((notice) => `${notice.replaceAll(/^/gm, '# ')}\n`);
  output.write(steps.length === 0 ? '# Nothing to change.\n' : scripts.join('\n'));
  if (told.length > 0) output.write(`\n${told.join('\n')}`);
  output.write(
    `\n${describeCosts([10_000, 1_000_000], { minInstances: wish.minInstances }).replaceAll(/^(?=.)/gm, '# ')}`,
  );
}
