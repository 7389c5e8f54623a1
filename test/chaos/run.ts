// `npm run chaos`: real processes under real faults, judged by what arrived against what was paid.
import { saveSection } from '../bench/recorded/save-section.ts';
import { toCommand } from '../bench/recorded/to-command.ts';
import { OptionsError } from '../command-line/read-options.ts';
import { tellFinding } from '../soak/report/tell-finding.ts';
import { isSoundRun, judgeScenario, type ScenarioFigures, type ScenarioVerdict } from './judge-scenario.ts';
import { type Options, parseOptions } from './options.ts';
import { runScenario } from './run-scenario.ts';
import { type Scenario, ScenarioObstacle } from './scenario.ts';
import { allScenarios } from './scenarios/all-scenarios.ts';
import { type SkippedScenario, toSections } from './to-section.ts';
import { toTable } from './to-table.ts';

const width = Math.max(...allScenarios.map(({ name }) => name.length));

const help = `npm run chaos -- [SCENARIO…] [--quick] [--seed N] [--sessions N] [--against COMMIT] [--save] [--json] [--help]

Runs two processes of the functions and a shop's business against them, lets something go wrong in its midst, and holds
what arrived afterwards against what Stripe was paid. Without names all scenarios run, on SQLite unless they are named
after Firestore, which needs its emulator:

${allScenarios.map(({ name, does, holds }) => `  ${name.padEnd(width)}  ${does};\n  ${''.padEnd(width)}  ${holds}.`).join('\n')}

  --quick           two short scenarios with fewer buyers
  --seed N          another business, and other moments for the faults; processes and network keep their own order
  --sessions N      how many buyers each scenario has, 100 unless given, 30 with --quick
  --against COMMIT  which earlier version runs beside this one in two-versions, HEAD~50 unless given
  --save            put what is found into test/bench/FIGURES.md, in the place of what it shows of the same store
  --json            only JSON lines on standard output, one for each scenario

Printed are, for each scenario: events that destinations took, processes killed, errors logged, sends that failed, events
repeated under the same id where a process died or nobody could know, deliveries left to a person as uncertain; what was
lost, doubled or wrong; processes that ended by themselves, and requests that nobody answered; and the recovery: how long
after the fault, on the shop's clock, the last of what had been held up arrived, where the server alone sends.

Ends with 1 when anything was lost, doubled, wrong, crashed or stuck; with 2 when used wrongly. What this
machine cannot run is skipped, with the reason.`;

interface Outcome {
  figures: ScenarioFigures[];
  skipped: SkippedScenario[];
}

async function runAll(options: Options): Promise<Outcome> {
  const outcome: Outcome = { figures: [], skipped: [] };
  for (const scenario of options.scenarios) {
    const progress = createProgress(scenario);
    try {
      const verdict = judgeScenario(await runScenario(scenario, { ...options, onProgress: progress }));
      outcome.figures.push(verdict.figures);
      if (!isSoundRun(verdict.figures)) process.exitCode = 1;
      if (options.isJson) console.log(toJsonLine(verdict));
      tellFaults(verdict, options.seed);
    } catch (error) {
      if (!(error instanceof ScenarioObstacle)) throw error;
      const skipped: SkippedScenario = { scenario: scenario.name, skipped: error.message };
      outcome.skipped.push(skipped);
      process.stderr.write(`${scenario.name} is skipped: ${error.message}\n`);
      if (options.isJson) console.log(JSON.stringify(skipped));
    }
  }
  return outcome;
}

/** One line for a scenario's beginning, and one that is written over itself where somebody watches. */
function createProgress({ name, does }: Scenario): (words: string) => void {
  process.stderr.write(`${name}: ${does}\n`);
  if (!process.stderr.isTTY) return () => {};
  return (words) => process.stderr.write(`\r  ${words.padEnd(70)}\r`);
}

function tellFaults({ findings, failures }: ScenarioVerdict, seed: number): void {
  for (const finding of findings) process.stderr.write(`${tellFinding(finding, seed)}\n`);
  for (const failure of failures) process.stderr.write(`FAILED: ${failure}\n`);
}

function toJsonLine({ figures, findings, failures, uncertain }: ScenarioVerdict): string {
  const found = findings.map(({ kind, propertyId, sentence }) => ({ kind, property_id: propertyId, sentence }));
  return JSON.stringify({ ...figures, findings: found, failures, uncertain_deliveries: uncertain });
}

async function main(args: string[]): Promise<void> {
  const options = parseOptions(args);
  if (options.isHelp) {
    console.log(help);
    return;
  }
  const { figures, skipped } = await runAll(options);
  if (options.isSaving) {
    const command = toCommand('chaos', args);
    for (const section of toSections(figures, skipped, { ...options, command, now: Date.now() }))
      await saveSection(section);
  }
  if (options.isJson) return;
  if (figures.length > 0) console.log(`\n${toTable(figures)}\n`);
  for (const one of [...figures, ...skipped]) console.log(JSON.stringify(one));
}

// Leaving by `exit` takes the processes and the temporary folders along.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof OptionsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
