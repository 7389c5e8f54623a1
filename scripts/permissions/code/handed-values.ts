// Where the values of parameters and loop variables come from: the callers, and the list that is looped over.
import type { AnyNode } from 'acorn';
import type { Reference } from '../../dialect/find-references.ts';
import { staticName, walkTree } from '../../dialect/syntax-tree.ts';
import type { CodeScope } from './code-scope.ts';

/** Expressions for a parameter, one per caller; undefined where a caller leaves it out. */
export interface Handed {
  readonly nodes: readonly (AnyNode | undefined)[];
  /** False where the function decides by itself what it does with the value. */
  readonly isSure: boolean;
}

/** Undefined unless the name is a parameter of a function of which every call is in sight. */
export function argumentsOfCallers({ name, binding }: Reference, scope: CodeScope): Handed | undefined {
  if (binding?.kind !== 'parameter' || binding.writes.length > 1 || !isFunction(binding.home)) return undefined;
  const fn = binding.home;
  const index = fn.params.findIndex((one) => one.type === 'Identifier' && one.name === name);
  const calls = callsOf(fn, scope);
  if (index === -1 || calls === undefined || calls.length === 0) return undefined;
  if (calls.some((call) => call.arguments.some(({ type }) => type === 'SpreadElement'))) return undefined;
  return { nodes: calls.map((call) => call.arguments[index]), isSure: !hasBranches(fn) };
}

/** The list whose elements a name goes through, in `for…of` and as the first parameter of `forEach` and the like. */
export function loopElements(
  reference: Reference,
  scope: CodeScope,
): { readonly list: AnyNode; readonly isSure: boolean } | undefined {
  const { binding } = reference;
  if (binding?.kind === 'parameter') return callbackElements(reference, scope);
  const loop = loopAround(reference.node, reference, scope);
  return loop === undefined ? undefined : { list: loop.right, isSure: !hasBranches(loop.body) };
}

type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;
type Call = Extract<AnyNode, { type: 'CallExpression' }>;
type ForOf = Extract<AnyNode, { type: 'ForOfStatement' }>;

function isFunction(node: AnyNode): node is FunctionNode {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function callsOf(fn: FunctionNode, scope: CodeScope): Call[] | undefined {
  // Inside, a function expression may call itself by a name that nothing outside has.
  if (fn.type === 'FunctionExpression' && fn.id) return undefined;
  const calls: Call[] = [];
  for (const [binding, uses] of scope.usesOf) {
    if (!binding.writes.includes(fn)) continue;
    if (binding.writes.length > 1) return undefined;
    for (const { node } of uses) {
      const parent = scope.parentOf.get(node);
      if (parent?.type !== 'CallExpression' || parent.callee !== node) return undefined;
      calls.push(parent);
    }
  }
  return calls;
}

const loopers = ['forEach', 'map', 'filter', 'some', 'every'];

function callbackElements({ name, binding }: Reference, scope: CodeScope) {
  const fn = binding?.home;
  if (fn === undefined || !isFunction(fn) || binding?.writes.length !== 1) return undefined;
  const call = scope.parentOf.get(fn);
  const [first] = fn.params;
  if (call?.type !== 'CallExpression' || call.arguments[0] !== fn || call.callee.type !== 'MemberExpression') {
    return undefined;
  }
  const method = staticName(call.callee.property, call.callee.computed) ?? '';
  const isFirst = first?.type === 'Identifier' && first.name === name;
  return isFirst && loopers.includes(method) ? { list: call.callee.object, isSure: !hasBranches(fn) } : undefined;
}

function loopAround(node: AnyNode, reference: Reference, scope: CodeScope): ForOf | undefined {
  const parent = scope.parentOf.get(node);
  if (parent === undefined) return undefined;
  return isLoopOf(parent, reference) ? parent : loopAround(parent, reference, scope);
}

function isLoopOf(node: AnyNode, { name, binding }: Reference): node is ForOf {
  if (node.type !== 'ForOfStatement' || node.right.end !== binding?.readyAt || binding.writes.length !== 1)
    return false;
  const [one] = node.left.type === 'VariableDeclaration' ? node.left.declarations : [];
  return one?.id.type === 'Identifier' && one.id.name === name;
}

const branches = /^(IfStatement|ConditionalExpression|LogicalExpression|SwitchStatement)$/;

/** Whether the code below decides anything, so that not every value need reach every line. */
function hasBranches(root: AnyNode): boolean {
  let found = false;
  walkTree(root, (node) => {
    found ||= branches.test(node.type);
    return !found;
  });
  return found;
}
