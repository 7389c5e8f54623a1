// Finds members that values lack in the sandbox, wherever the code alone makes that certain.
//
// Two cases are certain. First, a receiver whose type the code shows: there every member must be in the standard
// library. Second, a call of one of JavaScript's own methods that no value of the sandbox has, on a receiver of any type:
// nothing but the code itself or the page could bring such a method, so it is a fault unless the code puts something
// under that name somewhere, or the receiver may hold what the page handed over. Of all else nothing is said: an object
// of unknown origin may have any property, and a template that works must not be refused. For the same reason nothing is
// said of a name that the code tests before it relies on it, as in `typeof list.find === 'function'`.
import type { AnyNode, MemberExpression } from 'acorn';
import { apiMembers } from './api-members.ts';
import { apiNames } from './api-names.ts';
import type { Binding, Reference } from './find-references.ts';
import type { Finding } from './finding.ts';
import { inferTypes, isApi } from './infer-types.ts';
import { cureOfApiMember, cureOfMethod } from './member-cures.ts';
import { unknownMember, unknownMethod } from './member-faults.ts';
import { findAskedNames, findBringers, findDefinedNames, usesPage } from './own-methods.ts';
import { type BindingOf, isFreeCall } from './required-api.ts';
import { type ClosedType, type Members, membersOf, type StaticType } from './standard-library.ts';
import { memberName, type PlacedNode } from './syntax-tree.ts';

/** Every member that is certain to be missing; in a `source` other modules may bring methods. */
export function findMemberFaults(
  nodes: readonly PlacedNode[],
  references: readonly Reference[],
  isSource: boolean,
): Finding[] {
  const meanings = new Map<AnyNode, Binding | undefined>(references.map(({ node, binding }) => [node, binding]));
  const bindingOf: BindingOf = (node) => meanings.get(node);
  const definedNames = findDefinedNames(nodes);
  const mocked = findMocked(nodes, bindingOf);
  const hasUnseenCode = isSource || usesPage(references, bindingOf);
  const brings = findBringers(bindingOf, { hasUnseenCode, mocked });
  const isSandboxMethod = (receiver: AnyNode, name: string) => !definedNames.has(name) && !brings(receiver);
  const bindings = new Set(references.flatMap(({ binding }) => binding ?? []));
  const typeOf = inferTypes({ bindings, bindingOf, isSandboxMethod, mocked });
  const askedNames = findAskedNames(nodes);
  return nodes.flatMap(({ node, parent }) => {
    if (node.type !== 'MemberExpression' || isAssigned(node, parent)) return [];
    const name = memberName(node);
    if (name === undefined || askedNames.has(name)) return [];
    const type = typeOf(node.object);
    const isCalled = parent?.type === 'CallExpression' && parent.callee === node;
    const isMissing = isCalled && type === 'unknown' && isSandboxMethod(node.object, name);
    const fault = isMissing ? methodFault(name) : memberFault(type, name, definedNames);
    return fault === undefined ? [] : [{ offset: node.property.start, say: fault }];
  });
}

function isAssigned(node: MemberExpression, parent: AnyNode | undefined): boolean {
  return parent?.type === 'AssignmentExpression' && parent.left === node;
}

/** The names that a test gives values of its own. */
function findMocked(nodes: readonly PlacedNode[], bindingOf: BindingOf): ReadonlySet<string> {
  const names = nodes.flatMap(({ node }) => {
    if (node.type !== 'CallExpression' || !isFreeCall(node, ['mock', 'mockObject'], bindingOf)) return [];
    const [name] = node.arguments;
    return name?.type === 'Literal' ? [String(name.value)] : [];
  });
  return new Set(names);
}

function methodFault(name: string): Finding['say'] | undefined {
  const cure = cureOfMethod(name);
  return cure === undefined ? undefined : (place) => unknownMethod(place, name, cure);
}

function memberFault(type: StaticType, name: string, definedNames: ReadonlySet<string>): Finding['say'] | undefined {
  if (type === 'unknown' || type === 'nothing') return undefined;
  if (isApi(type)) return apiFault(type.slice(4), name, definedNames);
  return valueFault(type, name, definedNames);
}

function apiFault(api: string, name: string, definedNames: ReadonlySet<string>): Finding['say'] | undefined {
  const members = apiMembers.get(api);
  if (members === undefined)
    return apiNames(undefined).has(api) ? valueFault('function', name, definedNames) : undefined;
  const isKnown = members.has(name) || ['hasOwnProperty', 'toString'].includes(name);
  if (isKnown || definedNames.has(name)) return undefined;
  const cure = cureOfApiMember(api, name) ?? `it has only ${listOf(members)}`;
  return (place) => unknownMember(place, api, name, cure);
}

function valueFault(type: ClosedType, name: string, definedNames: ReadonlySet<string>): Finding['say'] | undefined {
  const members = membersOf[type];
  // Lists and functions can be given members, the others cannot.
  const isGiven = (type === 'array' || type === 'function') && definedNames.has(name);
  if (members.has(name) || isGiven) return undefined;
  const all = listOf(members);
  const cure =
    cureOfMethod(name) ?? (all === '' ? 'keep what you need in a variable of its own' : `it has only ${all}`);
  return (place) => unknownMember(place, articles[type], name, cure);
}

const articles: { readonly [Type in ClosedType]: string } = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  array: 'an array',
  function: 'a function',
};

function listOf(members: Members): string {
  return [...members.keys()].sort().join(', ');
}
