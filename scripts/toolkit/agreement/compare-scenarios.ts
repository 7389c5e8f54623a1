// Runs the scenarios of a template on its TypeScript as it is written and on the file that was built from it.
//
// It proves that the build kept the meaning of the code wherever a scenario goes: the two must pass the same scenarios, and
// call the same APIs with the same values in the same order, whether a scenario asserts it or not.
import { compileSource } from '../../compiler/compile-source.ts';
import { compileTemplate } from '../../simulator/code/compile-template.ts';
import type { CompiledTemplate } from '../../simulator/code/compiled-template.ts';
import type { ScenarioResult } from '../../simulator/tests/run-scenario.ts';
import { runScenarios } from '../../simulator/tests/run-scenarios.ts';
import { parseTpl } from '../../tpl/parse-tpl.ts';
import { traceCalls } from './trace-calls.ts';

/** How one scenario went on both sides. */
export interface ComparedScenario {
  readonly name: string;
  readonly source: ScenarioResult;
  readonly built: ScenarioResult;
  /** The first thing that the two did not do alike; undefined where they agree. */
  readonly difference: string | undefined;
}

/**
 * One result per scenario of the built file, in its order. `folder` holds the template's source. Rejects where the source
 * cannot be bundled, or where GTM's compiler would refuse the built code.
 */
export async function compareScenarios(folder: string, tpl: string): Promise<ComparedScenario[]> {
  const parsed = parseTpl(tpl);
  const built = compileTemplate(parsed);
  const source = { ...built, execute: await compileSource(folder) };
  const compared: ComparedScenario[] = [];
  for (const scenario of parsed.scenarios) {
    const suite = { setup: parsed.setup, scenarios: [scenario] };
    const [first, second] = [await runTraced(suite, source), await runTraced(suite, built)];
    const difference = findDifference(first.lines, second.lines);
    compared.push({ name: scenario.name, source: first.result, built: second.result, difference });
  }
  return compared;
}

interface TracedRun {
  readonly result: ScenarioResult;
  readonly lines: readonly string[];
}

async function runTraced(suite: Parameters<typeof runScenarios>[0], of: CompiledTemplate): Promise<TracedRun> {
  const { template, lines } = traceCalls(of);
  const [result] = await runScenarios(suite, template);
  if (result === undefined) throw new Error('The scenario gave no result.');
  const { passed, message } = result;
  return { result, lines: [...lines, passed ? 'the scenario passes' : `the scenario fails: ${message}`] };
}

function findDifference(source: readonly string[], built: readonly string[]): string | undefined {
  const at = source.findIndex((line, index) => line !== built[index]);
  if (at === -1 && source.length === built.length) return undefined;
  const sayLine = (lines: readonly string[]) => lines[at === -1 ? source.length : at] ?? 'nothing more';
  return `The source does: ${sayLine(source)}\nThe built file does: ${sayLine(built)}`;
}
