// Whether a line runs each time the code around it runs.
import type { AnyNode } from 'acorn';
import { walkTree } from '../../dialect/syntax-tree.ts';
import type { CodeScope } from './code-scope.ts';

/** True if nothing between the outer node, a function or the body of a loop, and the line lets the code pass it by. */
export function isAlwaysReached(node: AnyNode, outer: AnyNode, scope: CodeScope): boolean {
  const parent = scope.parentOf.get(node);
  if (node === outer) return true;
  return parent !== undefined && !mayPassBy(node, parent, outer) && isAlwaysReached(parent, outer, scope);
}

const functions = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

function mayPassBy(node: AnyNode, parent: AnyNode, outer: AnyNode): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return node !== parent.test;
    case 'LogicalExpression':
      return node === parent.right;
    case 'ForStatement':
      return node !== parent.init && node !== parent.test;
    case 'ForOfStatement':
    case 'ForInStatement':
      return node !== parent.right;
    case 'WhileStatement':
      return node !== parent.test;
    case 'SwitchCase':
      return true;
    case 'BlockStatement':
      return parent.body.some((earlier) => earlier.start < node.start && mayLeave(earlier));
    default:
      return parent !== outer && functions.test(parent.type);
  }
}

/** Whether the statement can end the function or the round of the loop. */
function mayLeave(statement: AnyNode): boolean {
  let found = false;
  walkTree(statement, ({ type }) => {
    found ||= /^(Return|Break|Continue|Throw)Statement$/.test(type);
    return !found && !functions.test(type);
  });
  return found;
}
