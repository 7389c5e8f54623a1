// Keeps two people from changing one deployment at once: a secret without a text, which only one of them can create, and which
// Google deletes by itself when nobody renews it.
import { DeployError } from '../deploy-error.ts';
import type { Deployment } from '../deployment.ts';
import type { GcloudCommand } from '../google/command.ts';
import { type Gcloud, GcloudError } from '../google/gcloud.ts';
import { pickText } from '../google/json.ts';
import type { OwnProcess } from '../own-process.ts';
import { ensureUnlocked, type Holder, readHolder, type Taker, toAnnotations, toLockId } from './holder.ts';

/** So long a lock lasts from when it was taken or last renewed. */
export const lockLastsMs = 30 * 60_000;
const renewedEveryMs = 5 * 60_000;

export type LockedDeployment = Pick<Deployment, 'prefix' | 'projectId' | 'region'>;

export interface Locking {
  gcloud: Gcloud;
  deployment: LockedDeployment;
  /** Who takes it; empty where nobody knows. */
  account: string;
  /** The process that takes it. */
  own: OwnProcess;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Whether to take away the lock of another, as it is when this run begins. */
  isForced: boolean;
}

export interface Lock {
  /** Makes it last longer, where that is due or must be sure. Rejects with DeployError where it is gone or another's. */
  renew(wish?: { isSure: boolean }): Promise<void>;
  /** Gives it back; one that somebody else took over stays as it is. Rejects with GcloudError. */
  release(): Promise<void>;
}

/** The command that creates the lock, and fails where there is one. */
export function toTakeCommand({ deployment, ...taker }: Taker & Pick<Locking, 'deployment'>): GcloudCommand {
  const { region, projectId } = deployment;
  const annotations = toAnnotations(taker);
  return {
    args: [
      ...['secrets', 'create', toLockId(deployment), '--replication-policy=user-managed', `--locations=${region}`],
      ...[toLife(), ...(annotations === '' ? [] : [`--set-annotations=${annotations}`])],
      ...[`--project=${projectId}`, '--quiet'],
    ],
  };
}

/** The command that gives it back. */
export function toReleaseCommand(deployment: LockedDeployment, etag = ''): GcloudCommand {
  const given = etag === '' ? [] : [`--etag=${etag}`];
  return {
    args: ['secrets', 'delete', toLockId(deployment), ...given, `--project=${deployment.projectId}`, '--quiet'],
  };
}

/** The lock. Rejects with DeployError that names who holds it, and with GcloudError. */
export async function takeLock(locking: Locking): Promise<Lock> {
  const { gcloud, deployment, account, own, now } = locking;
  const { machine, pid } = own;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const created = await gcloud.ask(toTakeCommand({ deployment, account, machine, pid }).args);
      return holdLock(locking, pickText(created, 'etag'));
    } catch (error) {
      if (!isSaid(error, /ALREADY_EXISTS|already exists/i) || attempt === 2) throw error;
    }
    const holder = await findHolder(locking);
    // Its holder gave it back in this moment.
    if (holder === undefined) continue;
    // What appears only now is not the lock that somebody knows to be dead.
    if (!locking.isForced || attempt > 0) ensureUnlocked(deployment, { lock: holder }, { nowMs: now(), own });
    await gcloud.run(toReleaseCommand(deployment, holder.etag)).catch((error: unknown) => {
      if (!isSaid(error, goneOrChanged)) throw error;
    });
  }
}

function holdLock({ gcloud, deployment, now }: Locking, first: string): Lock {
  const id = toLockId(deployment);
  let etag = first;
  let renewedAtMs = now();
  return {
    async renew({ isSure } = { isSure: false }) {
      if (!isSure && now() - renewedAtMs < renewedEveryMs) return;
      const place = [`--project=${deployment.projectId}`, '--quiet'];
      try {
        const known = etag === '' ? [] : [`--etag=${etag}`];
        etag = pickText(await gcloud.ask(['secrets', 'update', id, toLife(), ...known, ...place]), 'etag');
      } catch (error) {
        if (!isSaid(error, goneOrChanged)) throw error;
        throw new DeployError(
          'This run does not hold the lock of the deployment any more, so it ends here: somebody else took the lock away, or it ended by itself while this machine slept. What was made stays. Run the same command again when nobody else is at it.',
          { cause: error },
        );
      }
      renewedAtMs = now();
    },
    async release() {
      try {
        await gcloud.run(toReleaseCommand(deployment, etag));
      } catch (error) {
        if (!isSaid(error, goneOrChanged)) throw error;
      }
    },
  };
}

/** The words of the service; those about what does not exist are gcloud's own, which looks before it updates. */
const goneOrChanged = /NOT_FOUND|not found|does not exist|FAILED_PRECONDITION|ABORTED|etag/i;

async function findHolder({ gcloud, deployment }: Locking): Promise<Holder | undefined> {
  try {
    const place = [`--project=${deployment.projectId}`];
    return readHolder(await gcloud.ask(['secrets', 'describe', toLockId(deployment), ...place]));
  } catch (error) {
    if (isSaid(error, /NOT_FOUND|not found/i)) return undefined;
    throw error;
  }
}

function toLife(): string {
  return `--ttl=${lockLastsMs / 1000}s`;
}

function isSaid(error: unknown, words: RegExp): boolean {
  return error instanceof GcloudError && words.test(error.said);
}
