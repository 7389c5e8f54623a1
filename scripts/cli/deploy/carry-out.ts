// Carries a plan out at the terminal: tells how far it is, and ends between two commands at Ctrl-C.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Gcloud } from '../../deploy/google/gcloud.ts';
import { type LockedRun, runLocked } from '../../deploy/lock/run-locked.ts';
import { findOwnProcess } from '../../deploy/own-process.ts';
import type { Step } from '../../deploy/plan/step.ts';
import type { CliContext } from '../cli-context.ts';

export interface CarryingOut
  extends Pick<LockedRun, 'deployment' | 'account' | 'isForced' | 'isLockable' | 'planAgain'> {
  gcloud: Gcloud;
  steps: readonly Step[];
}

/** Resolves when every step is done; rejects with what stopped it. */
export async function carryOut(
  { messages, now, onInterrupt }: CliContext,
  { steps, ...run }: CarryingOut,
): Promise<void> {
  const stop = new AbortController();
  const release = onInterrupt(() => {
    messages.write('\nStopping after the command that is under way …\n');
    stop.abort();
  });
  const tell = (text: string): unknown => messages.write(text);
  try {
    const own = findOwnProcess();
    await runLocked(steps, { ...run, own, tell, now, sleep: (ms) => sleep(ms), signal: stop.signal });
  } finally {
    release();
  }
}
