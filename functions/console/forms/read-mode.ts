// The mode that a form names.
import { stripeModes } from '../../rules/own-mode.ts';
import type { StripeMode } from '../../rules/property.ts';

/** The field `mode`; `undefined` where it holds neither of the two. */
export function readMode(form: URLSearchParams): StripeMode | undefined {
  return stripeModes.find((mode) => mode === form.get('mode'));
}
