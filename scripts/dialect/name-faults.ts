// Every sentence about names, each as a named factory: what is wrong, and the cure.
import { diagnostic } from '../diagnostics/diagnostic.ts';

export const undeclaredApi = diagnostic(
  'undeclared_api',
  (name: string, cure: string) => `${name} is not declared; get GTM's own: ${cure}.`,
);
export const undeclaredName = diagnostic(
  'undeclared_name',
  (name: string, cure: string) => `${name} is not declared, and the sandbox has no globals; ${cure}.`,
);
export const unknownApiName = diagnostic(
  'unknown_api_name',
  (name: string, container: string, cure: string) => `require knows no ${name} in a ${container} container; ${cure}.`,
);
export const constAssignment = diagnostic(
  'const_assignment',
  (name: string) => `${name} cannot be assigned a second time; declare it with let, or use another name.`,
);
export const argumentsAssignment = diagnostic(
  'arguments_assignment',
  () => 'arguments belongs to the function; put the value into a variable of your own.',
);
export const usedTooEarly = diagnostic(
  'used_too_early',
  (name: string) => `${name} has no value here, because it is declared further down; move the declaration up.`,
);
export const duplicateDeclaration = diagnostic(
  'duplicate_declaration',
  (name: string) => `${name} is declared a second time in one scope; rename one, or assign without const and let.`,
);
export const reservedName = diagnostic(
  'reserved_name',
  (name: string) => `${name} is a reserved word; use another name.`,
);
export const unsureNumber = diagnostic(
  'unsure_number',
  (name: string, cure: string) => `nobody knows whether the sandbox has ${name} as a name; ${cure}.`,
);
export const argumentsInArrow = diagnostic(
  'arguments_in_arrow',
  () => 'arguments of an arrow function mean something else in the sandbox; use a function expression.',
);
