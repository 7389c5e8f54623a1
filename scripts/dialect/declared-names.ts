// Lists what a piece of code declares for code in the same scope.
import type { AnyNode, Program } from 'acorn';
import { bindingsOf, walkTree } from './syntax-tree.ts';

/** The names that stand on the top level of sandboxed code, and each `var` outside of its functions. */
export function declaredNames(tree: Program): string[] {
  const names: string[] = [];
  walkTree(tree, (node, parent) => {
    if (isFunction(node)) {
      if (node.type === 'FunctionDeclaration' && parent === tree && node.id) names.push(node.id.name);
      return false;
    }
    if (node.type === 'VariableDeclaration' && (node.kind === 'var' || parent === tree)) {
      names.push(...node.declarations.flatMap(({ id }) => bindingsOf(id).map(({ name }) => name)));
    }
    return undefined;
  });
  return names;
}

function isFunction(node: AnyNode): boolean {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}
