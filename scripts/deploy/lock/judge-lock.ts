// Judges a lock that was seen before anything is done: whether it is in the way, and what is to be said of it.
import { DeployError } from '../deploy-error.ts';
import type { Deployment } from '../deployment.ts';
import { describeLeft, ensureUnlocked, type Holder, isLeftBehind, type LockView } from './holder.ts';

export interface Judging extends LockView {
  /** Whether to go on though somebody else holds it. */
  isForced: boolean;
  /** Whether nothing will be done, so that a lock in the way is only mentioned. */
  isTrial: boolean;
}

export interface JudgedLock {
  /** The one that has to be taken away first. */
  broken: Holder | undefined;
  notices: readonly string[];
}

/** Throws DeployError where somebody else's is in the way. */
export function judgeLock(
  deployment: Pick<Deployment, 'prefix'>,
  { lock }: { lock: Holder | undefined },
  { isForced, isTrial, ...view }: Judging,
): JudgedLock {
  if (lock === undefined) return { broken: undefined, notices: [] };
  if (isLeftBehind(lock, view.own)) return { broken: lock, notices: [describeLeft(lock, deployment)] };
  if (isForced) return { broken: lock, notices: [] };
  try {
    ensureUnlocked(deployment, { lock }, view);
    return { broken: undefined, notices: [] };
  } catch (error) {
    if (!isTrial || !(error instanceof DeployError)) throw error;
    return { broken: undefined, notices: [error.message] };
  }
}
