// Every sentence about what the sandbox's language lacks, each as a named factory: what is wrong, and the cure.
import { diagnostic, type Factory } from '../diagnostics/diagnostic.ts';

// Syntax

export const syntaxError = diagnostic('syntax_error', (detail: string) => `this does not parse: ${detail}.`);
export const noTemplateLiterals = lacks('no_template_literals', 'template literals', 'join the strings with +');
export const noRegexLiterals = lacks(
  'no_regex_literals',
  'regex literals',
  "pass the pattern as a string to match or search: s.match('^a')",
);
export const noSpread = lacks('no_spread', 'spread', 'use concat for lists and Object.keys(…).forEach for objects');
export const noRestParameters = lacks('no_rest_parameters', 'rest parameters', 'take one list as the parameter');
export const noDestructuring = lacks('no_destructuring', 'destructuring', 'read each property into a const of its own');
export const noDefaultParameters = lacks(
  'no_default_parameters',
  'default parameters',
  'test for undefined in the function body',
);
export const noShorthandProperties = lacks('no_shorthand_properties', 'shorthand properties', 'write {name: name}');
export const noComputedKeys = lacks(
  'no_computed_keys',
  'computed keys',
  'assign with object[key] = value after the literal',
);
export const noMethodProperties = lacks('no_method_properties', 'method shorthand', 'write {name: function () {…}}');
export const noAccessors = lacks('no_accessors', 'getters and setters', 'use a plain property or a function');
export const noClasses = lacks('no_classes', 'classes', 'use functions and plain objects');
export const noNew = lacks('no_new', 'new', 'there are no constructors; use functions and plain objects');
export const noThis = lacks('no_this', 'this', 'pass the object as an argument');
export const noTry = lacks('no_try', 'try', 'test the value before you use it');
export const noThrow = lacks('no_throw', 'throw', 'call data.gtmOnFailure() and return, or return undefined');
export const noDelete = lacks('no_delete', 'delete', 'use Object.delete(object, key)');
export const noIn = lacks('no_in', 'the in operator', 'use object.hasOwnProperty(key)');
export const noInstanceof = lacks('no_instanceof', 'instanceof', 'use getType(value)');
export const noUnaryPlus = lacks('no_unary_plus', '+ in front of a value', 'use makeNumber(value)');
export const noVoid = lacks('no_void', 'void', 'write undefined');
export const noLabels = lacks('no_labels', 'labels', 'put the loop into a function and return from it');
export const noWith = lacks('no_with', 'with', 'name the object each time');
export const noDebugger = lacks('no_debugger', 'debugger', 'use logToConsole');
export const noDoWhile = diagnostic(
  'no_do_while',
  () => 'no published template uses do-while, so nobody knows whether the sandbox takes it; use while.',
);
export const noComma = diagnostic(
  'no_comma',
  () =>
    'no published template uses the comma operator, so nobody knows whether the sandbox takes it; write two statements.',
);
export const noCommaAfterArguments = diagnostic(
  'no_comma_after_arguments',
  () => 'a comma after the last argument is newer than the sandbox’s language; remove it.',
);
export const noOptionalChaining = lacks(
  'no_optional_chaining',
  'optional chaining',
  'test for the object first: a && a.b',
);
export const noNullishCoalescing = lacks('no_nullish_coalescing', '??', 'test for undefined and null');
export const noExponent = lacks('no_exponent', '**', 'use Math.pow');
export const noAsync = lacks('no_async', 'async and await', 'use callbacks');
export const noGenerators = lacks('no_generators', 'generators', 'use a function that returns a list');
export const noBigInts = lacks('no_big_ints', 'big integers', 'use numbers or strings');
export const noNumericSeparators = lacks('no_numeric_separators', 'numeric separators', 'write the digits without _');
export const noMetaProperties = lacks(
  'no_meta_properties',
  'new.target and import.meta',
  'pass what you need as an argument',
);
export const noDynamicImport = lacks('no_dynamic_import', 'import()', 'import at the top of the file');
export const noCompoundAssignment = diagnostic(
  'no_compound_assignment',
  (operator: string) =>
    `the sandbox knows no compound assignment but += for sure; write a = a ${operator.slice(0, -1)} b.`,
);

// Names

export const undeclaredApi = diagnostic(
  'undeclared_api',
  (name: string) => `${name} is not declared; import it: import { ${name} } from 'sandbox:web'.`,
);
export const undeclaredName = diagnostic(
  'undeclared_name',
  (name: string) => `${name} is not declared, and the sandbox has no globals; use one of GTM's APIs or pass it in.`,
);
export const argumentsInArrow = diagnostic(
  'arguments_in_arrow',
  () => 'arguments of an arrow function mean something else in the sandbox; use a function expression.',
);

export const noDefaultExport = diagnostic('no_default_export', () => 'export it by name, not as default.');

function lacks(code: string, what: string, cure: string): Factory<[]> {
  return diagnostic(code, () => `the sandbox has no ${what}; ${cure}.`);
}
