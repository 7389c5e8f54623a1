// Turns sandboxed code into a function of this process.
import vm from 'node:vm';
import { guardCode } from './guard-code.ts';
import { sandboxLanguage } from './sandbox-language.ts';

/** Where the code comes from: error stacks name this file, and `line` is where the code starts in it. */
export interface CodeOrigin {
  readonly file: string;
  readonly line: number;
}

/**
 * The code as a function whose parameters are `names`; it sees nothing else and may declare the same names again.
 * Throws a SyntaxError where GTM's compiler would refuse the code.
 */
export function compileSandboxed(
  code: string,
  names: readonly string[],
  origin: CodeOrigin = { file: 'template.js', line: 1 },
): (...values: unknown[]) => unknown {
  // The code starts on the second line of the expression.
  const script = new vm.Script(guardCode(code, names), { filename: origin.file, lineOffset: origin.line - 2 });
  return script.runInThisContext()(sandboxLanguage);
}
