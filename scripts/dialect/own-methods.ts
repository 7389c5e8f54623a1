// Tells methods that a program makes itself, or gets from the page, from those that only the sandbox can give.
import type { AnyNode, CallExpression } from 'acorn';
import { pageApis } from './api-members.ts';
import type { Reference } from './find-references.ts';
import { type BindingOf, requiredName } from './required-api.ts';
import { memberName, type PlacedNode, staticName } from './syntax-tree.ts';

/** The names under which the program puts anything: keys of its literals and members that it assigns. */
export function findDefinedNames(nodes: readonly PlacedNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  const strings = new Set<string>();
  let isAnyKeyWritten = false;
  for (const { node } of nodes) {
    if (node.type === 'Literal' && typeof node.value === 'string') strings.add(node.value);
    if (node.type === 'Property') names.add(staticName(node.key, node.computed) ?? '');
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
      const name = memberName(node.left);
      if (name === undefined) isAnyKeyWritten = true;
      else names.add(name);
    }
  }
  // `object[key] = …` may write any name that stands in the code as a string.
  return isAnyKeyWritten ? new Set([...names, ...strings]) : names;
}

/** The members whose mere presence the program tests: `typeof a.find`, `if (a.find)`, `a.find && …`, `a.find !== undefined`. */
export function findAskedNames(nodes: readonly PlacedNode[]): ReadonlySet<string> {
  const asked = nodes.flatMap(({ node }) => askedBy(node));
  return new Set(asked.flatMap((node) => (node.type === 'MemberExpression' ? (memberName(node) ?? []) : [])));
}

function askedBy(node: AnyNode): AnyNode[] {
  switch (node.type) {
    case 'UnaryExpression':
      return [node.argument];
    case 'LogicalExpression':
      return [node.left, node.right];
    case 'BinaryExpression':
      return /^[!=]==?$/.test(node.operator) ? [node.left, node.right] : [];
    case 'IfStatement':
    case 'ConditionalExpression':
      return [node.test];
    default:
      return [];
  }
}

/** Whether a value may bring methods of its own: one that comes from the page, or from code that is not in sight. */
export function findBringers(
  bindingOf: BindingOf,
  { hasUnseenCode, mocked }: { readonly hasUnseenCode: boolean; readonly mocked: ReadonlySet<string> },
): (node: AnyNode) => boolean {
  const brings = (node: AnyNode, seen: ReadonlySet<unknown>): boolean => {
    switch (node.type) {
      case 'MemberExpression':
        return brings(node.object, seen);
      case 'LogicalExpression':
        return brings(node.left, seen) || brings(node.right, seen);
      case 'ConditionalExpression':
        return brings(node.consequent, seen) || brings(node.alternate, seen);
      case 'AssignmentExpression':
        return brings(node.right, seen);
      case 'CallExpression':
        return callBrings(node, seen);
      case 'Identifier':
        return nameBrings(node, seen);
      default:
        return false;
    }
  };
  const nameBrings = (node: AnyNode, seen: ReadonlySet<unknown>): boolean => {
    const binding = bindingOf(node);
    if (binding === undefined || seen.has(binding)) return false;
    const inner = new Set([...seen, binding]);
    return binding.writes.some((value) => {
      if (value === undefined) return hasUnseenCode;
      return typeof value !== 'string' && brings(value, inner);
    });
  };
  const callBrings = (node: CallExpression, seen: ReadonlySet<unknown>): boolean => {
    const required = requiredName(node, bindingOf);
    if (required !== undefined) return mocked.has(String(required.value));
    const { callee } = node;
    if (callee.type === 'MemberExpression') return brings(callee.object, seen);
    const api = apiOf(callee, bindingOf);
    return api === undefined ? hasUnseenCode : pageApis.includes(api);
  };
  return (node) => brings(node, new Set());
}

/** Whether the program asks the page for values anywhere. */
export function usesPage(references: readonly Reference[], bindingOf: BindingOf): boolean {
  return references.some(({ node }) => pageApis.includes(apiOf(node, bindingOf) ?? ''));
}

/** The API that a name or a `require` stands for. */
function apiOf(node: AnyNode, bindingOf: BindingOf): string | undefined {
  const required = requiredName(node, bindingOf);
  if (required !== undefined) return String(required.value);
  const [value, ...others] = bindingOf(node)?.writes ?? [];
  if (others.length > 0 || typeof value !== 'object') return undefined;
  if (value.type === 'ImportSpecifier' && value.imported.type === 'Identifier') return value.imported.name;
  return value.type === 'CallExpression' ? String(requiredName(value, bindingOf)?.value ?? '') || undefined : undefined;
}
