// Reports as people read them on a terminal.
import type picocolors from 'picocolors';
import { count } from './count.ts';
import { type FileReport, isFine, type ScenarioReport } from './file-report.ts';

/** Functions that colour a text, or leave it as it is. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** How much is said. */
export interface Telling {
  readonly colors: Colors;
  /** Whether scenarios were to run. */
  readonly isRun: boolean;
  /** Scenarios that passed are named too. */
  readonly isVerbose: boolean;
}

/** One line about the file, and below it what is wrong; without a last line break. */
export function describeReport(report: FileReport, telling: Telling): string {
  const { colors, isVerbose } = telling;
  const shown = report.scenarios.filter(({ passed }) => isVerbose || !passed);
  return [
    `${isFine(report) ? colors.green('✓') : colors.red('✗')} ${report.file}  ${colors.dim(summarize(report, telling))}`,
    ...shown.map((scenario) => describeScenario(scenario, report.file, colors)),
    ...report.problems.map(
      ({ line, column, message }) => `    ${report.file}:${line}:${column} — ${indent(message, '    ')}`,
    ),
  ].join('\n');
}

/** The last line: how many files and scenarios there were, and how they ended. */
export function describeTotal(reports: readonly FileReport[], { isRun, colors }: Telling): string {
  const bad = reports.filter((report) => !isFine(report)).length;
  const files = `${count(reports.length, 'file')}, ${bad === 0 ? 'all fine' : `${bad} with faults`}`;
  const scenarios = reports.flatMap((report) => report.scenarios);
  const failed = scenarios.filter(({ passed }) => !passed).length;
  const runs = `${count(scenarios.length, 'scenario')}, ${failed === 0 ? 'all passed' : `${failed} failed`}`;
  const line = isRun && scenarios.length > 0 ? `${files}; ${runs}.` : `${files}.`;
  return bad === 0 ? colors.green(line) : colors.red(line);
}

function summarize({ template, scenarioCount, scenarios, problems }: FileReport, { isRun }: Telling): string {
  const failed = scenarios.filter(({ passed }) => !passed).length;
  const faults = problems.length > 0 ? [count(problems.length, 'problem')] : [];
  if (!isRun) return [template, ...faults].join(', ');
  if (failed > 0) return [`${failed} of ${count(scenarios.length, 'scenario')} fail`, ...faults].join(', ');
  return [template, count(scenarioCount, 'scenario'), ...faults].join(', ');
}

function describeScenario({ name, passed, message, line }: ScenarioReport, file: string, colors: Colors): string {
  if (passed) return `    ${colors.green('✓')} ${name}`;
  const place = line === undefined ? '' : `${file}:${line} — `;
  return `    ${colors.red('✗')} ${name}\n      ${place}${indent(message, '      ')}`;
}

function indent(text: string, by: string): string {
  return text.trimEnd().replaceAll('\n', `\n${by}`);
}
