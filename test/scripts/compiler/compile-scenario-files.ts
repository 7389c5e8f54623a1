// Compiles scenarios out of files that a test writes down.
import { join } from 'node:path';
import { compileScenarios } from '../../../scripts/compiler/compile-scenarios.ts';
import { BuildError } from '../../../scripts/diagnostics/diagnostic.ts';
import { writeFolder } from './template-folder.ts';

/** What a file of scenarios has to begin with that tests anything. */
export const tested = "import { assertApi, assertThat, mock, runCode, scenario } from 'sandbox:test';\n";

/** What comes of `scenarios.ts` among these files. Rejects with BuildError. */
export function compile(files: Readonly<Record<string, string>>) {
  const root = writeFolder(files);
  return compileScenarios(join(root, 'scenarios.ts'), 'web', root);
}

/** The faults, each with its place; none where there are none. */
export async function faultsOf(files: Readonly<Record<string, string>>) {
  try {
    await compile(files);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return error.diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
  }
  return [];
}
