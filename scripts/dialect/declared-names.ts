// Lists what a piece of code declares for code in the same scope.
import { parseCode } from './parse-code.ts';
import { bindingsOf } from './syntax-tree.ts';

/** The names that stand on the top level of sandboxed code; none where it does not parse. */
export function declaredNames(code: string): string[] {
  const statements = parseCode(code, false).tree?.body ?? [];
  return statements.flatMap((node) => {
    if (node.type === 'FunctionDeclaration') return [node.id.name];
    if (node.type !== 'VariableDeclaration') return [];
    return node.declarations.flatMap(({ id }) => bindingsOf(id).map(({ name }) => name));
  });
}
