// What the toolkit's commands have of the world around them, and how a process hands it to them.
import { dirname } from 'node:path';
import picocolors from 'picocolors';
import type { Colors } from './describe-report.ts';
import { ignoreGoneReader } from './ignore-gone-reader.ts';

/** 0 when all is well, 1 when something is wrong with what was looked at, 2 when the command was used wrongly. */
export type ExitCode = 0 | 1 | 2;

/** Handed to a command, so that it does not reach for the process itself. */
export interface CommandContext {
  /** Relative paths start here. */
  readonly folder: string;
  /** Takes what was asked for. */
  readonly write: (text: string) => void;
  /** Takes errors and help about wrong use. */
  readonly warn: (text: string) => void;
  /** Shows what happens now, and nothing once the text is empty; absent where no person watches. */
  readonly progress?: (text: string) => void;
  /** Plain unless the output is a terminal. */
  readonly colors: Colors;
}

/** The context of this process as `npm run NAME` started it. */
export function readContext(name: string): CommandContext {
  const { stdout, stderr } = process;
  ignoreGoneReader(stdout, () => process.exit(process.exitCode ?? 0));
  return {
    folder: findFolder(name, process.env, process.cwd()),
    write: (text) => stdout.write(text),
    warn: (text) => stderr.write(text),
    ...(stderr.isTTY && stdout.isTTY ? { progress: (text: string) => showLine(text, stderr) } : {}),
    colors: picocolors.createColors(stdout.isTTY === true && picocolors.isColorSupported),
  };
}

/**
 * Where the person stood who called the command: npm changes into the folder of package.json first, and says in the
 * environment where it came from. Scripts below `npm test` inherit that word, though it is not about them.
 */
export function findFolder(name: string, env: Readonly<Record<string, string | undefined>>, cwd: string): string {
  const isOurs = env['npm_lifecycle_event'] === name && dirname(env['npm_package_json'] ?? '') === cwd;
  return (isOurs ? env['INIT_CWD'] : undefined) ?? cwd;
}

/** One line that the next one takes the place of, cut so that it never wraps. */
function showLine(text: string, { columns }: NodeJS.WriteStream): void {
  // Some terminals do not say how wide they are, and call it 0.
  const width = columns || 80;
  const line = text.length < width ? text : `${text.slice(0, width - 2)}…`;
  process.stderr.write(`\r\u001b[K${line}`);
}
