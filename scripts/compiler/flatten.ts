// Joins a template's TypeScript files into the one function body that GTM runs, as readable as its source.
import type { Template } from '../../gtm-templates/authoring/template.ts';
import { BuildError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import * as say from './build-faults.ts';
import { checkClashes, type JoinedCode, joinModules } from './join-modules.ts';
import { readModules, type SourceModule } from './read-modules.ts';

/** A template's code before the formatter. */
export interface FlatCode extends JoinedCode {
  /** The last line. Apart, because a formatter takes no `return` outside of a function. */
  readonly call: string;
}

/**
 * The code of a template whose entry file exports `run`: requires on top, then its files joined with their comments,
 * functions that nothing uses left out. Throws a BuildError with every fault of every file.
 */
export function flatten(
  entry: string,
  { kind, container }: Pick<Template, 'kind' | 'container'>,
  root: string,
): FlatCode {
  const modules = readModules(entry, root, { purpose: 'code', container });
  const diagnostics = [...checkRun(modules.at(-1)), ...checkClashes(modules, reserved)];
  if (diagnostics.length > 0) throw new BuildError(diagnostics);
  return { ...joinModules(modules, new Set(['run'])), call: kind === 'variable' ? 'return run(data);' : 'run(data);' };
}

const reserved = [
  ['data', 'the sandbox'],
  ['require', 'the sandbox'],
] as const;

function checkRun(entry: SourceModule | undefined): Diagnostic[] {
  const exported = entry?.statements.filter(({ node }) => node.type === 'ExportNamedDeclaration') ?? [];
  const hasRun = exported.some(({ names }) => names.some(({ name }) => name === 'run'));
  return hasRun ? [] : [say.noRun({ file: entry?.file ?? 'code.ts', line: 1, column: 1 })];
}
