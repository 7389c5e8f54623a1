// Declares an API of web containers that is one function.
import { type ApiFactory, checkArguments, type Parameter, type ValuesOf } from '../sandbox/checked-function.ts';
import type { WebContext } from './web-context.ts';

/** A function that checks its arguments and can reach the page. */
export function webFunction<const P extends readonly Parameter[]>(
  parameters: P,
  call: (context: WebContext, values: ValuesOf<P>, rest: readonly unknown[]) => unknown,
): ApiFactory<WebContext> {
  return (context) => checkArguments(parameters, (values, rest) => call(context, values, rest));
}
