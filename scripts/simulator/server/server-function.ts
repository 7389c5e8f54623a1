// Declares an API of server containers that is one function.
import { type ApiFactory, checkArguments, type Parameter, type ValuesOf } from '../sandbox/checked-function.ts';
import type { ServerContext } from './server-context.ts';

/** A function that checks its arguments and can reach the server. */
export function serverFunction<const P extends readonly Parameter[]>(
  parameters: P,
  call: (context: ServerContext, values: ValuesOf<P>, rest: readonly unknown[]) => unknown,
): ApiFactory<ServerContext> {
  return (context) => checkArguments(parameters, (values, rest) => call(context, values, rest));
}
