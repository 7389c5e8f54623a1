// Reads which API an expression gets from GTM.
import type { AnyNode, CallExpression, Literal } from 'acorn';
import type { Binding } from './find-references.ts';

/** What an identifier means; undefined where no declaration is in sight. */
export type BindingOf = (node: AnyNode) => Binding | undefined;

/** The literal in `require('name')`, where require is GTM's own. */
export function requiredName(node: AnyNode, bindingOf: BindingOf): Literal | undefined {
  if (node.type !== 'CallExpression' || !isFreeCall(node, ['require'], bindingOf)) return undefined;
  const [name] = node.arguments;
  return name?.type === 'Literal' && typeof name.value === 'string' ? name : undefined;
}

/** Whether the call is of one of these names, and no declaration of the code stands in front of it. */
export function isFreeCall({ callee }: CallExpression, names: readonly string[], bindingOf: BindingOf): boolean {
  return callee.type === 'Identifier' && names.includes(callee.name) && bindingOf(callee) === undefined;
}
