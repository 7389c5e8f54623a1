// Runs the scenarios of one file in this process.

import { compileTemplate } from '../../simulator/code/compile-template.ts';
import type { CompiledTemplate } from '../../simulator/code/compiled-template.ts';
import { runScenarios } from '../../simulator/tests/run-scenarios.ts';
import { type ParsedTpl, parseTpl } from '../../tpl/parse-tpl.ts';
import type { ScenarioReport } from '../file-report.ts';
import { chooseScenarios, type ScenarioChoice } from './choose-scenarios.ts';

/** A report for each chosen scenario, as soon as it ended. Code that does not compile makes all of them fail. */
export async function* runFileScenarios(
  text: string,
  file: string,
  choice: ScenarioChoice = {},
): AsyncGenerator<ScenarioReport> {
  const parsed = parseTpl(text);
  const template = tryCompile(parsed, file);
  for (const scenario of chooseScenarios(parsed, choice)) {
    const { name } = scenario;
    if (typeof template === 'string') yield { name, passed: false, message: template };
    else yield* await runScenarios({ setup: parsed.setup, scenarios: [scenario] }, template);
  }
}

/** All reports at once, in the order of the file. */
export async function runWholeFile(text: string, file: string): Promise<ScenarioReport[]> {
  const reports: ScenarioReport[] = [];
  for await (const report of runFileScenarios(text, file)) reports.push(report);
  return reports;
}

/** The template, or the reason why none of its scenarios can run. */
function tryCompile(parsed: ParsedTpl, file: string): CompiledTemplate | string {
  if (parsed.code.text === '') return 'The file has no code to run.';
  try {
    return compileTemplate(parsed, file);
  } catch (error) {
    return `The template’s code cannot run: ${error instanceof Error ? error.message : String(error)}`;
  }
}
