// Gives the faults of a piece of code as short lines, for the tests of the dialect.
import { checkDialect, type DialectOptions } from '../../../scripts/dialect/check-dialect.ts';

/** `code line:column` of each fault; the code is a stranger's unless told. */
export function faultsOf(code: string, options: Partial<DialectOptions> = {}): string[] {
  const found = checkDialect(code, { file: 'a.tpl', kind: 'sandboxed', ...options });
  return found.map((one) => `${one.code} ${one.line}:${one.column}`);
}
