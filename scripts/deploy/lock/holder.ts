// Who holds the lock of a deployment, as everybody can see it in the list of the project's secrets.
import { DeployError } from '../deploy-error.ts';
import type { Deployment } from '../deployment.ts';
import { pickText } from '../google/json.ts';
import type { OwnProcess } from '../own-process.ts';

export interface Holder {
  /** Who is signed in where it was taken; empty where that was not written down. */
  account: string;
  /** The machine and the process that took it; empty and 0 where that was not written down. */
  machine: string;
  pid: number;
  /** Milliseconds since 1970; `untilMs` is when Google deletes the lock unless it is renewed. */
  sinceMs: number;
  untilMs: number;
  /** Changes with every change of the lock, so that nobody takes away another one than they saw. */
  etag: string;
}

/** Who takes the lock: as what account, and in which process where that can be known. */
export type Taker = Pick<Holder, 'account'> & Partial<Pick<Holder, 'machine' | 'pid'>>;

/** The annotations of a lock, as gcloud takes them; empty where there are none. */
export function toAnnotations({ account, machine = '', pid = 0 }: Taker): string {
  const process = machine === '' ? [] : [`machine=${machine}`, `pid=${pid}`];
  return [...(account === '' ? [] : [`by=${account}`]), ...process].join(',');
}

/** The secret that is the lock: it has no version and so no text, and costs nothing. */
export function toLockId({ prefix }: Pick<Deployment, 'prefix'>): string {
  return `${prefix}-deploy-lock`;
}

/** The holder, from the secret as gcloud prints it. */
export function readHolder(secret: unknown): Holder {
  return {
    account: pickText(secret, 'annotations', 'by'),
    machine: pickText(secret, 'annotations', 'machine'),
    pid: Number(pickText(secret, 'annotations', 'pid')),
    sinceMs: Date.parse(pickText(secret, 'createTime')),
    untilMs: Date.parse(pickText(secret, 'expireTime')),
    etag: pickText(secret, 'etag'),
  };
}

/** Whether a process of this machine held it that is not there any more. */
export function isLeftBehind({ machine, pid }: Holder, own: OwnProcess): boolean {
  return isHere({ machine }, own) && pid > 0 && !own.isAlive(pid);
}

function isHere({ machine }: Pick<Holder, 'machine'>, own: OwnProcess): boolean {
  return machine !== '' && machine === own.machine;
}

export interface LockView {
  /** Milliseconds since 1970. */
  nowMs: number;
  /** The process that asks. */
  own: OwnProcess;
}

/**
 * Says it before anything is built or asked; who is first is decided when the lock is taken. The time is this machine's, whose
 * clock may be ahead: so a lock that seems to have ended is not taken away unasked, but left for Google to delete. One that a
 * dead process of this machine left is in nobody's way. Throws DeployError.
 */
export function ensureUnlocked(
  deployment: Pick<Deployment, 'prefix'>,
  { lock }: { lock: Holder | undefined },
  view: LockView,
): void {
  if (lock === undefined || isLeftBehind(lock, view.own)) return;
  throw new DeployError(
    lock.untilMs <= view.nowMs ? describeEnded(lock, deployment) : describeHolder(lock, deployment, view),
  );
}

/** A sentence for whoever takes over from a dead process of this machine. */
export function describeLeft({ pid, sinceMs }: Holder, { prefix }: Pick<Deployment, 'prefix'>): string {
  return `An earlier run on this machine (process ${pid}, since ${toTime(sinceMs)}) has died without giving back the lock of "${prefix}". Nobody has to wait for it: the next change takes it over. A gcloud command that it had begun may still run to its end.`;
}

/** A sentence for whoever is kept waiting, with both ways out. */
function describeHolder(lock: Holder, { prefix }: Pick<Deployment, 'prefix'>, { nowMs, own }: LockView): string {
  const who = `${lock.account || 'Somebody'}${isHere(lock, own) ? ` (process ${lock.pid} on this machine)` : ''}`;
  return `${who} is changing the deployment "${prefix}", since ${toTime(lock.sinceMs)}; two at once would undo each other’s steps. Wait until that run has ended. Where it ended badly, its lock ends by itself ${toEnd(lock, nowMs)}; --break-lock ends it now.`;
}

function describeEnded({ account, sinceMs, untilMs }: Holder, { prefix }: Pick<Deployment, 'prefix'>): string {
  return `${account || 'Somebody'} began to change the deployment "${prefix}" at ${toTime(sinceMs)}. By the clock of this machine the lock ended at ${toTime(untilMs)}, but Google has not deleted it yet. Where the clock is right and nobody is at it any more, --break-lock ends it now; or wait until Google deletes it.`;
}

function toEnd({ untilMs }: Holder, nowMs: number): string {
  if (Number.isNaN(untilMs)) return 'within half an hour';
  const minutes = Math.ceil((untilMs - nowMs) / 60_000);
  return `in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, at ${toTime(untilMs)}`;
}

function toTime(ms: number): string {
  return Number.isNaN(ms) ? 'an unknown time' : `${new Date(ms).toISOString().slice(11, 16)} UTC`;
}
