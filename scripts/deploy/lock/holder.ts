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

/** Whether it counts at that time; Google may take a while to delete one that has ended. */
function isHeld({ untilMs }: Holder, nowMs: number): boolean {
  return !(untilMs <= nowMs);
}

/** Says it before anything is built or asked; who is first is decided when the lock is taken. Throws DeployError. */
export function ensureUnlocked(
  deployment: Pick<Deployment, 'prefix'>,
  { lock }: { lock: Holder | undefined },
  nowMs: number,
): void {
  if (lock !== undefined && isHeld(lock, nowMs)) throw new DeployError(describeHolder(lock, deployment));
}

/** A sentence for whoever is kept waiting, with both ways out. */
function describeHolder({ account, sinceMs, untilMs }: Holder, { prefix }: Pick<Deployment, 'prefix'>): string {
  return `${account || 'Somebody'} is changing the deployment "${prefix}", since ${toTime(sinceMs)}; two at once would undo each other’s steps. Wait until that run has ended. Where it ended badly, its lock ends by itself at ${toTime(untilMs)}; --break-lock ends it now.`;
}

function toTime(ms: number): string {
  return Number.isNaN(ms) ? 'an unknown time' : `${new Date(ms).toISOString().slice(11, 16)} UTC`;
}
