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
  const { colors } = telling;
  const mark = isFine(report) ? colors.green('✓') : colors.red('✗');
  const first = `${mark} ${report.file}  ${colors.dim(summarize(report, telling))}`;
  return [first, ...describeFaults(report, telling)].join('\n');
}

/** Indented lines: the scenarios that failed, or with `isVerbose` all of them, then the problems, then the notes. */
export function describeFaults(
  { file, scenarios, problems, notes = [] }: FileReport,
  { colors, isVerbose = false }: Pick<Telling, 'colors'> & Partial<Telling>,
): string[] {
  const shown = scenarios.filter(({ passed }) => isVerbose || !passed);
  return [
    ...shown.map((scenario, index) => describeScenario(scenario, { file, colors, before: shown[index - 1] })),
    ...problems.map(({ line, column, message }) => `    ${file}:${line}:${column} — ${indent(message, '    ')}`),
    ...notes.map((note) => `    ${colors.yellow('!')} ${indent(note, '      ')}`),
  ];
}

/** The last line: how many files, templates within containers and scenarios there were, and how they ended. */
export function describeTotal(reports: readonly FileReport[], fileCount: number, { isRun, colors }: Telling): string {
  const bad = reports.filter((report) => !isFine(report)).length;
  const embedded = reports.length - fileCount;
  const all = `${count(fileCount, 'file')}${embedded > 0 ? ` and ${count(embedded, 'embedded template')}` : ''}`;
  const files = `${all}, ${bad === 0 ? 'all fine' : `${bad} with faults`}`;
  const scenarios = reports.flatMap((report) => report.scenarios);
  const failed = scenarios.filter(({ passed }) => !passed).length;
  const runs = `${count(scenarios.length, 'scenario')}, ${failed === 0 ? 'all passed' : `${failed} failed`}`;
  const line = isRun && scenarios.length > 0 ? `${files}; ${runs}.` : `${files}.`;
  return bad === 0 ? colors.green(line) : colors.red(line);
}

/** `1 of 2 scenarios fails`. */
export function describeFailed(failed: number, all: number): string {
  return `${failed} of ${count(all, 'scenario')} ${failed === 1 ? 'fails' : 'fail'}`;
}

function summarize({ template, contents, scenarioCount, scenarios, problems }: FileReport, { isRun }: Telling): string {
  const failed = scenarios.filter(({ passed }) => !passed).length;
  const faults = problems.length > 0 ? [count(problems.length, 'problem')] : [];
  if (contents !== undefined || !isRun) return [template, ...(contents ?? []), ...faults].join(', ');
  if (failed > 0) return [template, describeFailed(failed, scenarios.length), ...faults].join(', ');
  const ran = scenarios.length < scenarioCount ? `${scenarios.length} of ` : '';
  return [template, `${ran}${count(scenarioCount, 'scenario')}`, ...faults].join(', ');
}

interface ScenarioTelling {
  readonly file: string;
  readonly colors: Colors;
  /** What stands above it. */
  readonly before: ScenarioReport | undefined;
}

function describeScenario(
  { name, passed, message, line }: ScenarioReport,
  { file, colors, before }: ScenarioTelling,
): string {
  if (passed) return `    ${colors.green('✓')} ${name}`;
  const place = line === undefined ? '' : colors.dim(` — ${file}:${line}`);
  // Code that cannot run and a broken setup fail every scenario for one reason.
  const reason = before?.message === message ? 'The same.' : indent(message, '      ');
  return `    ${colors.red('✗')} ${name}${place}\n      ${reason}`;
}

function indent(text: string, by: string): string {
  return text.trimEnd().replaceAll('\n', `\n${by}`);
}
