// Where the values of parameters and loop variables come from: the callers, and the list that is looped over.
import type { AnyNode, CallExpression, ForOfStatement } from 'acorn';
import type { Reference } from '../../dialect/find-references.ts';
import { staticName } from '../../dialect/syntax-tree.ts';
import type { CodeScope } from './code-scope.ts';

/** What a name is given by the code around the part in which it lives. */
export interface Handed {
  /** The values, where they are handed over; undefined where a caller leaves one out. */
  readonly sources: readonly { readonly value: AnyNode | undefined; readonly at: AnyNode }[];
  /** Whether the name goes through the elements of each value, one after the other. */
  readonly isElement: boolean;
  /** The function or the loop's body that runs with each value. */
  readonly home: AnyNode;
}

/** Undefined unless the name is a loop variable, or a parameter of a function of which every call is in sight. */
export function findHanded(reference: Reference, scope: CodeScope): Handed | undefined {
  const { binding } = reference;
  if (binding?.writes.length !== 1) return undefined;
  if (binding.kind !== 'parameter') return fromLoop(reference, scope);
  const fn = binding.home;
  if (!isFunction(fn)) return undefined;
  const index = fn.params.findIndex((one) => one.type === 'Identifier' && one.name === reference.name);
  if (index === -1) return undefined;
  return fromLooper(fn, index, scope) ?? fromCallers(fn, index, scope);
}

type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

function isFunction(node: AnyNode): node is FunctionNode {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function fromCallers(fn: FunctionNode, index: number, scope: CodeScope): Handed | undefined {
  const calls = callsOf(fn, scope);
  if (calls === undefined || calls.length === 0) return undefined;
  if (calls.some((call) => call.arguments.some(({ type }) => type === 'SpreadElement'))) return undefined;
  const sources = calls.map((call) => ({ value: call.arguments[index], at: call }));
  return { sources, isElement: false, home: fn };
}

/** Undefined where the function is handed on, so that others may call it. */
function callsOf(fn: FunctionNode, scope: CodeScope): CallExpression[] | undefined {
  // Inside, a function expression may call itself by a name that nothing outside has.
  if (fn.type === 'FunctionExpression' && fn.id) return undefined;
  const calls: CallExpression[] = [];
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

/** `list.forEach((element) => …)` */
function fromLooper(fn: FunctionNode, index: number, scope: CodeScope): Handed | undefined {
  const call = scope.parentOf.get(fn);
  if (call?.type !== 'CallExpression' || call.arguments[0] !== fn || call.callee.type !== 'MemberExpression') {
    return undefined;
  }
  const method = staticName(call.callee.property, call.callee.computed) ?? '';
  if (index !== 0 || !loopers.includes(method)) return undefined;
  return { sources: [{ value: call.callee.object, at: call }], isElement: true, home: fn };
}

function fromLoop(reference: Reference, scope: CodeScope): Handed | undefined {
  const loop = loopAround(reference.node, reference, scope);
  return loop === undefined
    ? undefined
    : { sources: [{ value: loop.right, at: loop }], isElement: true, home: loop.body };
}

function loopAround(node: AnyNode, reference: Reference, scope: CodeScope): ForOfStatement | undefined {
  const parent = scope.parentOf.get(node);
  if (parent === undefined) return undefined;
  return isLoopOf(parent, reference) ? parent : loopAround(parent, reference, scope);
}

function isLoopOf(node: AnyNode, { name, binding }: Reference): node is ForOfStatement {
  if (node.type !== 'ForOfStatement' || node.right.end !== binding?.readyAt) return false;
  const [one] = node.left.type === 'VariableDeclaration' ? node.left.declarations : [];
  return one?.id.type === 'Identifier' && one.id.name === name;
}
