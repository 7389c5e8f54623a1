// Turns sandboxed code into a function of this process.
import vm from 'node:vm';
import { guardBehind } from './guard-behind.ts';
import { guardCode } from './guard-code.ts';
import { sandboxLanguage } from './sandbox-language.ts';

/** Where the code comes from: error stacks name this file, and `line` is where the code starts in it. */
export interface CodeOrigin {
  readonly file: string;
  readonly line: number;
}

/** Code that can be called; what it throws comes from the code. */
export type SandboxedFunction = (...values: unknown[]) => unknown;

/**
 * The code as a function whose parameters are `names`; it sees nothing else and may declare the same names again.
 * Throws a SyntaxError where GTM's compiler would refuse the code.
 */
export function compileSandboxed(
  code: string,
  names: readonly string[],
  origin: CodeOrigin = { file: 'template.js', line: 1 },
): SandboxedFunction {
  return toFunction(guardCode(code, names), origin);
}

/** Compiles each code it is given as `compileSandboxed` does, behind the prelude in the same scope. */
export function compileBehind(
  prelude: string,
  names: readonly string[],
  origin: CodeOrigin,
): (code: string) => SandboxedFunction {
  const guard = guardBehind(prelude, names);
  return (code) => toFunction(guard(code), origin);
}

function toFunction(guarded: string, { file, line }: CodeOrigin): SandboxedFunction {
  // The code starts on the second line of the expression.
  const script = new vm.Script(guarded, { filename: file, lineOffset: line - 2 });
  return script.runInThisContext()(sandboxLanguage);
}
