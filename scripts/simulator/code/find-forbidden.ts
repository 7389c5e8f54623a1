// Refuses code whose syntax GTM's interpreter has no operation for, so that nothing but the sandbox's own steps ever runs.
import type { Node } from 'acorn';
import { read, walkTree } from '../../dialect/syntax-tree.ts';

/** What can run. The dialect check is stricter and says how to write the rest; this is the wall behind it. */
const known = new Set(
  `ArrayExpression ArrowFunctionExpression AssignmentExpression BinaryExpression BlockStatement BreakStatement CallExpression
   ConditionalExpression ContinueStatement DoWhileStatement EmptyStatement ExpressionStatement ForInStatement ForOfStatement
   ForStatement FunctionDeclaration FunctionExpression Identifier IfStatement Literal LogicalExpression MemberExpression
   ObjectExpression Program Property ReturnStatement SequenceExpression SwitchCase SwitchStatement UnaryExpression
   UpdateExpression VariableDeclaration VariableDeclarator WhileStatement`.split(/\s+/),
);

const operators = /^(in|instanceof|delete|void|\?\?|\*\*|\*\*=|&&=|\|\|=|\?\?=)$/;

/** The first construct that cannot run, as the error to throw, or undefined. */
export function findForbidden(program: Node): SyntaxError | undefined {
  let error: SyntaxError | undefined;
  walkTree(program, (node) => {
    const what = describe(node);
    if (what !== undefined && error === undefined) {
      error = new SyntaxError(`The sandbox has no ${what} (line ${node.loc?.start.line ?? 1} of the code).`);
    }
    return error === undefined;
  });
  return error;
}

function describe(node: Node): string | undefined {
  if (!known.has(node.type)) return `${node.type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}s`;
  const operator = String(read(node, 'operator') ?? '');
  if (operators.test(operator)) return `operator ${operator}`;
  if (read(node, 'async') === true || read(node, 'await') === true) return 'async functions';
  if (read(node, 'generator') === true) return 'generators';
  if (read(node, 'optional') === true) return 'optional chaining';
  if (node.type === 'Literal') return describeLiteral(node);
  // The rewriting knows names by their letters: one spelled otherwise could stand for the sandbox's own.
  if (node.type === 'Identifier' && String(read(node, 'name')).length !== node.end - node.start) {
    return 'names with escapes';
  }
  return node.type === 'Property' ? describeProperty(node) : undefined;
}

function describeLiteral(literal: Node): string | undefined {
  if (read(literal, 'regex') !== undefined) return 'regex literals';
  return read(literal, 'bigint') === undefined ? undefined : 'big integers';
}

function describeProperty(property: Node): string | undefined {
  if (read(property, 'kind') !== 'init') return 'getters and setters';
  if (read(property, 'method') === true) return 'method shorthand';
  if (read(property, 'shorthand') === true) return 'shorthand properties';
  return read(property, 'computed') === true ? 'computed keys' : undefined;
}
