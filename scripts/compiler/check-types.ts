// Runs TypeScript over the templates, with the sandbox's own library in place of the usual one.
import { execFile } from 'node:child_process';
import { join, relative } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { typeError } from './build-faults.ts';
import { repositoryRoot } from './repository-root.ts';

/** What TypeScript finds in the project of this folder; files are named from `root`. */
export function checkTypes(folder: string, root: string): Promise<Diagnostic[]> {
  const tsc = join(repositoryRoot, 'node_modules/typescript/bin/tsc');
  return new Promise((resolve, reject) => {
    const args = [tsc, '-p', folder, '--noEmit', '--pretty', 'false'];
    execFile(process.execPath, args, { cwd: root, maxBuffer: 64_000_000 }, (error, stdout, stderr) => {
      const found = parseDiagnostics(stdout, root);
      if (error !== null && found.length === 0) reject(new Error(`TypeScript could not run: ${stdout}${stderr}`));
      else resolve(found);
    });
  });
}

const line = /^(.+)\((\d+),(\d+)\): error TS\d+: (.*)$/;

function parseDiagnostics(output: string, root: string): Diagnostic[] {
  return output.split(/\r?\n/).flatMap((text) => {
    const [, file = '', row, column, message = ''] = line.exec(text) ?? [];
    if (file === '') return [];
    const place = {
      file: relative(root, join(root, file)).replaceAll('\\', '/'),
      line: Number(row),
      column: Number(column),
    };
    return [typeError(place, forSandbox(message))];
  });
}

/** TypeScript's advice to change the library would lead astray: the sandbox is what it is. */
function forSandbox(message: string): string {
  const sentence = message.replace(/ Do you need to change your target library\?.*$/, '');
  return sentence === message ? message : `${sentence} The sandbox does not have it.`;
}
