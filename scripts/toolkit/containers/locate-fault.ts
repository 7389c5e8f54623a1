// Finds the place in the file of a fault whose place in the container is known.
import { findEntry, type JsonNode } from '../../tpl/json-node.ts';

/** The value at a path such as `containerVersion.tag[3].type`, or the nearest one around it. */
export function locateFault(root: JsonNode, path: string): JsonNode {
  let node = root;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    const next = node.kind === 'list' ? node.items[Number(step)] : findEntry(node, step);
    if (next === undefined) return node;
    node = next;
  }
  return node;
}
