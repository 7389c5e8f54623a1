// Every sentence about what the sandbox's language lacks, each as a named factory: what is wrong, and the cure.
import { diagnostic, type Factory } from '../diagnostics/diagnostic.ts';

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
export const noIn = lacks('no_in', 'in operator', 'use object.hasOwnProperty(key)');
export const noInstanceof = lacks('no_instanceof', 'instanceof', 'use getType(value)');
export const noUnaryPlus = lacks('no_unary_plus', '+ in front of a value', 'use makeNumber(value)');
export const noVoid = lacks('no_void', 'void', 'write undefined');
export const noLabels = lacks('no_labels', 'labels', 'put the loop into a function and return from it');
export const noWith = lacks('no_with', 'with', 'name the object each time');
export const noDebugger = lacks('no_debugger', 'debugger', 'use logToConsole');
export const noDoWhile = unseen('no_do_while', 'do-while', 'use while');
export const noComma = unseen('no_comma', 'the comma operator', 'write two statements');
export const noOptionalChaining = lacks(
  'no_optional_chaining',
  'optional chaining',
  'test for the object first: a && a.b',
);
export const noNullishCoalescing = lacks('no_nullish_coalescing', '??', 'test for undefined and null');
export const noExponent = lacks('no_exponent', '**', 'use Math.pow');
export const noAsync = lacks('no_async', 'async and await', 'use callbacks, or then on what an API promises');
export const noGenerators = lacks('no_generators', 'generators', 'use a function that returns a list');
export const noSuper = lacks('no_super', 'super', 'call the function by its name');
export const noUsing = lacks('no_using', 'using', 'declare a const');
export const noBigInts = lacks('no_big_ints', 'big integers', 'use numbers or strings');
export const noNumericSeparators = lacks('no_numeric_separators', 'numeric separators', 'write the digits without _');
export const noBinaryNumbers = lacks('no_binary_numbers', 'binary and octal numbers', 'write it as a decimal');
export const noLegacyOctals = lacks(
  'no_legacy_octals',
  'numbers and escapes that a leading 0 makes octal',
  'write the number as a decimal, the character as \\xHH',
);
export const noCodePointEscapes = lacks(
  'no_code_point_escapes',
  'escapes with braces',
  'write the character itself, or its two halves as \\uHHHH\\uHHHH',
);
export const noEscapedNames = lacks('no_escaped_names', 'escapes in names', 'write the letter itself');
export const noHtmlComments = lacks('no_html_comments', 'HTML comments', 'start the comment with //');
export const noLoopInitialiser = lacks(
  'no_loop_initialiser',
  'first values in for-in',
  'assign the variable before the loop',
);
export const noBareFunction = lacks(
  'no_bare_function',
  'function declarations as the body of a statement',
  'put it into a block: if (a) { function f() {} }',
);
export const noMetaProperties = lacks(
  'no_meta_properties',
  'new.target and import.meta',
  'pass what you need as an argument',
);
export const noDynamicImport = lacks('no_dynamic_import', 'import()', 'put the code into this file');
export const noCompoundAssignment = diagnostic(
  'no_compound_assignment',
  (operator: string) =>
    `the sandbox knows no compound assignment but += for sure; write a = a ${operator.slice(0, -1)} b, or an if.`,
);

// Modules

export const noDefaultExport = diagnostic('no_default_export', () => 'export it by name, not as default.');
export const noModules = lacks(
  'no_modules',
  'import and export',
  "get an API with require('name') and hand the value over with return",
);

// What hardly any published template does, though GTM may well take it: code of ours keeps to the beaten path.

export const noEmptyStatement = diagnostic('no_empty_statement', () => 'this semicolon ends no statement; remove it.');
export const noDirective = unseen('no_directive', 'a directive', 'remove it; the sandbox knows one mode only');
export const noLineContinuation = unseen(
  'no_line_continuation',
  'a string over two lines',
  'close it and join the parts with +',
);
export const noCommaAfterArguments = diagnostic(
  'no_comma_after_arguments',
  () => 'a comma after the last argument is newer than the sandbox’s language; remove it.',
);
export const noHexNumbers = unseen('no_hex_numbers', 'a hexadecimal number', 'write it as a decimal');
export const noBareLoopTarget = unseen(
  'no_bare_loop_target',
  'a for-of loop over a variable from outside',
  'declare it in the loop: for (const item of list)',
);

function unseen(code: string, what: string, cure: string): Factory<[]> {
  const doubt = 'so nobody knows whether the sandbox takes it';
  return diagnostic(code, () => `${what} stands in no published template, ${doubt}; ${cure}.`);
}

function lacks(code: string, what: string, cure: string): Factory<[]> {
  return diagnostic(code, () => `the sandbox has no ${what}; ${cure}.`);
}
