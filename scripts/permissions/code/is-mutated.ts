// Whether a list or an object may no longer be what it was when its name was given to it.
import type { AnyNode } from 'acorn';
import type { Binding } from '../../dialect/find-references.ts';
import { staticName } from '../../dialect/syntax-tree.ts';
import { apiOf, type CodeScope } from './code-scope.ts';

/** True unless every use of the name only reads, or hands the value to GTM. */
export function isMutated(binding: Binding, scope: CodeScope): boolean {
  return (scope.usesOf.get(binding) ?? []).some(({ node }) => !isHarmless(node, scope));
}

const mutators = ['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse'];

function isHarmless(node: AnyNode, scope: CodeScope): boolean {
  const parent = scope.parentOf.get(node);
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object !== node || isHarmlessMember(parent, scope);
    case 'CallExpression':
      return parent.callee !== node && isApiCall(parent.callee, scope);
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'LogicalExpression':
    case 'IfStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'ReturnStatement':
      return true;
    case 'ConditionalExpression':
      return parent.test === node;
    default:
      return false;
  }
}

/** `list.indexOf('a')` and `keys.name` read; `list.push('a')`, `keys.name = 'a'` and what lies deeper may write. */
function isHarmlessMember(member: AnyNode, scope: CodeScope): boolean {
  const parent = scope.parentOf.get(member);
  if (parent?.type === 'AssignmentExpression') return parent.left !== member;
  if (parent?.type === 'UpdateExpression') return false;
  if (parent?.type === 'MemberExpression' && parent.object === member) return isHarmlessMember(parent, scope);
  const isCalled = parent?.type === 'CallExpression' && parent.callee === member;
  const name = member.type === 'MemberExpression' ? staticName(member.property, member.computed) : undefined;
  return !isCalled || (name !== undefined && !mutators.includes(name));
}

function isApiCall(callee: AnyNode, scope: CodeScope): boolean {
  const target = callee.type === 'MemberExpression' ? callee.object : callee;
  const isDelete = callee.type === 'MemberExpression' && staticName(callee.property, callee.computed) === 'delete';
  return !isDelete && apiOf(target, scope) !== undefined;
}
