// Prints JavaScript with the project's own formatter, so that a built template reads like its source.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root.ts';

const biome = join(repositoryRoot, 'node_modules/@biomejs/biome/bin/biome');

/** How code is printed, where it is not as the rest of the project. */
export interface FormatOptions {
  /** Biome's script. */
  readonly formatter?: string;
  /** In characters. */
  readonly lineWidth?: number;
}

/** The code as the formatter lays it out. Rejects where that refuses the code or is not installed. */
export function formatCode(code: string, { formatter = biome, lineWidth }: FormatOptions = {}): Promise<string> {
  // The name only says which language and which part of the settings apply; no such file is read.
  const name = '--stdin-file-path=gtm-templates/web/template.js';
  // A comma behind the last argument is younger than anything the sandbox is known to parse.
  const width = lineWidth === undefined ? [] : [`--line-width=${lineWidth}`];
  const args = [formatter, 'format', '--trailing-commas=es5', ...width, name];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: repositoryRoot, stdio: 'pipe' });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(output);
      else reject(new Error(`The formatter refused the code; run npm ci if it is not installed.\n${errors}`));
    });
    // A formatter that ends without reading breaks the pipe; its status and its own words say why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(code);
  });
}
