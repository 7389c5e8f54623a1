// Prints JavaScript with the project's own formatter, so that a built template reads like its source.
import { spawn } from 'node:child_process';
import { findFormatter, type Program } from './find-formatter.ts';
import { repositoryRoot } from './repository-root.ts';

/** How code is printed, where it is not as the rest of the project. */
export interface FormatOptions {
  /** Biome, as it is installed here unless told. */
  readonly formatter?: Program;
  /** In characters. */
  readonly lineWidth?: number;
}

/** The code as the formatter lays it out. Rejects where that refuses the code or is not installed. */
export function formatCode(
  code: string,
  { formatter = findFormatter(), lineWidth }: FormatOptions = {},
): Promise<string> {
  // The name only says which language and which part of the settings apply; no such file is read.
  const name = '--stdin-file-path=gtm-templates/web/template.js';
  // A comma behind the last argument is younger than anything the sandbox is known to parse.
  const width = lineWidth === undefined ? [] : [`--line-width=${lineWidth}`];
  const args = [...formatter.args, 'format', '--trailing-commas=es5', ...width, name];
  return new Promise((resolve, reject) => {
    const child = spawn(formatter.command, args, { cwd: repositoryRoot, stdio: 'pipe' });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    const refuse = (reason: string) =>
      reject(new Error(`The formatter refused the code; run npm ci if it is not installed.\n${reason}`));
    child.on('error', ({ message }) => refuse(message));
    child.on('close', (status) => (status === 0 ? resolve(output) : refuse(errors)));
    // A formatter that ends without reading breaks the pipe; its status and its own words say why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(code);
  });
}
