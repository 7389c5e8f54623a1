// Starts one build in a process of its own and takes its report.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { BuildReport, DevProject } from './build-report.ts';

/** A build under way. */
export interface RunningBuild {
  /** Rejects with what the process said when it ended without a report. */
  readonly report: Promise<BuildReport>;
  readonly stop: () => void;
}

/** Builds from files as they are now. */
export function runBuild(project: DevProject): RunningBuild {
  const script = join(import.meta.dirname, 'build-child.ts');
  const child = spawn(process.execPath, [...process.execArgv, script, JSON.stringify(project)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { report: readReport(child), stop: () => child.kill() };
}

async function readReport({
  stdout,
  stderr,
}: Pick<ReturnType<typeof spawn>, 'stdout' | 'stderr'>): Promise<BuildReport> {
  if (stdout === null || stderr === null) throw new Error('The build has no output.');
  const [output, errors] = await Promise.all([text(stdout), text(stderr)]);
  if (output === '') throw new Error(errors.trim() || 'The build ended without a word.');
  // The other side is this very code, of which the types are known.
  const report: BuildReport = JSON.parse(output);
  return report;
}
