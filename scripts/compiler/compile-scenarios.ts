// Turns a template's scenarios from TypeScript into the text that GTM's Tests tab shows and runs.
import type { ContainerKind } from '../../gtm-templates/authoring/template.ts';
import { testFunctions } from '../../gtm-templates/sandbox/test-functions.ts';
import { BuildError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { checkDialect } from '../dialect/check-dialect.ts';
import { checkTests } from '../dialect/check-tests.ts';
import { checkMocks } from './check-mocks.ts';
import { formatParts } from './format-parts.ts';
import { checkClashes, joinModules } from './join-modules.ts';
import { readModules, type SourceModule } from './read-modules.ts';
import { findMisplaced, isScenario, readScenario, type ScenarioSource } from './read-scenarios.ts';
import * as say from './scenario-faults.ts';

/** All tests of a template: sandboxed JavaScript, formatted, without line break at its end. */
export interface CompiledScenarios {
  /** What all scenarios share: requires on top, then constants and functions. Empty where they share nothing. */
  readonly setup: string;
  readonly scenarios: readonly { readonly name: string; readonly code: string }[];
}

/**
 * The scenarios of the entry file and of the files it imports, in the order in which they run; types erased, comments
 * kept. What stands beside them and they use becomes the setup. Throws a BuildError with every fault of every file.
 */
export async function compileScenarios(
  entry: string,
  container: ContainerKind,
  root: string,
): Promise<CompiledScenarios> {
  const modules = readModules(entry, root, { purpose: 'scenarios', container });
  const { shared, scenarios, faults } = split(modules);
  const diagnostics = [
    ...faults,
    ...checkClashes(shared, [['require', 'the sandbox'], ...testNames]),
    ...checkScenarios(shared, scenarios),
    ...checkMocks(modules, container),
  ];
  if (diagnostics.length > 0) throw new BuildError(diagnostics);
  const file = shared.at(-1)?.file ?? entry;
  const [setup = '', ...codes] = await formatParts([
    joinSetup(shared, scenarios),
    ...scenarios.map(({ text }) => text),
  ]);
  const compiled = scenarios.map(({ name }, index) => ({ name, code: codes[index] ?? '' }));
  const built = { setup, scenarios: compiled };
  const broken = checkOutput(built, { file, container });
  if (broken.length > 0) throw new BuildError(broken);
  return built;
}

const testNames = ['scenario', ...testFunctions].map((name) => [name, `'sandbox:test'`] as const);

interface Suite {
  /** The modules without the scenarios. */
  readonly shared: readonly SourceModule[];
  readonly scenarios: readonly ScenarioSource[];
  readonly faults: readonly Diagnostic[];
}

function split(modules: readonly SourceModule[]): Suite {
  const found = modules.flatMap((one) =>
    one.statements.filter(isScenario).map((statement) => readScenario(statement, one)),
  );
  const shared = modules.map((one) => {
    return { ...one, statements: one.statements.filter((statement) => !isScenario(statement)) };
  });
  const file = modules.at(-1)?.file ?? 'scenarios.ts';
  const faults = [
    ...(found.length === 0 ? [say.noScenarios({ file, line: 1, column: 1 })] : []),
    ...found.flatMap((one) => ('faults' in one ? one.faults : [])),
    ...shared.flatMap(({ file, statements }) => statements.flatMap(({ node }) => findMisplaced(node, file))),
  ];
  return { shared, scenarios: found.flatMap((one) => ('faults' in one ? [] : [one])), faults };
}

/** Empty where nothing is shared, not even where the file's own comment would be left. */
function joinSetup(shared: readonly SourceModule[], scenarios: readonly ScenarioSource[]): string {
  const { code } = joinModules(shared, new Set(scenarios.flatMap(({ uses }) => uses)));
  return code.trim() === shared.at(-1)?.head ? '' : code;
}

function checkScenarios(shared: readonly SourceModule[], scenarios: readonly ScenarioSource[]): Diagnostic[] {
  const owners = new Map<string, string>(testNames);
  for (const { file, statements, apis } of shared) {
    for (const { name, module } of apis) owners.set(name, `'${module}'`);
    for (const { name } of statements.flatMap(({ names }) => names)) owners.set(name, file);
  }
  const seen = new Set<string>();
  return scenarios.flatMap(({ name, place, declares }) => {
    const isSeen = seen.has(name);
    seen.add(name);
    const clashes = declares.flatMap((one) => {
      const owner = owners.get(one.name);
      return owner === undefined ? [] : [say.scenarioClash(one.place, one.name, owner)];
    });
    return [...(isSeen ? [say.duplicateScenario(place, name)] : []), ...clashes];
  });
}

interface TestOptions {
  readonly file: string;
  readonly container: ContainerKind;
}

/** The source passed already; this guards against the tools in between, and against what only one scope makes wrong. */
function checkOutput({ setup, scenarios }: CompiledScenarios, { file, container }: TestOptions): Diagnostic[] {
  const codes = scenarios.map(({ code }) => code);
  const found = checkTests(setup, codes, { file, container });
  if (found.setup.length === 0 && found.scenarios.every((faults) => faults.length === 0)) return [];
  // A fault is told with the one text that its scenario forms with the setup; reading each of those takes much longer.
  return scenarios.flatMap(({ name, code }) =>
    checkDialect(`${setup}\n${code}\n`, { file: `${file} (${name})`, container, kind: 'sandboxed', isTest: true }),
  );
}
