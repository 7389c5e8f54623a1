// Carries out the steps of a plan one after the other, and says how far it is.
import { describeRefusal } from './google/explain-refusal.ts';
import { type Gcloud, GcloudError } from './google/gcloud.ts';
import { type Action, listShellLines, type Step } from './plan/step.ts';

/** A step failed; what came before it stays. */
export class StepFailedError extends Error {
  override readonly name = 'StepFailedError';
}

export interface Running {
  gcloud: Gcloud;
  /** Gets which step begins, why it waits, and how it ended after how many seconds; texts with line ends where a line ends. */
  tell: (text: string) => void;
  /** Milliseconds since 1970. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Ends the run after the action that is under way. */
  signal: AbortSignal;
  /** Called before every attempt of an action; where it rejects, the run ends. */
  beforeAttempt?: (action: Action) => Promise<void>;
}

const usualWaitsMs = [2_000, 4_000, 8_000, 15_000, 30_000, 30_000, 30_000];

/** What Google says of what works a moment later: an API that was just turned on, a policy that somebody else changes as well. */
const passing = /SERVICE_DISABLED|has not been used in project|concurrent policy changes|per minute/i;

/** Resolves when all is done; rejects with StepFailedError, in whose message stands what to do. */
export async function runPlan(steps: readonly Step[], running: Running): Promise<void> {
  const { tell, now } = running;
  for (const [index, step] of steps.entries()) {
    const startedAtMs = now();
    tell(`[${index + 1}/${steps.length}] ${step.title} … `);
    const elapsed = (): string => `${((now() - startedAtMs) / 1000).toFixed(1)} s\n`;
    try {
      for (const action of step.actions) await perform(action, step, running);
    } catch (error) {
      tell(`failed after ${elapsed()}`);
      throw toFailure(step, error);
    }
    tell(`done in ${elapsed()}`);
  }
}

async function perform(
  action: Action,
  { patience, waitsMs = usualWaitsMs }: Step,
  { gcloud, tell, sleep, signal, beforeAttempt }: Running,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    if (signal.aborted) throw new StepFailedError('Stopped.');
    try {
      await beforeAttempt?.(action);
      if ('shell' in action) await action.perform();
      else await gcloud.run(action);
      return;
    } catch (error) {
      // A terminal sends Ctrl-C to gcloud as well, which then fails.
      if (signal.aborted) throw new StepFailedError('Stopped.');
      const waitMs = waitsMs[attempt];
      if (waitMs === undefined || !isPassing(error, patience)) throw error;
      tell(attempt === 0 ? `Google is not ready for it, next try in ${waitMs / 1000} s … ` : `${waitMs / 1000} s … `);
      await sleep(waitMs);
    }
  }
}

function isPassing(error: unknown, patience: RegExp | undefined): boolean {
  return error instanceof GcloudError && (passing.test(error.said) || patience?.test(error.said) === true);
}

function toFailure(step: Step, error: unknown): Error {
  const goOn = 'What was made before stays. Run the same command again to go on from there.';
  if (error instanceof StepFailedError) return new StepFailedError(`Stopped at: ${step.title}. ${goOn}`);
  if (!(error instanceof GcloudError)) return error instanceof Error ? error : new Error(String(error));
  const [line = ''] = listShellLines(step);
  const hint = step.actions.length === 1 ? [`The command was: ${line}`] : [];
  return new StepFailedError([`${step.title}: ${error.message}`, ...describeRefusal(error), ...hint, goOn].join('\n'), {
    cause: error,
  });
}
