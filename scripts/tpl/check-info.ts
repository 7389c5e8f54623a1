// Finds faults in what a template says about itself: type, name and container.
import { containerSections } from './check-sections.ts';
import { findEntry, isBroken, toJsonValue } from './json-node.ts';
import type { JsonSection } from './read-json-section.ts';
import * as say from './tpl-faults.ts';

/** The kinds of templates. */
export const kinds = ['TAG', 'MACRO', 'CLIENT'] as const;

/** The faults; what is no JSON value is passed over, because that is a fault already. `container` is that of the code. */
export function checkInfo(section: JsonSection, container: 'web' | 'server' | undefined): say.FormFault[] {
  const { root, placeOf } = section;
  if (root.kind !== 'object') return isBroken(root) ? [] : [say.noObject(placeOf(root))];
  return [...checkType(section, container), ...checkName(section), ...checkContexts(section, container)];
}

function checkType({ root, placeOf }: JsonSection, container: 'web' | 'server' | undefined): say.FormFault[] {
  const type = findEntry(root, 'type');
  if (type === undefined) return [say.noType(placeOf(root))];
  if (isBroken(type)) return [];
  const value = toJsonValue(type);
  if (!kinds.some((kind) => kind === value)) return [say.unknownType(placeOf(type), JSON.stringify(value))];
  return value === 'CLIENT' && container === 'web' ? [say.webClient(placeOf(type))] : [];
}

function checkName({ root, placeOf }: JsonSection): say.FormFault[] {
  const name = findEntry(root, 'displayName');
  if (name !== undefined && isBroken(name)) return [];
  const value = name === undefined ? undefined : toJsonValue(name);
  return typeof value === 'string' && value.trim() !== '' ? [] : [say.noDisplayName(placeOf(name ?? root))];
}

/** A file without contexts contradicts nothing. */
function checkContexts({ root, placeOf }: JsonSection, container: 'web' | 'server' | undefined): say.FormFault[] {
  const contexts = findEntry(root, 'containerContexts');
  if (contexts === undefined || container === undefined || isBroken(contexts)) return [];
  const { code, context } = containerSections[container];
  const items = contexts.kind === 'list' ? contexts.items : [];
  if (items.some((item) => isBroken(item) || toJsonValue(item) === context)) return [];
  return [say.otherContext(placeOf(contexts), context, code)];
}
