// The steps that deploy the functions, and the one that has the sweep asked every minute.
import {
  type Deployment,
  type FunctionName,
  toAccountEmail,
  toJobName,
  toOrigin,
  toServiceName,
} from '../deployment.ts';
import { toSecretVariables, toShape, toVariables } from '../function-settings.ts';
import type { Existing, ExistingService } from '../look/existing.ts';
import { digestLabel, schedulerLabel } from '../look/read-service.ts';
import type { PackedFunction } from '../package/package-function.ts';
import type { Wish } from '../wish.ts';
import { isBound, untilAccountIsKnown } from './plan-access.ts';
import { type Step, toStep } from './step.ts';

/** A function laid out to be uploaded. */
export interface Package extends PackedFunction {
  /** Relative to where commands run. */
  folder: string;
}

export interface FunctionMeans {
  existing: Existing;
  packages: Readonly<Record<FunctionName, Package>>;
  /** The version of each secret that the functions shall read, by its name. */
  versions: Readonly<Record<string, string>>;
}

/**
 * The functions that differ from what is wished for, with what differs in the title. Cloud Run's own command rather than that
 * of Cloud Functions: it sets concurrency, memory and start-up at once, needs neither Eventarc nor a second API, and gives
 * addresses that are known beforehand. https://cloud.google.com/run/docs/deploy-functions
 */
export function planFunctions(wish: Wish, means: FunctionMeans): Step[] {
  return wish.functions.flatMap((name) => {
    const known = means.existing.services.get(toServiceName(wish.deployment, name));
    const wanted = toWanted(name, wish, means);
    const differences = known === undefined ? [] : listDifferences(known, wanted);
    if (known !== undefined && differences.length === 0) return [];
    const title = known === undefined ? `Deploy ${name}` : `Deploy ${name} again (${differences.join(', ')})`;
    const deploy = toStep(title, toDeployCommand(name, wish, means), { patience: untilRightsAreKnown });
    return known?.isPinned === true ? [deploy, toUnpinStep(wish.deployment, name)] : [deploy];
  });
}

/** Whether the public may ask is a matter of the platform's access policy; a sweep is open to the scheduler alone. */
export function planSchedule({ functions, deployment }: Wish, { existing }: Pick<FunctionMeans, 'existing'>): Step[] {
  if (!functions.includes('sweep')) return [];
  const service = toServiceName(deployment, 'sweep');
  const email = toAccountEmail(deployment, 'scheduler');
  const member = `serviceAccount:${email}`;
  const place = [`--region=${deployment.region}`, `--project=${deployment.projectId}`];
  const bindings = existing.services.get(service)?.bindings ?? [];
  const allow = isBound(bindings, { role: 'roles/run.invoker', member, condition: '' })
    ? []
    : [
        toStep(
          'Let the scheduler ask for a sweep, and nobody else',
          [
            'run',
            'services',
            'add-iam-policy-binding',
            service,
            `--member=${member}`,
            '--role=roles/run.invoker',
            ...place,
          ],
          { patience: untilAccountIsKnown },
        ),
      ];
  return [...allow, ...planJob(deployment, existing)];
}

const everyMinute = '* * * * *';
const attemptDeadline = '60s';

function planJob(deployment: Deployment, { job }: Existing): Step[] {
  const audience = toOrigin(deployment, 'sweep');
  const email = toAccountEmail(deployment, 'scheduler');
  const isRight =
    job?.uri === `${audience}/sweep` &&
    job.account === email &&
    job.audience === audience &&
    job.schedule === everyMinute &&
    job.attemptDeadline === attemptDeadline;
  const place = [`--location=${deployment.schedulerRegion}`, `--project=${deployment.projectId}`];
  const name = toJobName(deployment);
  const resume =
    job?.isEnabled === false
      ? [toStep(`Resume the schedule ${name}`, ['scheduler', 'jobs', 'resume', name, ...place])]
      : [];
  if (isRight) return resume;
  const args = [
    ...[`--schedule=${everyMinute}`, '--time-zone=Etc/UTC', `--uri=${audience}/sweep`, '--http-method=post'],
    ...[`--oidc-service-account-email=${email}`, `--oidc-token-audience=${audience}`],
    // The next minute asks again anyway.
    ...[`--attempt-deadline=${attemptDeadline}`, '--max-retry-attempts=0', ...place],
  ];
  const verb = job === undefined ? 'create' : 'update';
  const title = job === undefined ? 'Ask for a sweep every minute' : 'Ask for a sweep every minute, as it should be';
  return [
    toStep(title, ['scheduler', 'jobs', verb, 'http', name, ...args], { patience: untilAccountIsKnown }),
    ...resume,
  ];
}

/** Google tells the right of an account to read a secret, or to build, around within some seconds; a build that fails is none of these. */
const untilRightsAreKnown = /service account \S+ (was )?(not found|does not exist)|permission denied on secret/i;

/** A service as it should be; what gcloud is told and what is compared come from here. */
type Wanted = Omit<ExistingService, 'isReady' | 'isInvokerCheckOff' | 'isPinned' | 'bindings'> & { isOpen: boolean };

function toLabels({ digest, schedulerRegion }: Wanted): Record<string, string> {
  return { [digestLabel]: digest, ...(schedulerRegion === '' ? {} : { [schedulerLabel]: schedulerRegion }) };
}

function toWanted(name: FunctionName, wish: Wish, { packages, versions }: FunctionMeans): Wanted {
  const { deployment } = wish;
  const secrets = Object.entries(toSecretVariables(name, deployment));
  return {
    ...toShape(name, wish),
    digest: packages[name].digest,
    schedulerRegion: name === 'sweep' ? deployment.schedulerRegion : '',
    variables: { ...toVariables(name, wish), ...packages[name].environment },
    secrets: Object.fromEntries(secrets.map(([variable, id]) => [variable, `${id}:${versions[id] ?? '1'}`])),
    account: toAccountEmail(deployment, name),
  };
}

/** In words what differs; variables that somebody added stay and count for nothing. */
function listDifferences(known: ExistingService, wanted: Wanted): string[] {
  const isOpen = known.isInvokerCheckOff || known.bindings.some(({ member }) => member === 'allUsers');
  const differing = (of: Readonly<Record<string, string>>, than: Readonly<Record<string, string>>): string[] =>
    Object.keys(of).filter((key) => of[key] !== than[key]);
  const plain = [
    'account',
    'schedulerRegion',
    'concurrency',
    'cpu',
    'memory',
    'timeoutSeconds',
    'minInstances',
    'maxInstances',
    'ingress',
  ] as const;
  return [
    ...(known.isReady ? [] : ['the last deployment failed']),
    ...(known.digest === wanted.digest ? [] : ['new code']),
    ...differing(wanted.variables, known.variables),
    ...differing(wanted.secrets, known.secrets),
    ...plain.filter((key) => known[key] !== wanted[key]),
    ...(isOpen === wanted.isOpen ? [] : ['who may ask']),
  ];
}

/** Whoever sent requests back to an older revision has the newest one deployed now, and would see nothing of it. */
function toUnpinStep(deployment: Deployment, name: FunctionName): Step {
  const place = [`--region=${deployment.region}`, `--project=${deployment.projectId}`];
  return toStep(`Send requests to the newest revision of ${name} again`, [
    ...['run', 'services', 'update-traffic', toServiceName(deployment, name), '--to-latest', ...place, '--quiet'],
  ]);
}

function toDeployCommand(name: FunctionName, wish: Wish, means: FunctionMeans): string[] {
  const { deployment } = wish;
  const wanted = toWanted(name, wish, means);
  const { isOpen } = toShape(name, wish);
  const account = toAccountEmail(deployment, 'build');
  return [
    ...[
      'run',
      'deploy',
      toServiceName(deployment, name),
      `--source=${means.packages[name].folder}`,
      `--function=${name}`,
    ],
    ...['--base-image=nodejs24', '--automatic-updates'],
    `--build-service-account=projects/${deployment.projectId}/serviceAccounts/${account}`,
    ...[`--service-account=${wanted.account}`, isOpen ? '--allow-unauthenticated' : '--no-allow-unauthenticated'],
    ...[`--ingress=${wanted.ingress}`, `--concurrency=${wanted.concurrency}`, `--cpu=${wanted.cpu}`],
    ...[`--memory=${wanted.memory}`, `--timeout=${wanted.timeoutSeconds}`, `--min=${wanted.minInstances}`],
    ...[`--max-instances=${wanted.maxInstances}`, '--cpu-boost'],
    ...[`--update-env-vars=${toPairs(wanted.variables)}`, `--update-secrets=${toPairs(wanted.secrets)}`],
    ...[`--update-labels=${toPairs(toLabels(wanted))}`],
    ...[`--region=${deployment.region}`, `--project=${deployment.projectId}`, '--quiet'],
  ];
}

/** gcloud splits at commas unless another sign is named first: see `gcloud topic escaping`. */
function toPairs(pairs: Readonly<Record<string, string>>): string {
  const list = Object.entries(pairs).map(([key, value]) => `${key}=${value}`);
  const sign = [',', ';', '|', '~', '#'].find((one) => !list.some((pair) => pair.includes(one))) ?? '@@';
  return sign === ',' ? list.join(',') : `^${sign}^${list.join(sign)}`;
}
