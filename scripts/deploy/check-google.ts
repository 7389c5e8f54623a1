// Checks, before anything is looked at or made, that Google can be asked and has what a deployment needs.
import { DeployError, SignedOutError } from './deploy-error.ts';
import type { Deployment } from './deployment.ts';
import { checkVersion } from './google/check-version.ts';
import { explainRefusal } from './google/explain-refusal.ts';
import { type Gcloud, GcloudError } from './google/gcloud.ts';
import { lastPart, pick, pickList, pickText } from './google/json.ts';
import type { Existing } from './look/existing.ts';
import type { Step } from './plan/step.ts';

export interface CheckedProject {
  projectNumber: string;
  /** Who is signed in. */
  account: string;
}

/** What is known of the project. Rejects with DeployError, or with GcloudError where gcloud is missing. */
export async function checkProject(gcloud: Gcloud, projectId: string): Promise<CheckedProject> {
  await checkVersion(gcloud);
  const accounts = pickList({ list: await gcloud.ask(['auth', 'list', '--filter=status:ACTIVE']) }, 'list');
  const account = pickText(accounts[0], 'account') || (await findOtherCredentials(gcloud));
  if (account === '') throw new SignedOutError('Nobody is signed in to gcloud. Sign in with: gcloud auth login');
  const project = await gcloud.ask(['projects', 'describe', projectId]).catch((error: unknown) => {
    throw toProjectError(error, projectId, account);
  });
  if (pickText(project, 'lifecycleState') !== 'ACTIVE') {
    throw new DeployError(
      `The project ${projectId} is being deleted. Choose another, or restore it in Google’s console.`,
    );
  }
  await checkBilling(gcloud, projectId);
  return { projectNumber: pickText(project, 'projectNumber'), account };
}

/** A build server hands gcloud a token or a file without signing anybody in. */
async function findOtherCredentials(gcloud: Gcloud): Promise<string> {
  try {
    await gcloud.run({ args: ['auth', 'print-access-token'] });
    return 'the credentials of this environment';
  } catch (error) {
    if (!(error instanceof GcloudError) || error.isMissing) throw error;
    return '';
  }
}

function toProjectError(error: unknown, projectId: string, account: string): unknown {
  if (!(error instanceof GcloudError) || error.isMissing) return error;
  const cure = isRefused.test(error.said) ? undefined : explainRefusal(error);
  const unseen = `There is no project ${projectId} that ${account} may see. "gcloud projects list" shows those there are; "gcloud auth login" signs somebody else in.`;
  return new DeployError(`${cure ?? unseen}\nGoogle said: ${error.said.split('\n')[0] ?? ''}`, { cause: error });
}

/** Google says the same of a project that is not there and of one that somebody may not see. */
const isRefused = /does not have permission|not found|NOT_FOUND/i;

async function checkBilling(gcloud: Gcloud, projectId: string): Promise<void> {
  const billing = await gcloud.ask(['billing', 'projects', 'describe', projectId]).catch((error: unknown) => {
    // Not everybody who may deploy may see who pays; where nobody does, the next step says so.
    if (error instanceof GcloudError && !error.isMissing) return { billingEnabled: true };
    throw error;
  });
  if (pick(billing, 'billingEnabled') === true) return;
  throw new DeployError(
    `Nobody pays for the project ${projectId}, and Google runs functions only where somebody does. Link a billing account: https://console.cloud.google.com/billing/linkedaccount?project=${projectId}`,
  );
}

/** That the region is where the deployment lies. Throws DeployError: accounts, secrets and database serve all regions. */
export function ensureRegion({ region, prefix }: Deployment, { otherRegions }: Pick<Existing, 'otherRegions'>): void {
  const [other] = otherRegions;
  if (other === undefined) return;
  throw new DeployError(
    `Functions of "${prefix}" run in ${otherRegions.join(' and ')}, not only in ${region}. Say --region ${other}; or deploy another one here with --prefix NAME. To move, "destroy" with --region ${other} first, which keeps the data.`,
  );
}

/** That no service of somebody else has the name of ours. Throws DeployError. */
export function ensureOurs({ services }: Pick<Existing, 'services'>): void {
  const foreign = [...services].filter(([, { digest }]) => digest === '').map(([name]) => name);
  if (foreign.length === 0) return;
  throw new DeployError(
    `There is a Cloud Run service ${foreign.join(', ')} that was not deployed by this command. Choose other names with --prefix NAME.`,
  );
}

type Places = Pick<Deployment, 'projectId' | 'region' | 'databaseLocation' | 'schedulerRegion'>;

interface Question {
  api: string;
  what: string;
  place: string;
  /** The option that names another place. */
  option: string;
  args: readonly string[];
}

function listQuestions({ region, databaseLocation, schedulerRegion }: Places): Question[] {
  return [
    { api: 'run', what: 'Cloud Run', place: region, option: '--region', args: ['run', 'regions', 'list'] },
    {
      ...{ api: 'firestore', what: 'Firestore', place: databaseLocation, option: '--database-location' },
      args: ['firestore', 'locations', 'list'],
    },
    {
      ...{ api: 'cloudscheduler', what: 'Cloud Scheduler', place: schedulerRegion, option: '--scheduler-region' },
      args: ['scheduler', 'locations', 'list'],
    },
  ];
}

/**
 * That Google offers everything at the chosen places. Where an API is still off, nobody can say; for those there is a step, to
 * be taken when they are on and before anything is made. Rejects with DeployError.
 */
export async function checkPlaces(gcloud: Gcloud, places: Places, apis: ReadonlySet<string>): Promise<Step[]> {
  const questions = listQuestions(places);
  const isOn = ({ api }: Question): boolean => apis.has(`${api}.googleapis.com`);
  await Promise.all(questions.filter(isOn).map((question) => checkPlace(gcloud, places.projectId, question)));
  return questions
    .filter((question) => !isOn(question))
    .map((question) => ({
      title: `Check that ${question.what} is offered in ${question.place}`,
      actions: [
        {
          shell: [`gcloud ${question.args.join(' ')} --project=${places.projectId}   # must list ${question.place}`],
          perform: () => checkPlace(gcloud, places.projectId, question),
        },
      ],
      patience: /is disabled|PERMISSION_DENIED/i,
      isPreparation: true,
    }));
}

async function checkPlace(gcloud: Gcloud, projectId: string, { what, place, option, args }: Question): Promise<void> {
  const offered = pickList({ list: await gcloud.ask([...args, `--project=${projectId}`]) }, 'list').map(
    (one) => pickText(one, 'locationId') || lastPart(pickText(one, 'name')),
  );
  if (offered.includes(place)) return;
  throw new DeployError(
    `Google offers no ${what} in "${place}". Choose another with ${option}: ${[...offered].sort().join(', ')}.`,
  );
}
