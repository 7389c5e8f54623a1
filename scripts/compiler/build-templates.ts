// Builds template folders into template files: the whole way from TypeScript to what people import into GTM.
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type Baking, bakeTemplate } from '../../functions/downloads/bake-template.ts';
import type { ContainerKind, TemplateKind } from '../../gtm-templates/authoring/template.ts';
import { BuildError, type Diagnostic, formatDiagnostic } from '../diagnostics/diagnostic.ts';
import { checkDialect } from '../dialect/check-dialect.ts';
import * as say from './build-faults.ts';
import { checkCalls } from './check-calls.ts';
import { checkForm, flattenFields } from './check-form.ts';
import { checkPermissions } from './check-permissions.ts';
import { checkTypes } from './check-types.ts';
import { type CompiledScenarios, compileScenarios } from './compile-scenarios.ts';
import { type FlatCode, flatten } from './flatten.ts';
import { formatCode } from './format-code.ts';
import { type LoadedTemplate, loadTemplate } from './load-template.ts';
import { printTpl } from './print-tpl.ts';
import { repositoryRoot } from './repository-root.ts';

/** What to build, and for which deployment. */
export interface BuildOptions {
  /** The folder that holds one folder per template. The project's own for web and for server containers unless told. */
  readonly folder?: string;
  /** Diagnostics name files from here. */
  readonly root?: string;
  /** The folder of the tsconfig.json that covers the templates, or `none` to leave types unchecked. */
  readonly types?: string;
  readonly baking?: Baking;
  /** The one template to build, by the name of its folder; all unless told. */
  readonly only?: string;
}

/** One built template. */
export interface BuiltTemplate {
  /** The folder's name: `checkout-conversion-tag`. */
  readonly name: string;
  /** What the file is called: `checkout-conversion.web-tag.tpl`. */
  readonly fileName: string;
  readonly container: ContainerKind;
  readonly kind: TemplateKind;
  readonly tpl: string;
  /** Fields of the form, with groups and labels. */
  readonly fields: number;
  readonly permissions: number;
  /** The tests that GTM shows in the Tests tab. */
  readonly scenarios: number;
}

/**
 * Builds every template, those for web containers first, in the order of names, and writes nothing. Throws a BuildError with all faults of
 * all templates, and a BakeError for a deployment that GTM would refuse.
 */
export async function buildTemplates(options: BuildOptions = {}): Promise<BuiltTemplate[]> {
  const root = options.root ?? repositoryRoot;
  const types = options.types ?? join(repositoryRoot, 'gtm-templates');
  const folders = (options.folder === undefined ? ownFolders : [options.folder])
    .flatMap(listTemplates)
    .filter((folder) => options.only === undefined || basename(folder) === options.only);
  const builds = folders.map((folder) => collectFaults(buildTemplate(folder, root)));
  const [typeFaults, ...built] = await Promise.all([types === 'none' ? [] : checkTypes(types, root), ...builds]);
  const diagnostics = [...typeFaults, ...built.flatMap((one) => ('faults' in one ? one.faults : []))];
  if (diagnostics.length > 0) throw new BuildError(sortDiagnostics(diagnostics));
  const baking = options.baking ?? {};
  return built.flatMap((one) => ('faults' in one ? [] : [{ ...one, tpl: bakeTemplate(one.tpl, baking) }]));
}

/** One for each kind of container. */
const ownFolders = ['web', 'server'].map((container) => join(repositoryRoot, 'gtm-templates', container));

function listTemplates(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'form.ts')))
    .map(({ name }) => join(folder, name))
    .sort();
}

async function buildTemplate(folder: string, root: string): Promise<BuiltTemplate> {
  const name = basename(folder);
  const file = (inner: string) => relative(root, join(folder, inner)).replaceAll('\\', '/');
  const loaded = await loadTemplate(folder, file('form.ts'));
  const { template, source, thumbnail } = loaded;
  const diagnostics = [
    ...checkForm(template, source, file('form.ts')),
    ...checkFolder(folder, loaded, file('form.ts')),
  ];
  const flat = tryFlatten(join(folder, 'code.ts'), loaded, root, diagnostics);
  const [tests, formatted] = await Promise.all([
    collectFaults(compileTests(join(folder, 'scenarios.ts'), template.container, root)),
    flat === undefined ? '' : formatCode(flat.code),
  ]);
  if ('faults' in tests) diagnostics.push(...tests.faults);
  if (flat !== undefined) {
    const form = { file: file('form.ts'), text: source };
    diagnostics.push(
      ...checkPermissions(flat, template, form),
      ...checkCalls({ ...flat, code: formatted }, template, file('code.ts')),
    );
  }
  if (flat === undefined || 'faults' in tests || diagnostics.length > 0) throw new BuildError(diagnostics);
  const fileName = `${name.slice(0, -template.kind.length - 1)}.${template.container}-${template.kind}.tpl`;
  const code = `${formatted}\n${flat.call}\n`;
  const faults = checkOutput(code, { file: fileName, container: template.container });
  if (faults.length > 0) throw new BuildError(faults);
  return {
    name,
    fileName,
    container: template.container,
    kind: template.kind,
    tpl: printTpl({ template, code, tests, ...(thumbnail === undefined ? {} : { thumbnail }) }),
    fields: flattenFields(template.fields).length,
    permissions: template.permissions.length,
    scenarios: tests.scenarios.length,
  };
}

/** A template may have no scenarios yet. */
async function compileTests(entry: string, container: ContainerKind, root: string): Promise<CompiledScenarios> {
  return existsSync(entry) ? compileScenarios(entry, container, root) : { setup: '', scenarios: [] };
}

function tryFlatten(
  entry: string,
  { template }: LoadedTemplate,
  root: string,
  diagnostics: Diagnostic[],
): FlatCode | undefined {
  try {
    return flatten(entry, template, root);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    diagnostics.push(...error.diagnostics);
    return undefined;
  }
}

/** The folder says of which kind its template is, because its name becomes the name of the file that people import. */
function checkFolder(folder: string, { template: { kind, container } }: LoadedTemplate, file: string): Diagnostic[] {
  const start = { file, line: 1, column: 1 };
  const around = basename(dirname(folder));
  const isMisplaced = ['web', 'server'].includes(around) && around !== container;
  return [
    ...(basename(folder).endsWith(`-${kind}`) ? [] : [say.wrongFolderName(start, kind)]),
    ...(isMisplaced ? [say.wrongContainerFolder(start, container, around)] : []),
  ];
}

/** The source passed already; this guards against the tools in between. */
function checkOutput(code: string, { file, container }: { file: string; container: ContainerKind }): Diagnostic[] {
  const headers = code
    .split('\n')
    .flatMap((text, index) =>
      /^___[A-Z_]+___\s*$/.test(text) ? [say.headerInCode({ file, line: index + 1, column: 1 })] : [],
    );
  return [...headers, ...checkDialect(code, { file, container, kind: 'built' })];
}

async function collectFaults<T>(build: Promise<T>): Promise<T | { readonly faults: readonly Diagnostic[] }> {
  try {
    return await build;
  } catch (error) {
    if (error instanceof BuildError) return { faults: error.diagnostics };
    throw error;
  }
}

/**
 * By file and place. A file that two templates share is reported once, and where TypeScript and the compiler both found
 * something, the compiler speaks, because it names the cure.
 */
function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const placeOf = ({ file, line, column }: Diagnostic) => `${file}:${line}:${column}`;
  const isTyped = ({ code }: Diagnostic) => code === say.typeError.code;
  const own = new Set(diagnostics.filter((one) => !isTyped(one)).map(placeOf));
  const said = diagnostics.filter((one) => !isTyped(one) || !own.has(placeOf(one)));
  const unique = new Map(said.map((one) => [formatDiagnostic(one), one]));
  return [...unique.values()].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}
