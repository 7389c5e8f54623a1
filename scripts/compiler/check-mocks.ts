// Refuses scenarios that replace, or ask about, an API which the template's container does not have.
import type { CallExpression } from 'acorn';
import type { ContainerKind } from '../../gtm-templates/authoring/template.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { apiNames } from '../dialect/api-names.ts';
import { walkTree } from '../dialect/syntax-tree.ts';
import { placeOf, type SourceModule } from './read-modules.ts';
import { foreignMock } from './scenario-faults.ts';

/** One fault for each name that can only be a mistake, at the name. TypeScript takes the APIs of both containers. */
export function checkMocks(modules: readonly SourceModule[], container: ContainerKind): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { file, statements } of modules) {
    for (const { node } of statements) {
      walkTree(node, (inner) => {
        const named = inner.type === 'CallExpression' ? namedApi(inner) : undefined;
        const isKnown = named === undefined || apiNames(container).has(named.name) || callbacks.includes(named.name);
        if (!isKnown) found.push(foreignMock(placeOf(named.node, file), named.name, container));
        return undefined;
      });
    }
  }
  return found;
}

const callbacks = ['gtmOnSuccess', 'gtmOnFailure'];

function namedApi({ callee, arguments: [name] }: CallExpression) {
  if (callee.type !== 'Identifier' || !['mock', 'mockObject', 'assertApi'].includes(callee.name)) return undefined;
  return name?.type === 'Literal' && typeof name.value === 'string' ? { name: name.value, node: name } : undefined;
}
