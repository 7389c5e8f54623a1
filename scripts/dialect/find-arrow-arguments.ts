// Finds arguments in arrow functions, where the sandbox and JavaScript disagree on what they are.
import type { Reference } from './find-references.ts';
import type { Finding } from './finding.ts';
import { argumentsInArrow } from './name-faults.ts';

/** In the sandbox an arrow function has arguments of its own, in JavaScript those of the function around it. */
export function findArrowArguments(references: readonly Reference[]): Finding[] {
  return references.flatMap(({ node, binding, home }) =>
    binding?.kind === 'arguments' && home.type === 'ArrowFunctionExpression'
      ? [{ offset: node.start, say: argumentsInArrow }]
      : [],
  );
}
