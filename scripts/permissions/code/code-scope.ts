// One look at a syntax tree that the questions about its values share: who stands where, and what each name means.
import type { AnyNode } from 'acorn';
import { type Binding, findReferences, type Reference } from '../../dialect/find-references.ts';
import { walkTree } from '../../dialect/syntax-tree.ts';

/** A tree, with what it takes to follow a name to its value. */
export interface CodeScope {
  readonly parentOf: ReadonlyMap<AnyNode, AnyNode>;
  /** By the identifier itself. */
  readonly references: ReadonlyMap<AnyNode, Reference>;
  readonly usesOf: ReadonlyMap<Binding, readonly Reference[]>;
  /** Names that are APIs though no line declares them. */
  readonly apis: ReadonlySet<string>;
}

/** Reads the tree once. `apis` are names of APIs that are in scope already, as those that a module imports. */
export function readScope(root: AnyNode, apis: ReadonlySet<string>): CodeScope {
  const parentOf = new Map<AnyNode, AnyNode>();
  walkTree(root, (node, parent) => {
    if (parent !== undefined) parentOf.set(node, parent);
    return undefined;
  });
  const found = findReferences(root);
  const usesOf = new Map<Binding, Reference[]>();
  for (const reference of found) {
    if (reference.binding === undefined) continue;
    const known = usesOf.get(reference.binding);
    if (known === undefined) usesOf.set(reference.binding, [reference]);
    else known.push(reference);
  }
  return { parentOf, references: new Map(found.map((one) => [one.node, one])), usesOf, apis };
}

/** The value that a name has throughout: it is given one, where it is declared, and never another. */
export function onlyValueOf(node: AnyNode, scope: CodeScope): AnyNode | undefined {
  const binding = scope.references.get(node)?.binding;
  const value = binding?.writes.length === 1 ? binding.writes[0] : undefined;
  if (value === undefined || typeof value === 'string') return undefined;
  const parent = scope.parentOf.get(value);
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? value : undefined;
}

/** Names for names are followed so far; two that are each other's value would be followed for ever. */
const maxNames = 16;

/** The API that an expression is: `require('x')`, a name for it, or a name for that name. */
export function apiOf(node: AnyNode, scope: CodeScope, names = 0): string | undefined {
  if (node.type === 'CallExpression') return requiredApi(node, scope);
  if (node.type !== 'Identifier' || names > maxNames) return undefined;
  const reference = scope.references.get(node);
  if (reference === undefined || reference.isWrite) return undefined;
  if (reference.binding === undefined) return scope.apis.has(node.name) ? node.name : undefined;
  const value = onlyValueOf(node, scope);
  return value === undefined ? undefined : apiOf(value, scope, names + 1);
}

function requiredApi(node: AnyNode, scope: CodeScope): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') {
    return undefined;
  }
  const [name] = node.arguments;
  const isOwn = scope.references.get(node.callee)?.binding !== undefined;
  return !isOwn && name?.type === 'Literal' && typeof name.value === 'string' ? name.value : undefined;
}
