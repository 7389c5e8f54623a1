// Rewrites many pieces of code that each run behind the same code in one scope, as the scenarios of a template do.
import { declaredNames } from '../../dialect/declared-names.ts';
import { type GuardedBody, guardBody, guardCode, joinBodies } from './guard-code.ts';

/** Both as one program. */
export function joinCode(prelude: string, code: string): string {
  // The semicolon keeps code that begins with a bracket from becoming part of the prelude's last statement.
  return prelude.trim() === '' ? code : `${prelude}\n;${code}`;
}

/**
 * What `guardCode` gives for prelude and code as one program, errors included; the prelude, which may be long, is read only
 * once unless the two touch each other.
 */
export function guardBehind(prelude: string, parameters: readonly string[]): (code: string) => string {
  const first = readPrelude(prelude, parameters);
  return (code) => guardApart(first, code, parameters) ?? guardCode(joinCode(prelude, code), parameters);
}

interface Prelude extends GuardedBody {
  readonly declared: ReadonlySet<string>;
}

/** Undefined where the prelude does not stand by itself, or makes what follows strict. */
function readPrelude(prelude: string, parameters: readonly string[]): Prelude | undefined {
  const body = prelude.trim() === '' ? undefined : tryGuard(prelude, parameters);
  const [first] = body?.program.body ?? [];
  const isDirective = first?.type === 'ExpressionStatement' && 'directive' in first;
  return body === undefined || isDirective ? undefined : { ...body, declared: new Set(declaredNames(body.program)) };
}

/** Undefined where the code declares what the prelude declares or misses, or does not stand by itself. */
function guardApart(first: Prelude | undefined, code: string, parameters: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  const second = tryGuard(`;${code}`, [...parameters, ...first.declared]);
  if (second === undefined || second.suffix !== first.suffix) return undefined;
  const isTouching = declaredNames(second.program).some(
    (name) => first.declared.has(name) || first.undeclared.has(name),
  );
  return isTouching ? undefined : joinBodies([first, second], parameters);
}

/** Undefined for code that is refused: what is wrong is told with the lines of the whole. */
function tryGuard(code: string, known: readonly string[]): GuardedBody | undefined {
  try {
    return guardBody(code, known);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
