// Finds every place at which code uses one of GTM's APIs, and with which arguments.
import type { AnyNode, CallExpression } from 'acorn';
import { staticName } from '../../dialect/syntax-tree.ts';
import { apiOf, type CodeScope, onlyValueOf } from './code-scope.ts';
import { isAlwaysReached } from './is-always-reached.ts';
import { type Evaluation, evaluate, unknown } from './static-values.ts';

/** What is known of one argument: its values, and whether the line meets each of them in some run. */
export type StaticArgument = Pick<Evaluation, 'values' | 'isSure'>;

/** One use of an API. */
export interface ApiUse {
  /** As `require` knows it. */
  readonly api: string;
  /** Of an API that is an object: `getItem` of `localStorage`. */
  readonly method: string | undefined;
  /** Undefined where the API itself is handed on, so that nobody sees what it is called with. */
  readonly args: readonly StaticArgument[] | undefined;
  /** The call, or the place where the API is handed on. */
  readonly node: AnyNode;
}

/** The uses of the APIs that `isWanted` names, in the order of the source. What only asks whether an API is there is no use. */
export function findApiUses(scope: CodeScope, isWanted: (api: string) => boolean): ApiUse[] {
  const uses: ApiUse[] = [];
  for (const { node, api } of findApis(scope)) {
    if (!isWanted(api)) continue;
    const use = useOf(node, api, scope);
    if (use !== undefined) uses.push(use);
  }
  return uses;
}

/** Expressions whose value is an API: names for it, and calls of `require` themselves. */
function findApis(scope: CodeScope): { node: AnyNode; api: string }[] {
  return [...scope.references.values()].flatMap(({ node: name }) => {
    const parent = scope.parentOf.get(name);
    const isRequire = name.name === 'require' && parent?.type === 'CallExpression' && parent.callee === name;
    const node = isRequire ? parent : name;
    const api = apiOf(node, scope);
    return api === undefined ? [] : [{ node, api }];
  });
}

function useOf(node: AnyNode, api: string, scope: CodeScope): ApiUse | undefined {
  const parent = scope.parentOf.get(node);
  if (parent === undefined || isOnlyNamed(node, parent, scope) || isOnlyAskedFor(node, parent)) return undefined;
  if (parent.type === 'CallExpression' && parent.callee === node) {
    return { api, method: undefined, args: argumentsOf(parent, scope), node: parent };
  }
  if (parent.type !== 'MemberExpression' || parent.object !== node)
    return { api, method: undefined, args: undefined, node };
  const method = staticName(parent.property, parent.computed);
  const call = scope.parentOf.get(parent);
  if (call !== undefined && isOnlyAskedFor(parent, call)) return undefined;
  const isCalled = call?.type === 'CallExpression' && call.callee === parent && method !== undefined;
  return { api, method, args: isCalled ? argumentsOf(call, scope) : undefined, node: isCalled ? call : parent };
}

/** `const log = require('logToConsole')`: the uses of the name count. */
function isOnlyNamed(node: AnyNode, parent: AnyNode, scope: CodeScope): boolean {
  if (parent.type !== 'VariableDeclarator' || parent.init !== node || parent.id.type !== 'Identifier') return false;
  const uses = [...scope.references.values()].filter(({ binding }) => binding?.writes.includes(node));
  return uses.every((use) => onlyValueOf(use.node, scope) === node);
}

function isOnlyAskedFor(node: AnyNode, parent: AnyNode): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === node;
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === node;
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'ExpressionStatement':
      return true;
    default:
      return false;
  }
}

function argumentsOf(call: CallExpression, scope: CodeScope): StaticArgument[] {
  // What comes behind a spread stands nobody knows where.
  const spread = call.arguments.findIndex(({ type }) => type === 'SpreadElement');
  return call.arguments.map((one, index) => {
    const { values, isSure, through } = spread !== -1 && index >= spread ? unknown : evaluate(one, scope);
    return { values, isSure: isSure && through.every((home) => isAlwaysReached(call, home, scope)) };
  });
}
