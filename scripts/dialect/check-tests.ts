// Checks the tests of a template: one setup, and many scenarios that each share its scope.
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { checkDialect, type DialectOptions, findFaults, toDiagnostics } from './check-dialect.ts';
import { declaredNames } from './declared-names.ts';
import { parseCode } from './parse-code.ts';
import { listNodes } from './syntax-tree.ts';

/** Faults by part; lines and columns count from the start of each part. */
export interface TestFaults {
  readonly setup: readonly Diagnostic[];
  /** In the order of the scenarios, an empty list for one without faults. */
  readonly scenarios: readonly (readonly Diagnostic[])[];
}

type TestOptions = Pick<DialectOptions, 'file' | 'container'>;

/** Every fault of setup and scenarios, as GTM's compiler sees them: the setup first, one scenario behind it, for each scenario. */
export function checkTests(setup: string, scenarios: readonly string[], options: TestOptions): TestFaults {
  const rules = { ...options, kind: 'sandboxed', isTest: true } as const;
  const { names: setupNames, isSound: isSetupSound } = readText(setup);
  const texts = scenarios.map(readText);
  const joinable = scenarios.flatMap((code, index) => {
    const { names = [], isSound = false } = texts[index] ?? {};
    const isApart = isSetupSound && isSound && !names.some((name) => setupNames.includes(name));
    return isApart ? [{ code, index }] : [];
  });
  const joined = new Map(checkJoined(setup, joinable, rules));
  return {
    // Each scenario may run behind the setup, so the setup knows what any of them declares.
    setup: checkDialect(setup, { ...rules, globals: texts.flatMap(({ names }) => names) }),
    scenarios: scenarios.map((code, index) => joined.get(index) ?? checkDialect(code, { ...rules, prelude: setup })),
  };
}

interface Part {
  readonly code: string;
  readonly index: number;
}

// Each scenario in a function of its own: nothing that one declares is known to another, and a return is as good as before.
const opening = '\n;(function () {\n';
const closing = '\n});';

/** Scenarios that do not clash with the setup are read with it in one go: reading it anew for each takes longest of all. */
function checkJoined(setup: string, parts: readonly Part[], rules: DialectOptions): [number, readonly Diagnostic[]][] {
  let whole = setup;
  const placed = parts.map(({ code, index }) => {
    const start = whole.length + opening.length;
    whole += opening + code + closing;
    return { code, index, start };
  });
  const parsed = parseCode(whole, false);
  const nodes = parsed.tree === undefined ? [] : listNodes(parsed.tree);
  const findings = findFaults(whole, parsed, nodes, rules);
  return placed.map(({ code, index, start }) => {
    const own = findings.filter(({ offset }) => offset >= start && offset <= start + code.length);
    const moved = own.map(({ offset, say }) => ({ offset: offset - start, say }));
    return [index, toDiagnostics(code, moved, rules)];
  });
}

interface ReadText {
  /** What it declares for code in the same scope. */
  readonly names: readonly string[];
  /** Whether it is whole by itself, so that nothing of it reaches into what stands around it. */
  readonly isSound: boolean;
}

function readText(code: string): ReadText {
  const { tree, faults } = parseCode(code, false);
  return { names: tree === undefined ? [] : declaredNames(tree), isSound: tree !== undefined && faults.length === 0 };
}
