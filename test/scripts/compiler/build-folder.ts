// Builds the templates of a folder that a test writes.
import { buildTemplates } from '../../../scripts/compiler/build-templates.ts';
import { BuildError, type Diagnostic } from '../../../scripts/diagnostics/diagnostic.ts';
import { writeFolder } from './template-folder.ts';

/** A tag that ends at once. */
export const tagCode = `// Runs.
import type { Data } from './form.ts';

/** Runs. */
export function run(data: Data): void {
  data.gtmOnSuccess();
}
`;

/** A variable that reads its field. */
export const variableCode = "export function run(data) {\n  return data.path + 'x';\n}\n";

/** Builds all templates of the files. */
export const build = (files: Readonly<Record<string, string>>) => {
  const root = writeFolder(files);
  return buildTemplates({ folder: root, root, types: 'none' });
};

/** What the build says is wrong, nothing where it is not. */
export async function faultsOf(files: Readonly<Record<string, string>>): Promise<readonly Diagnostic[]> {
  try {
    await build(files);
  } catch (error) {
    if (error instanceof BuildError) return error.diagnostics;
    throw error;
  }
  return [];
}

/** Each fault as its code and place. */
export const places = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
