// Runs scenarios in a thread of its own, so that code which never ends or eats all memory takes nothing else with it.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { ParsedTpl } from '../../tpl/parsed-tpl.ts';
import type { ScenarioChoice } from './choose-scenarios.ts';

// Each thread has a cache of its own, and this one is ended from outside, before it would keep anything.
enableCompileCache();
const { runFileScenarios } = await import('./run-file-scenarios.ts');
flushCompileCache();

/** What the thread is asked for. */
export interface ScenarioJob extends ScenarioChoice {
  readonly parsed: ParsedTpl;
  readonly file: string;
}

parentPort?.on('message', async ({ parsed, file, ...choice }: ScenarioJob) => {
  // Loading the thread is not the scenario's time.
  parentPort?.postMessage('started');
  for await (const report of runFileScenarios(parsed, file, choice)) parentPort?.postMessage(report);
  parentPort?.postMessage('done');
});
