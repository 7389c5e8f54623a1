// Finds faults in the sections that hold lists: fields of the form, and permissions.

import { findEntry, isBroken, type JsonNode } from './json-node.ts';
import type { JsonSection } from './read-json-section.ts';
import * as say from './tpl-faults.ts';

/** The faults of the form; its fields can hold fields. Types and keys that are not known are none. */
export function checkParameters(section: JsonSection): say.FormFault[] {
  return listItems(section.root, section, 'fields', (item) => checkField(item, section));
}

/** The faults of the permissions: entries that name none. */
export function checkPermissionEntries(section: JsonSection): say.FormFault[] {
  return listItems(section.root, section, 'permissions', (item) => {
    const key = findEntry(findEntry(item, 'instance'), 'key');
    return isText(findEntry(key, 'publicId')) ? [] : [say.noPermission(section.placeOf(item))];
  });
}

type Check = (item: JsonNode) => say.FormFault[];

/** What is no JSON value is passed over, because that is a fault already. */
function listItems(node: JsonNode | undefined, section: JsonSection, what: string, check: Check): say.FormFault[] {
  if (node === undefined || isBroken(node)) return [];
  if (node.kind !== 'list') return [say.noList(section.placeOf(node), what)];
  return node.items.flatMap((item) => (isBroken(item) ? [] : check(item)));
}

function checkField(field: JsonNode, section: JsonSection): say.FormFault[] {
  if (field.kind !== 'object') return [say.noField(section.placeOf(field))];
  const checkItem: Check = (item) => checkNested(item, section);
  return [
    ...(isText(findEntry(field, 'type')) ? [] : [say.noFieldType(section.placeOf(field))]),
    ...checkNested(field, section),
    ...listItems(findEntry(field, 'radioItems'), section, 'items', checkItem),
    ...listItems(findEntry(field, 'selectItems'), section, 'items', checkItem),
  ];
}

function checkNested(node: JsonNode, section: JsonSection): say.FormFault[] {
  return listItems(findEntry(node, 'subParams'), section, 'fields', (item) => checkField(item, section));
}

function isText(node: JsonNode | undefined): boolean {
  return node?.kind === 'value' && (node.value === undefined || typeof node.value === 'string');
}
