// Every sentence about members that values lack in the sandbox: what is wrong, and the cure.
import { diagnostic } from '../diagnostics/diagnostic.ts';

export const unknownMember = diagnostic(
  'unknown_member',
  (what: string, name: string, cure: string) => `${what} has no ${name} in the sandbox; ${cure}.`,
);
export const unknownMethod = diagnostic(
  'unknown_method',
  (name: string, cure: string) => `no value of the sandbox has the method ${name}, and this code gives none; ${cure}.`,
);
