// `npm run dev` as a function: builds, says how it went, and does so again whenever a file is saved.

import { isAbsolute, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Command, CommanderError } from 'commander';
import type { CommandContext, ExitCode } from '../command-context.ts';
import { isFine } from '../file-report.ts';
import type { BuildReport, DevProject } from './build-report.ts';
import { describeBuild } from './describe-build.ts';
import { runBuild } from './run-build.ts';
import { watchFolder } from './watch-folder.ts';

/** What is built, and what is watched for changes. */
export interface WatchedProject extends DevProject {
  readonly watched: string;
}

const quietMs = 80;

/**
 * Builds, and with `--once` ends: 0 when all is well, 1 when not. Else it builds again after every change, until `signal`
 * says stop; then it answers 0.
 */
export async function runDev(
  args: readonly string[],
  project: WatchedProject,
  context: CommandContext,
  signal: AbortSignal,
): Promise<ExitCode> {
  try {
    const { once } = createProgram(context).parse(args, { from: 'user' }).opts<{ once?: true }>();
    if (once) return (await buildOnce(project, context, signal)) ? 0 : 1;
  } catch (error) {
    // Commander has written its message by now.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  await watchAndBuild(project, context, signal);
  return 0;
}

function createProgram({ write, warn }: CommandContext): Command {
  return new Command('npm run dev --')
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: warn })
    .showHelpAfterError('(add --help for all options)')
    .description(
      'Builds the templates into gtm-templates/dist, runs their tests and prints one line for each; again whenever a file in gtm-templates is saved. Ctrl-C ends it.',
    )
    .option('--once', 'build once and end');
}

async function watchAndBuild(project: WatchedProject, context: CommandContext, signal: AbortSignal): Promise<void> {
  const { write, colors } = context;
  let wake = () => {};
  let changed: readonly string[] = [];
  const stop = watchFolder(project.watched, {
    ignored: toIgnored(project),
    quietMs,
    onChange: (files) => {
      changed = [...new Set([...changed, ...files])];
      wake();
    },
  });
  signal.addEventListener('abort', () => wake());
  while (!signal.aborted) {
    await buildOnce(project, context, signal);
    if (signal.aborted) break;
    write(`${colors.dim('Waiting for changes; Ctrl-C ends.')}\n`);
    if (changed.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (signal.aborted) resolve();
      });
    }
    if (changed.length > 0) write(`\n${colors.dim(`${changed.join(', ')} changed`)}\n`);
    changed = [];
  }
  stop();
}

/** What a build writes must not set off the next one. */
function toIgnored({ watched, out }: WatchedProject): string[] {
  const path = relative(watched, out).replaceAll('\\', '/');
  return path.startsWith('..') || isAbsolute(path) ? [] : [path];
}

/** True when everything is built and every scenario passes. */
async function buildOnce(
  { watched: _, ...project }: WatchedProject,
  { write, warn, folder, colors }: CommandContext,
  signal: AbortSignal,
): Promise<boolean> {
  const startedMs = performance.now();
  const { report, stop } = runBuild(project);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const built = await report;
    write(`${describeBuild(built, { colors, folder })}\n`);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    write(`${colors.dim(`Built and tested in ${seconds} s.`)}\n`);
    return isWell(built);
  } catch (error) {
    if (!signal.aborted) warn(`The build broke down: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function isWell({ templates, diagnostics }: BuildReport): boolean {
  return diagnostics.length === 0 && templates.every(({ inspection }) => isFine(inspection));
}
