// The bench's hand on the process that makes the load.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { LoadPlan, LoadResult } from './load-plan.ts';

/** A load process; one stretch at a time. */
export interface Load {
  /** Rejects when the process dies, or when a single answer was wrong: such a figure would mean nothing. */
  run(plan: LoadPlan): Promise<LoadResult>;
  stop(): void;
}

/** Starts the process; it ends with this one at the latest. */
export function startLoad(): Load {
  const child = fork(path.join(import.meta.dirname, 'load-process.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    run: (plan) => run(child, plan),
    stop: () => child.kill(),
  };
}

async function run(child: ChildProcess, plan: LoadPlan): Promise<LoadResult> {
  const abort = new AbortController();
  const { signal } = abort;
  const died = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`The load process ended with ${code}; its message stands above.`);
  });
  child.send(plan);
  try {
    const [result]: LoadResult[] = await Promise.race([once(child, 'message', { signal }), died]);
    if (result === undefined) throw new Error('The load process sent an empty result.');
    if (result.wrongAnswers > 0) {
      const { wrongAnswers, firstWrongAnswer } = result;
      throw new Error(`${wrongAnswers} of ${plan.requests} answers were wrong. The first: ${firstWrongAnswer}`);
    }
    return result;
  } finally {
    died.catch(() => undefined);
    abort.abort();
  }
}
