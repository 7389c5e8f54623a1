// Runs each scenario of a template from its first line until nothing is due any more.
//
// Decisions where GTM's behaviour is not public:
// - whatever an assertion refuses fails the scenario, also later, and also when the template's promise swallows it;
// - an error in a callback that runs later fails it as well, and so does a rejection that nobody handles;
// - promise callbacks run before those of callLater, and time passes until nothing is due within a minute.
import { compileBehind, type SandboxedFunction } from '../code/compile-sandboxed.ts';
import type { CompiledTemplate } from '../code/compiled-template.ts';
import { createFakeClock, createRandom } from '../sandbox/fake-clock.ts';
import { createWorld } from './create-world.ts';
import { describeFailure, scenarioFile } from './describe-failure.ts';
import { drainClock } from './drain-clock.ts';
import { createFailures, type Failures } from './failures.ts';
import { createLateCalls } from './late-calls.ts';
import { runLimited } from './run-limited.ts';
import { type Scenario, type Setup, sayLineOf } from './scenario-text.ts';
import { createTestFunctions, testNames } from './test-functions.ts';

/** Time and chance as scenarios meet them, and how much of ours they may take. */
export interface ScenarioOptions {
  /** Milliseconds since 1970 when each scenario begins; the start of 2026 unless told. */
  readonly now?: number;
  /** Numbers from 0 up to, but not including, 1; always one half unless told. */
  readonly random?: () => number;
  /** How long one uninterrupted piece of a scenario may take, in real time; five seconds unless told. */
  readonly limitMs?: number;
}

/** How one scenario ended. */
export interface ScenarioResult {
  readonly name: string;
  readonly passed: boolean;
  /** The reason and its line; empty when the scenario passed. */
  readonly message: string;
  /** Where the scenario stands in its file, if that was told. */
  readonly line?: number;
}

/**
 * Runs scenarios behind one setup, each in a world of its own. Never rejects: whatever goes wrong is the result. A scenario
 * that asserts nothing passes.
 */
export function createScenarioRunner(
  setup: Setup,
  template: CompiledTemplate,
  options: ScenarioOptions = {},
): (scenario: Scenario) => Promise<ScenarioResult> {
  const compile = compileBehind(setup.text, testNames, { file: scenarioFile, line: 1 });
  return async (scenario) => {
    const { name, line, code } = scenario;
    const failures = createFailures();
    try {
      await runToEnd(compile(code), template, failures, options);
    } catch (error) {
      failures.add(error);
    }
    const failure = failures.first();
    const message = failure === undefined ? '' : describeFailure(failure.error, sayLineOf(setup, scenario));
    return { name, passed: failure === undefined, message, ...(line === undefined ? {} : { line }) };
  };
}

async function runToEnd(
  run: SandboxedFunction,
  template: CompiledTemplate,
  failures: Failures,
  { now, random = createRandom(), limitMs = 5000 }: ScenarioOptions,
): Promise<void> {
  const clock = createFakeClock(now);
  const world = createWorld(template, {
    templateName: template.name,
    clock,
    random,
    ...createLateCalls(failures, limitMs),
    onUnhandled: failures.add,
  });
  const functions = createTestFunctions(template, world, failures);
  try {
    runLimited(() => run(...testNames.map((name) => functions[name])), limitMs);
  } catch (error) {
    failures.add(error);
  }
  await drainClock(clock);
}
