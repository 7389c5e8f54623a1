// Finds where a permission, or a text of it, stands in a template file.
import { type AnyNode, type Literal, parseExpressionAt } from 'acorn';
import { walkTree } from '../dialect/syntax-tree.ts';
import type { ParsedTpl, TplFault } from '../tpl/parse-tpl.ts';

/**
 * The place of the permission's id, the first one being number 0, or of a text behind it; the section's start where
 * there is no such text.
 */
export function placeInPermissions(
  { sections, container }: ParsedTpl,
  publicId: string,
  number: number,
  text?: string,
): Omit<TplFault, 'message'> {
  const section = sections.find(({ name }) => name === 'WEB_PERMISSIONS' || name === 'SERVER_PERMISSIONS');
  const literals = literalsIn(section?.text ?? '');
  const id = literals.filter(({ value }) => value === publicId)[number];
  const inner = literals.find(({ value, start }) => value === text && start > (id?.start ?? 0));
  const start = (text === undefined ? id : (inner ?? id))?.loc?.start;
  const name = section?.name ?? `${container.toUpperCase()}_PERMISSIONS`;
  return { section: name, line: (section?.line ?? 1) + (start?.line ?? 1) - 1, column: (start?.column ?? 0) + 1 };
}

/** JSON is an expression of JavaScript. */
function literalsIn(json: string): Literal[] {
  const found: Literal[] = [];
  try {
    // acorn types what it parses as the base of all nodes.
    const root = parseExpressionAt(json, 0, { ecmaVersion: 'latest', locations: true }) as AnyNode;
    walkTree(root, (node) => {
      if (node.type === 'Literal') found.push(node);
      return undefined;
    });
  } catch {
    return []; // The parser of template files reports what is no JSON.
  }
  return found;
}
