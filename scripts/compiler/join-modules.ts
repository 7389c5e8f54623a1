// Joins modules into one scope: requires on top, then what is used, file by file, with its comments.
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import * as say from './build-faults.ts';
import type { SourceModule, Statement } from './read-modules.ts';

/** Several modules as one text, before the formatter. */
export interface JoinedCode {
  readonly code: string;
  /** The APIs that the code requires, and where the source imports each first. */
  readonly apis: ReadonlyMap<string, Place>;
  /** What the code is made of, each statement as it stands in its file. */
  readonly statements: readonly PlacedStatement[];
}

/** One top-level statement of a source file. */
export interface PlacedStatement extends Pick<Statement, 'node'> {
  readonly file: string;
}

/**
 * The code that the root names need, and all that runs for its effect; declarations that nothing uses are left out.
 * Nothing is renamed, folded or lowered. Roots that no module declares may be APIs, which are then required.
 */
export function joinModules(modules: readonly SourceModule[], roots: ReadonlySet<string>): JoinedCode {
  const statements = dropUnused(
    modules.flatMap((one) => one.statements.map((statement) => ({ ...statement, file: one.file }))),
    roots,
  );
  const used = new Set([...roots, ...statements.flatMap(({ uses }) => uses)]);
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
  return { code: `${parts.filter((part) => part !== '').join('\n\n')}\n`, apis, statements };
}

/** All files share one scope once they are joined, so a name can belong to one of them only, or to its reserved owner. */
export function checkClashes(
  modules: readonly SourceModule[],
  reserved: readonly (readonly [name: string, owner: string])[],
): Diagnostic[] {
  const apis = new Map(modules.flatMap((one) => one.apis.map(({ name, module }) => [name, module] as const)));
  const owners = new Map(reserved);
  return modules.flatMap(({ file, statements }) =>
    statements.flatMap(({ names }) =>
      names.flatMap(({ name, place }) => {
        const module = apis.get(name);
        const owner = module === undefined ? owners.get(name) : `'${module}'`;
        owners.set(name, file);
        return owner === undefined ? [] : [say.clash(place, name, owner)];
      }),
    ),
  );
}

function joinStatements(statements: readonly Statement[]): string {
  return statements.map(({ text, isTight }, index) => `${index === 0 ? '' : isTight ? '\n' : '\n\n'}${text}`).join('');
}

/** What runs for its effect stays, and what it, or a root, leads to. */
function dropUnused<T extends Statement>(statements: readonly T[], roots: ReadonlySet<string>): T[] {
  const kept = new Set<T>();
  const keep = (statement: T) => {
    if (kept.has(statement)) return;
    kept.add(statement);
    for (const use of statement.uses) {
      for (const other of statements) if (other.names.some(({ name }) => name === use)) keep(other);
    }
  };
  for (const statement of statements) {
    if (statement.names.length === 0 || statement.names.some(({ name }) => roots.has(name))) keep(statement);
  }
  return statements.filter((statement) => kept.has(statement));
}
