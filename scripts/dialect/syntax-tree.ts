// Reads a syntax tree of acorn: its nodes from top to bottom, and the names they hold.
import type { AnyNode, Identifier, MemberExpression, Node, Pattern } from 'acorn';

/** Called for each node before its children; `false` leaves the children out. */
export type Visit<Root extends Node = Node> = (
  node: Root | AnyNode,
  parent: Root | AnyNode | undefined,
) => boolean | undefined;

/** Visits the node and all below it, in the order of the source. */
export function walkTree<Root extends Node>(root: Root, visit: Visit<Root>): void {
  const descend = (node: Root | AnyNode, parent: Root | AnyNode | undefined) => {
    if (visit(node, parent) === false) return;
    for (const child of childrenOf(node)) descend(child, node);
  };
  descend(root, undefined);
}

/** A node and the one around it. */
export interface PlacedNode {
  readonly node: AnyNode;
  readonly parent: AnyNode | undefined;
}

/** The node and all below it, each after the one around it, in the order of the source. */
export function listNodes(root: AnyNode): PlacedNode[] {
  const nodes: PlacedNode[] = [];
  const add = (node: AnyNode, parent: AnyNode | undefined) => {
    nodes.push({ node, parent });
    for (const child of childrenOf(node)) add(child, node);
  };
  add(root, undefined);
  return nodes;
}

/** The direct children, each once: a shorthand property holds the same node as key and as value. */
export function childrenOf(node: Node): AnyNode[] {
  const children: AnyNode[] = [];
  // Trees are walked more than anything else is done: no list of values, no closure.
  for (const key in node) {
    const value = read(node, key);
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) for (const item of value) addChild(children, item);
    else addChild(children, value);
  }
  return isSorted(children) ? children : children.sort((a, b) => a.start - b.start);
}

function addChild(children: AnyNode[], value: unknown): void {
  if (isNode(value) && value !== children.at(-1)) children.push(value);
}

function isSorted(nodes: readonly Node[]): boolean {
  return nodes.every((node, index) => index === 0 || (nodes[index - 1]?.start ?? 0) <= node.start);
}

/** The value of a property that only some kinds of node have. */
export function read(node: Node, key: string): unknown {
  return Reflect.get(node, key);
}

/** The child node under a key, or undefined. */
export function readNode(node: Node, key: string): AnyNode | undefined {
  const value = read(node, key);
  return isNode(value) ? value : undefined;
}

/** The names that a pattern binds, from a plain name to a nested one. */
export function bindingsOf(pattern: Pattern): Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => bindingsOf(one.type === 'Property' ? one.value : one));
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one === null ? [] : bindingsOf(one)));
    case 'AssignmentPattern':
      return bindingsOf(pattern.left);
    case 'RestElement':
      return bindingsOf(pattern.argument);
    case 'MemberExpression':
      return [];
  }
}

/** The member that an expression asks for: `name` in `a.name` and `a['name']`; undefined where it is computed. */
export function memberName({ property, computed }: MemberExpression): string | undefined {
  return staticName(property, computed);
}

/** The name of a property that is written down: `a.name`, `a['name']`, `{name: 1}`; undefined where it is computed. */
export function staticName(key: AnyNode, isComputed: boolean): string | undefined {
  if (!isComputed && key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';
}
