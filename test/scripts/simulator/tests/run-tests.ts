// Runs one scenario, or a few, over a small template of our own.
import { compileTemplate } from '../../../../scripts/simulator/code/compile-template.ts';
import type { ScenarioOptions, ScenarioResult } from '../../../../scripts/simulator/tests/run-scenario.ts';
import { runScenarios } from '../../../../scripts/simulator/tests/run-scenarios.ts';
import { parseTpl } from '../../../../scripts/tpl/parse-tpl.ts';
import { makeTpl, type TplParts } from '../make-tpl.ts';

/** The template; an empty web tag, as far as it is not told. */
export type TemplateParts = Partial<Omit<TplParts, 'tests'>> & { readonly setup?: string };

/** The results of these scenarios, read from the template's own file. */
export function runAll(
  codes: readonly string[],
  { code = '', setup = '', ...parts }: TemplateParts = {},
  options: ScenarioOptions = {},
): Promise<ScenarioResult[]> {
  const scenarios = codes.map((text, index) => ({ name: `Scenario ${index + 1}`, code: text }));
  const parsed = parseTpl(makeTpl({ ...parts, code, tests: { setup, scenarios } }));
  return runScenarios(parsed, compileTemplate(parsed), options);
}

/** Why the scenario failed, without the place; empty when it passed. */
export async function whyFailed(
  scenario: string,
  parts: TemplateParts = {},
  options: ScenarioOptions = {},
): Promise<string> {
  return (await messageOf(scenario, parts, options)).replace(/ \(line \d+ of the \w+\)$/, '');
}

/** The whole message of the scenario; empty when it passed. */
export async function messageOf(
  scenario: string,
  parts: TemplateParts = {},
  options: ScenarioOptions = {},
): Promise<string> {
  const [result] = await runAll([scenario], parts, options);
  if (result === undefined || result.passed !== (result.message === '')) {
    throw new Error(`The result is not consistent: ${JSON.stringify(result)}`);
  }
  return result.message;
}
