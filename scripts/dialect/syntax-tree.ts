// Walks a syntax tree of acorn from top to bottom, each node with its parent.
import type { Node } from 'acorn';

/** Called for each node before its children; `false` leaves the children out. */
export type Visit = (node: Node, parent: Node | undefined) => boolean | undefined;

/** Visits the node and all below it, in the order of the source. */
export function walkTree(node: Node, visit: Visit, parent?: Node): void {
  if (visit(node, parent) === false) return;
  for (const child of childrenOf(node)) walkTree(child, visit, node);
}

/** The direct children, each once: a shorthand property holds the same node as key and as value. */
export function childrenOf(node: Node): Node[] {
  const children = new Set(Object.values(node).flat().filter(isNode));
  return [...children].sort((a, b) => a.start - b.start);
}

/** The value of a property that only some kinds of node have. */
export function read(node: Node, key: string): unknown {
  return Reflect.get(node, key);
}

/** The child node under a key, or undefined. */
export function readNode(node: Node, key: string): Node | undefined {
  const value = read(node, key);
  return isNode(value) ? value : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';
}
