// Carries out a plan while nobody else changes the same deployment, and only if the plan still fits what is there.
import { DeployError } from '../deploy-error.ts';
import { type Action, listShellLines, type Step } from '../plan/step.ts';
import { type Running, runPlan } from '../run-plan.ts';
import type { Holder } from './holder.ts';
import { type Lock, type Locking, takeLock, toReleaseCommand, toTakeCommand } from './take-lock.ts';

export type LockedRun = Omit<Running, 'beforeAttempt'> &
  Omit<Locking, 'now' | 'gcloud'> & {
    /** Whether there can be a lock: not where nothing is made and the API that keeps it is off. */
    isLockable: boolean;
    /** Looks and plans anew. */
    planAgain: () => Promise<readonly Step[]>;
  };

const takes = 'Keep others from changing it meanwhile';

/** A shell that ends at a command does not come to the last one, which gives the lock back. */
const afterFailure = 'after a command that fails: run the last one, then begin anew';

/** Resolves when all is done and the lock is given back; rejects like `runPlan`, and with DeployError for what is in the way. */
export async function runLocked(steps: readonly Step[], run: LockedRun): Promise<void> {
  if (!run.isLockable) {
    await runPlan(steps, run);
    return;
  }
  // Assigned within the plan.
  const held: { lock?: Lock } = {};
  const { deployment, account } = run;
  const [before, planned] = split(steps);
  const take: Step = {
    title: takes,
    actions: [
      {
        shell: listShellLines({ title: takes, actions: [toTakeCommand({ deployment, account })] }),
        async perform() {
          // What follows may be tried again.
          held.lock ??= await takeLock(run);
          ensureSame(planned, split(await run.planAgain())[1]);
        },
      },
    ],
  };
  try {
    const beforeAttempt = async (action: Action): Promise<void> => await held.lock?.renew({ isSure: isDeploy(action) });
    await runPlan([...before, take, ...planned], { ...run, beforeAttempt });
  } finally {
    await giveBack(held.lock, run);
  }
}

/** Takes minutes, and what it puts out is what two runs would undo of each other. */
function isDeploy(action: Action): boolean {
  return 'args' in action && action.args[0] === 'run' && action.args[1] === 'deploy';
}

export interface TrialLocking extends Pick<Locking, 'deployment' | 'account'> {
  /** The lock that has to be taken away first. */
  broken?: Holder | undefined;
}

/** The same as steps that a person can do at a shell; nothing where nothing is to be done. */
export function toLockedSteps(steps: readonly Step[], { deployment, account, broken }: TrialLocking): Step[] {
  if (steps.length === 0) return [];
  const [before, planned] = split(steps);
  const release = broken === undefined ? [] : [toReleaseCommand(deployment, broken.etag)];
  return [
    ...before,
    ...release.map((command) => ({ title: 'Take away the lock that an earlier run left', actions: [command] })),
    { title: `${takes} (${afterFailure})`, actions: [toTakeCommand({ deployment, account })] },
    ...planned,
    { title: 'Let others change it again', actions: [toReleaseCommand(deployment)] },
  ];
}

function split(steps: readonly Step[]): [readonly Step[], readonly Step[]] {
  return [steps.filter((one) => one.isPreparation === true), steps.filter((one) => one.isPreparation !== true)];
}

function ensureSame(planned: readonly Step[], now: readonly Step[]): void {
  const toText = (steps: readonly Step[]): string =>
    steps.flatMap((one) => (one.isWaiting ? [] : listShellLines(one))).join('\n');
  if (toText(planned) === toText(now)) return;
  throw new DeployError(
    'What is there has changed since it was looked at: another run came in between, or an API that was off hid something. So the plan does not fit any more, and this run ends before it made or changed anything of the deployment; APIs that it turned on stay on. Run the same command again, which looks anew.',
  );
}

/** What failed before says more than a lock that could not be given back. */
async function giveBack(lock: Lock | undefined, { own, tell }: Pick<LockedRun, 'own' | 'tell'>): Promise<void> {
  try {
    await lock?.release();
  } catch {
    const here = own.machine === '' ? '' : 'The next run on this machine takes it over; elsewhere it counts on. ';
    tell(
      `The lock could not be given back. ${here}It ends by itself within half an hour; --break-lock ends it sooner.\n`,
    );
  }
}
