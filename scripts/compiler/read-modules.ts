// Reads a template's entry file and all it imports, checks each, and cuts it into its top-level statements.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Node, Program } from 'acorn';
import type { ContainerKind } from '../../gtm-templates/authoring/template.ts';
import { testFunctions } from '../../gtm-templates/sandbox/test-functions.ts';
import { BuildError, type Diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import { checkSource } from '../dialect/check-dialect.ts';
import { findUndeclared } from '../dialect/find-undeclared.ts';
import { childrenOf, read, readNode } from '../dialect/syntax-tree.ts';
import * as say from './build-faults.ts';
import { apisByModule, modulesFor } from './sandbox-modules.ts';
import { unknownTestFunction } from './scenario-faults.ts';
import { headOf, type StrippedModule, stripTypes } from './strip-types.ts';

/** One file of a template, types erased. */
export interface SourceModule {
  readonly file: string;
  /** The whole text, every character in its place. */
  readonly code: string;
  /** The comment that opens the file. */
  readonly head: string;
  readonly apis: readonly ImportedApi[];
  readonly statements: readonly Statement[];
}

/** An API that a file imports. */
export interface ImportedApi {
  readonly name: string;
  /** `sandbox:web`, `sandbox:server` or `sandbox:shared`. */
  readonly module: string;
  readonly place: Place;
}

/** One top-level statement with the comments in front of it, free of `export`. */
export interface Statement {
  readonly text: string;
  /** Where it stands in the text of its file. */
  readonly node: Program['body'][number];
  /** The comments in front of it, with the blank lines between them. */
  readonly comments: string;
  /** What it declares; nothing where it runs for its effect. */
  readonly names: readonly { readonly name: string; readonly place: Place }[];
  /** The names it uses and does not declare itself. */
  readonly uses: readonly string[];
  /** No blank line stands between it and the statement before. */
  readonly isTight: boolean;
}

/** What files are read for. */
export interface Reading {
  /** `code` is what a template runs; `scenarios` may call the functions of tests besides. */
  readonly purpose: 'code' | 'scenarios';
  /** Where the template runs. */
  readonly container: ContainerKind;
}

/** The module of what is in scope in tests. */
const tests = 'sandbox:test';
const testNames: ReadonlySet<string> = new Set(['scenario', ...testFunctions]);

/** The modules in the order in which they run, the entry last. Throws a BuildError with every fault of every file. */
export function readModules(entry: string, root: string, reading: Reading): SourceModule[] {
  const modules: SourceModule[] = [];
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  const visit = (path: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    const file = relative(root, path).replaceAll('\\', '/');
    // Only the entry can be missing: what it imports is looked for before it is visited.
    if (!existsSync(path)) throw new BuildError([say.noRun({ file, line: 1, column: 1 })]);
    const stripped = tryStrip(readFileSync(path, 'utf8'), file, diagnostics);
    if (stripped === undefined) return;
    const { code, parsed } = stripped;
    diagnostics.push(...checkSource(code, parsed, file, reading.container));
    const { tree } = parsed;
    if (tree === undefined || parsed.faults.length > 0) return;
    diagnostics.push(...tree.body.flatMap((node) => moduleFaults(node, file, dirname(path), reading)));
    for (const node of tree.body) {
      const specifier = specifierOf(node);
      if (specifier !== undefined && isOwnFile(specifier, dirname(path))) visit(resolve(dirname(path), specifier));
    }
    modules.push(toModule(tree, code, file));
  };
  visit(entry);
  if (diagnostics.length > 0) throw new BuildError(diagnostics);
  return modules;
}

function tryStrip(code: string, file: string, diagnostics: Diagnostic[]): StrippedModule | undefined {
  try {
    return stripTypes(code, file);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    diagnostics.push(...error.diagnostics);
    return undefined;
  }
}

function moduleFaults(node: Node, file: string, folder: string, { purpose, container }: Reading): Diagnostic[] {
  const specifier = specifierOf(node);
  const place = placeOf(node, file);
  if (node.type === 'ExportAllDeclaration') return [say.noReExport(place)];
  if (node.type === 'ExportNamedDeclaration' && readNode(node, 'declaration') === undefined) {
    return [say.noReExport(place)];
  }
  if (specifier === undefined) return [];
  const known = [...modulesFor(container), ...(purpose === 'scenarios' ? [tests] : [])];
  if (!known.includes(specifier) && !isOwnFile(specifier, folder)) {
    if (apisByModule.has(specifier)) return [say.foreignModule(place, specifier, container)];
    if (/^\.\.?\//.test(specifier))
      return [say.missingFile(placeOf(readNode(node, 'source') ?? node, file), specifier)];
    return [say.unknownModule(place, specifier, known.map((one) => `'${one}'`).join(', '))];
  }
  return childrenOf(node).flatMap((child) => specifierFaults(child, file, specifier));
}

function specifierFaults(child: Node, file: string, specifier: string): Diagnostic[] {
  if (child.type === 'Literal') return [];
  const place = placeOf(child, file);
  if (child.type !== 'ImportSpecifier') return [say.noWholeImport(place, specifier)];
  const name = nameAt(child, 'imported');
  if (name !== nameAt(child, 'local')) return [say.noAlias(place, name)];
  if (specifier === tests) return testNames.has(name) ? [] : [unknownTestFunction(place, name)];
  const isKnown = apisByModule.get(specifier)?.has(name) ?? true;
  return isKnown ? [] : [say.unknownApi(place, name, specifier)];
}

function toModule(tree: Program, code: string, file: string): SourceModule {
  const head = headOf(code);
  let position = head.length;
  const statements: Statement[] = [];
  const apis: ImportedApi[] = [];
  for (const node of tree.body) {
    const end = endOfLine(code, node.end);
    if (node.type === 'ImportDeclaration') {
      const module = specifierOf(node) ?? '';
      if (apisByModule.has(module)) {
        for (const one of node.specifiers) apis.push({ name: one.local.name, module, place: placeOf(one, file) });
      }
    } else {
      const declaration = readNode(node, 'declaration') ?? node;
      const before = code.slice(position, node.start);
      const uses = findUndeclared(declaration, new Set()).map(({ name }) => name);
      statements.push({
        text: (before + code.slice(declaration.start, end)).trim(),
        node,
        comments: before,
        names: declaredNames(declaration, file),
        uses,
        isTight: statements.length > 0 && !/\n[ \t]*\r?\n/.test(before),
      });
    }
    position = end;
  }
  return { file, code, head: head.trim(), apis, statements };
}

/** A comment behind a statement on its line is part of it. */
function endOfLine(code: string, end: number): number {
  return end + (/^[ \t]*\/\/[^\n]*/.exec(code.slice(end))?.[0].length ?? 0);
}

function declaredNames(node: Node, file: string): { name: string; place: Place }[] {
  if (node.type === 'VariableDeclaration') return childrenOf(node).map((one) => declaredName(one, file));
  return node.type === 'FunctionDeclaration' ? [declaredName(node, file)] : [];
}

function declaredName(node: Node, file: string): { name: string; place: Place } {
  return { name: nameAt(node, 'id'), place: placeOf(readNode(node, 'id') ?? node, file) };
}

function specifierOf(node: Node): string | undefined {
  const source = readNode(node, 'source');
  return source === undefined ? undefined : String(read(source, 'value'));
}

function isOwnFile(specifier: string, folder: string): boolean {
  return /^\.\.?\/.*\.ts$/.test(specifier) && existsSync(resolve(folder, specifier));
}

function nameAt(node: Node, key: string): string {
  return String(read(readNode(node, key) ?? node, 'name'));
}

/** Where the node stands in its file. */
export function placeOf(node: Node, file: string): Place {
  return { file, line: node.loc?.start.line ?? 1, column: (node.loc?.start.column ?? 0) + 1 };
}
