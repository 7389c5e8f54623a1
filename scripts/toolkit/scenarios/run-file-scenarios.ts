// Runs the scenarios of one file in this process.
import { compileTemplate } from '../../simulator/code/compile-template.ts';
import type { CompiledTemplate } from '../../simulator/code/compiled-template.ts';
import { describeSyntaxError } from '../../simulator/tests/describe-failure.ts';
import { createScenarioRunner } from '../../simulator/tests/run-scenario.ts';
import type { Scenario, Setup } from '../../simulator/tests/scenario-text.ts';
import type { ParsedTpl, TplScenario } from '../../tpl/parsed-tpl.ts';
import type { ScenarioReport } from '../file-report.ts';
import { chooseScenarios, type ScenarioChoice } from './choose-scenarios.ts';

/** A report for each chosen scenario, as soon as it ended. Code that does not compile makes all of them fail. */
export async function* runFileScenarios(
  parsed: ParsedTpl,
  file: string,
  choice: ScenarioChoice = {},
): AsyncGenerator<ScenarioReport> {
  const template = tryCompile(parsed, file);
  const chosen = chooseScenarios(parsed, choice);
  if (typeof template === 'string') {
    for (const { name, line } of chosen) yield { name, line, passed: false, message: template };
    return;
  }
  const run = createScenarioRunner(toSetup(parsed), template);
  for (const scenario of chosen) yield await run(toScenario(scenario));
}

/** All reports at once, in the order of the file. */
export async function runWholeFile(parsed: ParsedTpl, file: string): Promise<ScenarioReport[]> {
  const reports: ScenarioReport[] = [];
  for await (const report of runFileScenarios(parsed, file)) reports.push(report);
  return reports;
}

/** Failures name lines of the file where its lines are those of the code. */
function toSetup({ setup, setupText }: ParsedTpl): Setup {
  return { text: setup, ...(setupText?.isExact ? { fileLine: setupText.line } : {}) };
}

function toScenario({ name, line, code, codeLine, isCodeExact }: TplScenario): Scenario {
  return { name, line, code, ...(isCodeExact ? { fileLine: codeLine } : {}) };
}

/** The template, or the reason why none of its scenarios can run. */
function tryCompile(parsed: ParsedTpl, file: string): CompiledTemplate | string {
  if (parsed.code.text === '') return 'The file has no code to run.';
  try {
    return compileTemplate(parsed, file);
  } catch (error) {
    return `The template’s code cannot run: ${describeReason(error, parsed.code.line)}`;
  }
}

function describeReason(error: unknown, firstLine: number): string {
  if (error instanceof SyntaxError) {
    return describeSyntaxError(error, (line) => `line ${firstLine + line - 1} of the file`);
  }
  return error instanceof Error ? error.message : String(error);
}
