// Reads a section that holds JSON: its value, the tree with the places of all values, and the faults of the JSON itself.
import type { TplSection } from '../../functions/downloads/tpl-sections.ts';
import { type JsonNode, toJsonValue } from './json-node.ts';
import { readJsonTree } from './read-json-tree.ts';
import { placesOf } from './text-lines.ts';
import * as say from './tpl-faults.ts';

/** The section as read. Where the JSON is broken, value and tree hold what could be understood. */
export interface JsonSection {
  readonly name: string;
  readonly root: JsonNode;
  readonly value: unknown;
  /** Where a value stands in the file. */
  readonly placeOf: (node: JsonNode) => say.TplPlace;
  readonly faults: readonly say.FormFault[];
}

/** Never fails. */
export function readJsonSection(section: TplSection): JsonSection {
  const { name, text, line: firstLine } = section;
  const { root, faults } = readJsonTree(text);
  const find = placesOf(text);
  const placeOf = ({ offset }: { readonly offset: number }) => {
    const { line, column } = find(offset);
    return { section: name, line: firstLine + line - 1, column };
  };
  return {
    name,
    root,
    value: toJsonValue(root),
    placeOf,
    faults: faults.map((fault) => say.notJson(placeOf(fault), fault.message)),
  };
}
