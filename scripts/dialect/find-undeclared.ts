// Names that no declaration in sight explains: GTM's own compiler refuses them.
import type { AnyNode, Identifier } from 'acorn';
import { findReferences } from './find-references.ts';

/** Identifiers that are used but neither declared in the tree nor among the globals, in the order of the source. */
export function findUndeclared(root: AnyNode, globals: ReadonlySet<string>): { name: string; node: Identifier }[] {
  return findReferences(root).flatMap(({ name, node, binding }) =>
    binding === undefined && !globals.has(name) ? [{ name, node }] : [],
  );
}
