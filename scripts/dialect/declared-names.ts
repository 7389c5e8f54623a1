// Lists what a piece of code declares for code in the same scope.
import type { AnyNode, Program } from 'acorn';
import { bindingsOf, childrenOf } from './syntax-tree.ts';

/** The names of the program's own scope: what stands outside of blocks, and each `var` outside of functions. */
export function declaredNames(program: Program): string[] {
  const names: string[] = [];
  const visit = (node: AnyNode, isOutside: boolean) => {
    if (closed.test(node.type)) {
      const isNamed = node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration';
      if (isNamed && isOutside && node.id) names.push(node.id.name);
      return;
    }
    if (node.type === 'VariableDeclaration' && (node.kind === 'var' || isOutside)) {
      names.push(...node.declarations.flatMap(({ id }) => bindingsOf(id).map(({ name }) => name)));
    }
    const isInside = blocks.test(node.type);
    for (const child of childrenOf(node)) visit(child, isOutside && !isInside);
  };
  visit(program, true);
  return names;
}

/** What keeps even a `var` to itself. */
const closed = /^((Function|Class)(Declaration|Expression)|ArrowFunctionExpression)$/;

const blocks = /^((Block|Switch|For|ForIn|ForOf)Statement|CatchClause)$/;
