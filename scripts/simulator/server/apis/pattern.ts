// The APIs for regular expressions.
//
// Decision where GTM's behaviour is not public: testRegex throws for what createRegex did not make.

import { type ApiFactory, optional, required } from '../../sandbox/checked-function.ts';
import { SandboxError } from '../../sandbox/sandbox-error.ts';
import { createSandboxRegex, toRegExp } from '../../sandbox/sandbox-regex.ts';
import type { ServerContext } from '../server-context.ts';
import { serverFunction } from '../server-function.ts';

const createRegex = serverFunction(
  [required('pattern', 'string'), optional('flags', 'string')],
  (_, [pattern, flags]) => createSandboxRegex(pattern, flags),
);

const testRegex = serverFunction([required('regex', 'any'), required('string', 'string')], (_, [regex, text]) => {
  const expression = toRegExp(regex);
  if (!expression) {
    throw new SandboxError('wrong_argument_type', 'Argument regex was not made by createRegex, or it made null.');
  }
  return expression.test(text);
});

/** Regular expressions. */
export const patternApis: Readonly<Record<string, ApiFactory<ServerContext>>> = { createRegex, testRegex };
