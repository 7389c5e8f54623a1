// Who holds the lock of a deployment, as everybody can see it in the list of the project's secrets.
import { DeployError } from '../deploy-error.ts';
import type { Deployment } from '../deployment.ts';
import { pickText } from '../google/json.ts';

export interface Holder {
  /** Who is signed in where it was taken; empty where that was not written down. */
  account: string;
  /** Milliseconds since 1970; `untilMs` is when Google deletes the lock unless it is renewed. */
  sinceMs: number;
  untilMs: number;
  /** Changes with every change of the lock, so that nobody takes away another one than they saw. */
  etag: string;
}

/** The annotation that names who holds it. */
export const holderAnnotation = 'by';

/** The secret that is the lock: it has no version and so no text, and costs nothing. */
export function toLockId({ prefix }: Pick<Deployment, 'prefix'>): string {
  return `${prefix}-deploy-lock`;
}

/** The holder, from the secret as gcloud prints it. */
export function readHolder(secret: unknown): Holder {
  return {
    account: pickText(secret, 'annotations', holderAnnotation),
    sinceMs: Date.parse(pickText(secret, 'createTime')),
    untilMs: Date.parse(pickText(secret, 'expireTime')),
    etag: pickText(secret, 'etag'),
  };
}

/**
 * Says it before anything is built or asked; who is first is decided when the lock is taken. The time is this machine's, whose
 * clock may be ahead: so a lock that seems to have ended is not taken away unasked, but left for Google to delete. Throws
 * DeployError.
 */
export function ensureUnlocked(
  deployment: Pick<Deployment, 'prefix'>,
  { lock }: { lock: Holder | undefined },
  nowMs: number,
): void {
  if (lock === undefined) return;
  throw new DeployError(lock.untilMs <= nowMs ? describeEnded(lock, deployment) : describeHolder(lock, deployment));
}

/** A sentence for whoever is kept waiting, with both ways out. */
function describeHolder({ account, sinceMs, untilMs }: Holder, { prefix }: Pick<Deployment, 'prefix'>): string {
  return `${account || 'Somebody'} is changing the deployment "${prefix}", since ${toTime(sinceMs)}; two at once would undo each other’s steps. Wait until that run has ended. Where it ended badly, its lock ends by itself at ${toTime(untilMs)}; --break-lock ends it now.`;
}

function describeEnded({ account, sinceMs, untilMs }: Holder, { prefix }: Pick<Deployment, 'prefix'>): string {
  return `${account || 'Somebody'} began to change the deployment "${prefix}" at ${toTime(sinceMs)}. By the clock of this machine the lock ended at ${toTime(untilMs)}, but Google has not deleted it yet. Where the clock is right and nobody is at it any more, --break-lock ends it now; or wait until Google deletes it.`;
}

function toTime(ms: number): string {
  return Number.isNaN(ms) ? 'an unknown time' : `${new Date(ms).toISOString().slice(11, 16)} UTC`;
}
