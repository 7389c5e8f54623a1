// `npm run simulate` and `npm run check` as functions: arguments in, reports and an exit code out.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import type { CommandContext, ExitCode } from './command-context.ts';
import { describeReport, describeTotal } from './describe-report.ts';
import { type FileReport, isFine, toJsonLine } from './file-report.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { inspectFile } from './inspect-file.ts';
import type { ScenarioRunner } from './inspect-tpl.ts';
import type { RunnerOptions, RunningScenarioRunner } from './scenarios/start-scenario-runner.ts';
import { UsageError } from './usage-error.ts';

/** One of the two commands. */
export interface InspectionCommand {
  /** What follows `npm run`. */
  readonly name: string;
  readonly description: string;
  /** Called once, when files were found; without it no scenario runs. */
  readonly startRunner?: (options: RunnerOptions) => RunningScenarioRunner;
}

interface Options {
  readonly json?: true;
  readonly verbose?: true;
  readonly only?: string;
}

/** Inspects the files behind `args`, one after the other; what is wrong with one never keeps the next from its turn. */
export async function runInspection(
  command: InspectionCommand,
  args: readonly string[],
  context: CommandContext,
): Promise<ExitCode> {
  try {
    const program = createProgram(command, context).parse(args, { from: 'user' });
    const files = findFiles(program.args, context.folder);
    return await inspectAll(command, files, program.opts<Options>(), context);
  } catch (error) {
    // Commander has written its message by now.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError)) throw error;
    context.warn(`${error.message}\n`);
    return 2;
  }
}

function createProgram({ name, description, startRunner }: InspectionCommand, context: CommandContext): Command {
  const program = new Command(`npm run ${name} --`)
    .exitOverride()
    .configureOutput({ writeOut: context.write, writeErr: context.warn })
    .showHelpAfterError('(add --help for all options)')
    .description(description)
    .argument(
      '<file-or-folder...>',
      'template files (.tpl) and exported containers (.json); of a folder, all in it and below',
    )
    .option('--json', 'print one JSON object per file and line');
  if (startRunner === undefined) return program;
  return program
    .option('--verbose', 'name the scenarios that passed, too')
    .option('--only <text>', 'run only scenarios whose name holds this text');
}

async function inspectAll(
  { startRunner }: InspectionCommand,
  files: readonly FoundFile[],
  { json, verbose, only }: Options,
  { write, progress, colors }: CommandContext,
): Promise<ExitCode> {
  const telling = { colors, isRun: startRunner !== undefined, isVerbose: verbose === true };
  const runner = startRunner?.({ only });
  const reports: FileReport[] = [];
  for (const [index, file] of files.entries()) {
    progress?.(`${index + 1} of ${files.length}  ${file.file}`);
    for await (const report of inspectSafely(file, runner?.run)) {
      progress?.('');
      write(`${json ? toJsonLine(report) : describeReport(report, telling)}\n`);
      reports.push(report);
    }
  }
  await runner?.stop();
  if (only !== undefined && reports.every(({ scenarios }) => scenarios.length === 0)) {
    throw new UsageError(`No scenario has “${only}” in its name.`);
  }
  if (!json && reports.length > 1) write(`${describeTotal(reports, files.length, telling)}\n`);
  return reports.every(isFine) ? 0 : 1;
}

async function* inspectSafely(
  { file, path }: FoundFile,
  runner: ScenarioRunner | undefined,
): AsyncGenerator<FileReport> {
  try {
    const text = readFileSync(path, 'utf8');
    yield* inspectFile({ file, text, ...(runner === undefined ? {} : { runner }) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `This file could not be inspected: ${reason}. Please report it together with the file.`;
    const problems = [{ section: '', line: 1, column: 1, message }];
    yield { file, template: 'file', scenarioCount: 0, scenarios: [], problems };
  }
}
