// Every sentence the compiler can say about a template, each as a named factory: what is wrong, and the cure.

/** One fault of a template's source; line and column count from 1. */
export interface Diagnostic {
  /** Stable, for tests and machines. */
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Where a fault stands. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `code.ts:14:20 — the sandbox has no template literals; join the strings with +.` */
export function formatDiagnostic({ file, line, column, message }: Diagnostic): string {
  return `${file}:${line}:${column} — ${message}`;
}

/** Thrown where a build cannot go on; holds every fault that was found, in the order of files and lines. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'));
    this.diagnostics = diagnostics;
  }
}

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

// Modules

export const unknownModule = diagnostic(
  'unknown_module',
  (specifier: string) => `templates import only 'sandbox:web' and their own .ts files, not '${specifier}'.`,
);
export const unknownApi = diagnostic(
  'unknown_api',
  (name: string) => `web containers have no API ${name}; see the names that 'sandbox:web' exports.`,
);
export const noWholeImport = diagnostic(
  'no_whole_import',
  (specifier: string) => `import the names you use from '${specifier}' one by one, so that each becomes one require.`,
);
export const noRun = diagnostic('no_run', () => 'code.ts must export a function run(data).');
export const noDefaultExport = diagnostic('no_default_export', () => 'export it by name, not as default.');
export const noReExport = diagnostic(
  'no_re_export',
  () => 'export a name where it is declared, and import it from there.',
);
export const noAlias = diagnostic(
  'no_alias',
  (name: string) => `import ${name} under its own name, so that the built template reads like its source.`,
);
export const clash = diagnostic(
  'clash',
  (name: string, owner: string) =>
    `${owner} has the name ${name} too, and in the template all files share one scope; rename one of them.`,
);
export const formNotLoaded = diagnostic(
  'form_not_loaded',
  (detail: string) => `this file could not be loaded: ${detail}.`,
);
export const noTemplate = diagnostic(
  'no_template',
  () => 'form.ts must export a const template made with webTag(…) or webVariable(…).',
);
export const wrongFolderName = diagnostic(
  'wrong_folder_name',
  (kind: string) => `the folder holds a ${kind}, so its name must end in -${kind}.`,
);
export const noCallback = diagnostic(
  'no_callback',
  () => 'GTM refuses a tag without data.gtmOnSuccess() or data.gtmOnFailure(); call exactly one of them on every path.',
);
export const headerInCode = diagnostic(
  'header_in_code',
  () => 'a line that looks like a section header would break the template file; change it.',
);

// Types

export const typeError = diagnostic('type_error', (detail: string) => detail);

// Forms

export const duplicateField = diagnostic(
  'duplicate_field',
  (name: string) => `two fields are called ${name}; rename one.`,
);
export const unknownField = diagnostic(
  'unknown_field',
  (name: string, condition: string) => `${name} depends on ${condition}, but no field has that name.`,
);
export const fieldName = diagnostic(
  'field_name',
  (name: string) => `the field name ${name} must start with a letter and hold only letters, digits and _.`,
);
export const defaultNotAnItem = diagnostic(
  'default_not_an_item',
  (name: string, value: string) => `the default ${value} of ${name} is none of its items.`,
);
export const tooManyFields = diagnostic(
  'too_many_fields',
  (count: number) =>
    `GTM takes about 100 fields with groups and labels, and this form has ${count}; split the template.`,
);
export const badCategories = diagnostic(
  'bad_categories',
  (count: number) => `the template gallery wants one to three categories, and there are ${count}.`,
);
export const badUrlPattern = diagnostic(
  'bad_url_pattern',
  (pattern: string, reason: string) => `GTM refuses the URL pattern ${pattern}: ${reason}.`,
);

// Permissions

export const missingPermission = diagnostic(
  'missing_permission',
  (api: string, builder: string) => `${api} needs a permission; add ${builder}(…) to permissions in form.ts.`,
);
export const unusedPermission = diagnostic(
  'unused_permission',
  (builder: string) => `no line of the template uses the permission ${builder}; remove it.`,
);
export const duplicatePermission = diagnostic(
  'duplicate_permission',
  (builder: string) => `the permission ${builder} stands here twice; join the two scopes.`,
);

type Factory<Args extends readonly unknown[]> = ((place: Place, ...args: Args) => Diagnostic) & {
  readonly code: string;
};

function diagnostic<Args extends readonly unknown[]>(code: string, say: (...args: Args) => string): Factory<Args> {
  const create = ({ file, line, column }: Place, ...args: Args) => ({
    code,
    file,
    line,
    column,
    message: say(...args),
  });
  return Object.assign(create, { code });
}

function lacks(code: string, what: string, cure: string): Factory<[]> {
  return diagnostic(code, () => `the sandbox has no ${what}; ${cure}.`);
}
