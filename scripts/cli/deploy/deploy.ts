// `deploy`: puts the functions and all that they need onto Google Cloud, or says what that would take.
import type { Command } from 'commander';
import { describeCosts } from '../../deploy/costs/describe-costs.ts';
import { describeResult, toAddresses } from '../../deploy/describe-result.ts';
import { describeUnfinished } from '../../deploy/describe-unfinished.ts';
import { toShape } from '../../deploy/function-settings.ts';
import { leastVersion } from '../../deploy/google/check-version.ts';
import { type Gcloud, GcloudError, openGcloud } from '../../deploy/google/gcloud.ts';
import { createRulesClient, rulesAddress } from '../../deploy/google/rules-client.ts';
import { toLockedSteps } from '../../deploy/lock/run-locked.ts';
import { findUnfinished } from '../../deploy/look/find-unfinished.ts';
import { findOwnProcess } from '../../deploy/own-process.ts';
import type { Step } from '../../deploy/plan/step.ts';
import { type Prepared, prepare } from '../../deploy/prepare.ts';
import type { Wish } from '../../deploy/wish.ts';
import type { CliContext } from '../cli-context.ts';
import { ensureWanted } from '../ensure-wanted.ts';
import { promptForSecret, readSecret } from '../read-secret.ts';
import { carryOut } from './carry-out.ts';
import { addDeployOptions, type DeployOptions, toWish } from './deploy-options.ts';
import { listTrialSteps, printTrial, toComment } from './print-trial.ts';
import { wordDeployError } from './word-deploy-error.ts';

const explanation = `
It needs the Google Cloud CLI (gcloud, ${leastVersion} or later), signed in as somebody who owns the project, or who has on it
these roles: Service Usage Admin, Service Account Admin, Service Account User, Project IAM Admin, Secret Manager Admin, Cloud
Datastore Owner, Firebase Rules Admin, Cloud Run Admin, Cloud Build Editor, Artifact Registry Admin, Storage Admin and Cloud
Scheduler Admin. It looks first and changes only what differs, so it may be run again at any time: after an update, with other
options, or after a run that failed, which it goes on from. Two people who run it at once do not get in each other’s way: the
second is told who is at it. After a run that was killed, the next one on the same machine goes on at once (Linux and macOS).

A dry run needs no sign-in: without one it prints what a project takes in which nothing is there yet, and names what it does
not know. It ends with 0 when it has printed the commands, even where its notes say what still keeps a deployment from being
carried out; and with 1 where Google, the region or somebody else’s service rules it out.
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
    const isForced = options.breakLock === true;
    const { now } = context;
    const own = findOwnProcess();
    const prepared = await prepare(wish, { gcloud, rules, folder, isTrial, isForced, now, own, progress: tell });
    if (isTrial) context.output.write(describeTrial(prepared, options.json === true));
    else await deploy(context, { gcloud, prepared, options });
  } catch (error) {
    throw wordDeployError(error);
  }
}

async function findClientSecret(context: CliContext, options: DeployOptions): Promise<string | undefined> {
  const given = await readSecret(context, options);
  if (given !== undefined || options.oidcClientId === undefined || options.dryRun) return given;
  return await promptForSecret(context, 'Secret of the OAuth client (Enter keeps the stored one): ');
}

interface Deploying {
  gcloud: Gcloud;
  prepared: Prepared;
  options: DeployOptions;
}

async function deploy(context: CliContext, { gcloud, prepared, options }: Deploying): Promise<void> {
  const { steps, wish, account, planAgain } = prepared;
  const { messages, output } = context;
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
    const { deployment } = wish;
    const isForced = options.breakLock === true;
    await carryOut(context, { gcloud, steps, deployment, account, planAgain, isForced, isLockable: true });
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

function describeTrial({ steps, notices, wish, account, broken }: Prepared, isJson: boolean): string {
  const locked = toLockedSteps(steps, { deployment: wish.deployment, account, broken });
  if (isJson) return `${JSON.stringify({ steps: listTrialSteps(locked), notices, addresses: toAddresses(wish) })}\n`;
  const costs = describeCosts([10_000, 1_000_000], { minInstances: wish.minInstances });
  return [
    printTrial({ steps: locked, notices, nothing: 'Nothing to change.' }),
    toComment(`What is told when it is done:\n${describeResult(wish)}`),
    toComment(costs),
  ].join('\n');
}
