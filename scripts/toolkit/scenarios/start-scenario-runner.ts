// Keeps a thread that runs scenarios, and replaces it when a scenario brings it down.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ScenarioReport } from '../file-report.ts';
import type { ScenarioRunner } from '../inspect-tpl.ts';
import { chooseScenarios } from './choose-scenarios.ts';
import type { ScenarioJob } from './scenario-worker.ts';

/** A runner, until it is stopped. */
export interface RunningScenarioRunner {
  readonly run: ScenarioRunner;
  readonly stop: () => Promise<void>;
}

/** What a runner keeps to. */
export interface RunnerOptions {
  /** Only scenarios whose name holds this text run. */
  readonly only?: string | undefined;
  /** How long one scenario may take; half a minute unless told. */
  readonly limitMs?: number;
  /** How much memory the thread may take; a gigabyte unless told. */
  readonly memoryMegabytes?: number;
}

/**
 * Starts the thread. A scenario that brings it down, by memory or by never ending, fails with that reason; the next one runs
 * in a new thread.
 */
export function startScenarioRunner({
  only,
  limitMs = 30_000,
  memoryMegabytes = 1024,
}: RunnerOptions = {}): RunningScenarioRunner {
  const start = () => {
    const limits = { maxOldGenerationSizeMb: memoryMegabytes };
    const thread = new Worker(join(import.meta.dirname, 'scenario-worker.ts'), { resourceLimits: limits });
    // A thread that is given up may fail once more on its way out.
    return thread.on('error', () => {});
  };
  let worker = start();
  const run: ScenarioRunner = async (parsed, file) => {
    const reports: ScenarioReport[] = [];
    const scenarios = chooseScenarios(parsed, { only });
    while (reports.length < scenarios.length) {
      const reason = await runJob(worker, { parsed, file, only, from: reports.length }, limitMs, reports);
      const running = scenarios[reports.length];
      if (reason === undefined || running === undefined) break;
      reports.push({ name: running.name, line: running.line, passed: false, message: reason });
      await worker.terminate();
      worker = start();
    }
    return reports;
  };
  return { run, stop: async () => void (await worker.terminate()) };
}

/** Collects reports until the job is done; answers the reason when the thread ended before. */
function runJob(
  worker: Worker,
  job: ScenarioJob,
  limitMs: number,
  reports: ScenarioReport[],
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const late = `The scenario did not end within ${limitMs / 1000} seconds; look for an endless loop.`;
    let timer: NodeJS.Timeout | undefined;
    const onMessage = (message: ScenarioReport | 'started' | 'done') => {
      if (message === 'done') return finish(undefined);
      clearTimeout(timer);
      timer = setTimeout(() => finish(late), limitMs);
      if (message !== 'started') reports.push(message);
    };
    const onError = (error: unknown) => finish(describeEnd(error));
    const finish = (reason: string | undefined) => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('error', onError);
      resolve(reason);
    };
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.postMessage(job);
  });
}

function describeEnd(error: unknown): string {
  const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (isMemory) return 'The scenario used up all memory; look for an endless loop.';
  return `The scenario ended the thread that ran it: ${error instanceof Error ? error.message : String(error)}`;
}
