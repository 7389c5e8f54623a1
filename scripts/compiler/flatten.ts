// Joins a template's TypeScript files into the one function body that GTM runs, as readable as its source.
import { BuildError, type Diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import * as say from './build-faults.ts';
import { readModules, type SourceModule, type Statement } from './read-modules.ts';

/** A template's code before the formatter. */
export interface FlatCode {
  readonly code: string;
  /** The last line. Apart, because a formatter takes no `return` outside of a function. */
  readonly call: string;
  /** The APIs that the code requires, and where the source imports each first. */
  readonly apis: ReadonlyMap<string, Place>;
}

/**
 * The code of a template whose entry file exports `run`: requires on top, then its files joined with their comments,
 * functions that nothing uses left out. Nothing is renamed, folded or lowered.
 * Throws a BuildError with every fault of every file.
 */
export function flatten(entry: string, kind: 'tag' | 'variable', root: string): FlatCode {
  const modules = readModules(entry, root);
  const diagnostics = [...checkRun(modules.at(-1)), ...checkClashes(modules)];
  if (diagnostics.length > 0) throw new BuildError(diagnostics);
  const statements = dropUnused(modules.flatMap((one) => one.statements));
  const used = new Set(statements.flatMap(({ uses }) => uses));
  const apis = new Map<string, Place>();
  // The entry's imports come first, because they say best what the template is about.
  for (const { name, place } of modules.toReversed().flatMap((one) => one.apis)) {
    if (used.has(name) && !apis.has(name)) apis.set(name, place);
  }
  const parts = [
    modules.at(-1)?.head ?? '',
    [...apis.keys()].map((name) => `const ${name} = require('${name}');`).join('\n'),
    joinStatements(statements),
  ];
  const call = kind === 'variable' ? 'return run(data);' : 'run(data);';
  return { code: `${parts.filter((part) => part !== '').join('\n\n')}\n`, call, apis };
}

function joinStatements(statements: readonly Statement[]): string {
  return statements.map(({ text, isTight }, index) => `${index === 0 ? '' : isTight ? '\n' : '\n\n'}${text}`).join('');
}

function checkRun(entry: SourceModule | undefined): Diagnostic[] {
  const hasRun = entry?.statements.some(({ names }) => names.some(({ name }) => name === 'run'));
  return hasRun ? [] : [say.noRun({ file: entry?.file ?? 'code.ts', line: 1, column: 1 })];
}

/** All files share one scope in the template, so a name can belong to one of them only. */
function checkClashes(modules: readonly SourceModule[]): Diagnostic[] {
  const apis = new Set(modules.flatMap((one) => one.apis.map(({ name }) => name)));
  const owners = new Map(['data', 'require'].map((name) => [name, 'the sandbox']));
  return modules.flatMap(({ file, statements }) =>
    statements.flatMap(({ names }) =>
      names.flatMap(({ name, place }) => {
        const owner = apis.has(name) ? `'sandbox:web'` : owners.get(name);
        owners.set(name, file);
        return owner === undefined ? [] : [say.clash(place, name, owner)];
      }),
    ),
  );
}

/** What runs for its effect stays, and what it, or `run`, leads to. */
function dropUnused(statements: readonly Statement[]): Statement[] {
  const kept = new Set<Statement>();
  const keep = (statement: Statement) => {
    if (kept.has(statement)) return;
    kept.add(statement);
    for (const use of statement.uses) {
      for (const other of statements) if (other.names.some(({ name }) => name === use)) keep(other);
    }
  };
  for (const statement of statements) {
    if (statement.names.length === 0 || statement.names.some(({ name }) => name === 'run')) keep(statement);
  }
  return statements.filter((statement) => kept.has(statement));
}
