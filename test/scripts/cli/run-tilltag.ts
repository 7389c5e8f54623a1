// Runs the real command line in a process and a folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** How a run ended and what it wrote. */
export interface CliRun {
  code: number;
  stdout: string;
  stderr: string;
}

/** What a process is started with. */
export interface ProcessOptions {
  env?: Record<string, string>;
  input?: string;
  /** Whether nobody reads what it writes, as behind a pipe whose reader has ended. */
  isReaderGone?: boolean;
}

const entry = join(import.meta.dirname, '../../../scripts/cli/tilltag.ts');

/** The run of `tilltag ARGS` in `folder`; nothing of this process's environment but the path is handed on. */
export async function runTilltag(
  folder: string,
  args: readonly string[],
  { env = {}, input = '', isReaderGone = false }: ProcessOptions = {},
): Promise<CliRun> {
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: 'pipe',
  });
  if (!child.stdin || !child.stdout || !child.stderr) throw new Error('The process has no streams.');
  // A command that refuses its options ends without reading its input.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  if (isReaderGone) child.stdout.destroy();
  const written = isReaderGone ? '' : text(child.stdout);
  const [stdout, stderr, [code]] = await Promise.all([written, text(child.stderr), once(child, 'close')]);
  return { code: Number(code), stdout, stderr };
}
