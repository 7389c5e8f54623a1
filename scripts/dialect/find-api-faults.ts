// Finds names that `require` does not know in the container of the code.
import type { AnyNode } from 'acorn';
import { apiNames, type Container } from './api-names.ts';
import type { Reference } from './find-references.ts';
import type { Finding } from './finding.ts';
import { cureOfName } from './name-cures.ts';
import { unknownApiName } from './name-faults.ts';
import { requiredName } from './required-api.ts';
import type { PlacedNode } from './syntax-tree.ts';

/** Every `require` of a literal that is no API there; without a container, that is none anywhere. */
export function findApiFaults(
  nodes: readonly PlacedNode[],
  references: readonly Reference[],
  container: Container | undefined,
): Finding[] {
  const meanings = new Map<AnyNode, Reference['binding']>(references.map(({ node, binding }) => [node, binding]));
  const names = apiNames(container);
  return nodes.flatMap(({ node }) => {
    const required = requiredName(node, (id) => meanings.get(id));
    const name = String(required?.value ?? '');
    if (required === undefined || names.has(name)) return [];
    const cure = cureOf(name, container);
    const say: Finding['say'] = (place) => unknownApiName(place, name, container ?? 'web or server', cure);
    return [{ offset: required.start, say }];
  });
}

function cureOf(name: string, container: Container | undefined): string {
  const other = container === 'web' ? 'server' : 'web';
  if (container !== undefined && apiNames(other).has(name)) return `it is one of the ${other} container's`;
  const sameLetters = [...apiNames(container)].find((api) => api.toLowerCase() === name.toLowerCase());
  return sameLetters === undefined ? cureOfName(name) : `it is called ${sameLetters}`;
}
