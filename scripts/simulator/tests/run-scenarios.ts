// Runs the tests of a template as GTM's Tests tab does: each scenario by itself, one after the other.
//
// It proves that template and tests agree under the rules of the sandbox. Only GTM itself proves that its own machine agrees:
// where its behaviour is not public, each file here names what was decided.
import type { CompiledTemplate } from '../code/compiled-template.ts';
import { createScenarioRunner, type ScenarioOptions, type ScenarioResult } from './run-scenario.ts';
import type { Scenario } from './scenario-text.ts';

/** A template's tests: a setup that precedes each scenario, and the scenarios. */
export interface ScenarioSuite {
  readonly setup: string;
  readonly scenarios: readonly Scenario[];
}

/** One result per scenario, in order; names may repeat. Never rejects. */
export async function runScenarios(
  { setup: text, scenarios }: ScenarioSuite,
  template: CompiledTemplate,
  options: ScenarioOptions = {},
): Promise<ScenarioResult[]> {
  const run = createScenarioRunner({ text }, template, options);
  const results: ScenarioResult[] = [];
  for (const scenario of scenarios) results.push(await run(scenario));
  return results;
}
