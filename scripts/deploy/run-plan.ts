// Carries out the steps of a plan one after the other, and says how far it is.
import { type Gcloud, GcloudError } from './google/gcloud.ts';
import { type Action, listShellLines, type Step } from './plan/step.ts';

/** A step failed; what came before it stays. */
export class StepFailedError extends Error {
  override readonly name = 'StepFailedError';
}

export interface Running {
  gcloud: Gcloud;
  /** One line when a step is done or has failed, with the seconds that it took. */
  progress: (line: string) => void;
  /** Milliseconds since 1970. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Ends the run after the action that is under way. */
  signal: AbortSignal;
}

const waitsMs = [2_000, 4_000, 8_000, 15_000, 30_000, 30_000, 30_000];

/** Resolves when all is done; rejects with StepFailedError, in whose message stands what to do. */
export async function runPlan(steps: readonly Step[], running: Running): Promise<void> {
  const { progress, now } = running;
  for (const [index, step] of steps.entries()) {
    const startedAtMs = now();
    const place = `[${index + 1}/${steps.length}] ${step.title}`;
    const elapsed = (): string => `${((now() - startedAtMs) / 1000).toFixed(1)} s`;
    try {
      for (const action of step.actions) await perform(action, step, running);
    } catch (error) {
      progress(`${place}: failed after ${elapsed()}`);
      throw toFailure(step, error);
    }
    progress(`${place}: done in ${elapsed()}`);
  }
}

async function perform(action: Action, { patience }: Step, { gcloud, sleep, signal }: Running): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    if (signal.aborted) throw new StepFailedError('Stopped.');
    try {
      if ('shell' in action) await action.perform();
      else await gcloud.run(action);
      return;
    } catch (error) {
      // A terminal sends Ctrl-C to gcloud as well, which then fails.
      if (signal.aborted) throw new StepFailedError('Stopped.');
      const waitMs = waitsMs[attempt];
      const isWorthwhile = error instanceof GcloudError && patience?.test(error.said) === true;
      if (!isWorthwhile || waitMs === undefined) throw error;
      await sleep(waitMs);
    }
  }
}

function toFailure(step: Step, error: unknown): Error {
  const goOn = 'What was made before stays. Run the same command again to go on from there.';
  if (error instanceof StepFailedError) return new StepFailedError(`Stopped at: ${step.title}. ${goOn}`);
  if (!(error instanceof GcloudError)) return error instanceof Error ? error : new Error(String(error));
  const [line = ''] = listShellLines(step);
  const said = error.said === '' ? [] : ['Google said:', ...error.said.split('\n').map((part) => `  ${part}`)];
  const hint = step.actions.length === 1 ? [`The command was: ${line}`] : [];
  return new StepFailedError([`${step.title}: ${error.message}`, ...said, ...hint, goOn].join('\n'), { cause: error });
}
