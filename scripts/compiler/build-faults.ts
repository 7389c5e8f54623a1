// Every sentence about a template's folder, each as a named factory: what is wrong, and the cure.
import { diagnostic } from '../diagnostics/diagnostic.ts';

// Modules

export const unknownModule = diagnostic(
  'unknown_module',
  (specifier: string, known: string) =>
    `import only from ${known} and from .ts files of the templates, not from '${specifier}'.`,
);
export const missingFile = diagnostic(
  'missing_file',
  (specifier: string) => `there is no file ${specifier}; name a file that is there, with its ending .ts.`,
);
export const unknownApi = diagnostic(
  'unknown_api',
  (name: string, module: string) => `'${module}' has no API ${name}; see the names that it exports.`,
);
export const foreignModule = diagnostic(
  'foreign_module',
  (specifier: string, container: string) =>
    `a template for ${container} containers uses this file, so it cannot import from '${specifier}'; import what both kinds of container have from 'sandbox:shared'.`,
);
export const noWholeImport = diagnostic(
  'no_whole_import',
  (specifier: string) => `import the names you use from '${specifier}' one by one, so that each becomes one require.`,
);
export const noRun = diagnostic('no_run', () => 'code.ts must export a function run(data).');
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
  () =>
    'form.ts must export a const template made with webTag(…), webVariable(…), serverClient(…), serverTag(…) or serverVariable(…).',
);
export const wrongFolderName = diagnostic(
  'wrong_folder_name',
  (kind: string) => `the folder holds a ${kind}, so its name must end in -${kind}.`,
);
export const noCallback = diagnostic(
  'no_callback',
  () => 'GTM refuses a tag without data.gtmOnSuccess() or data.gtmOnFailure(); call exactly one of them on every path.',
);
export const foreignCallback = diagnostic(
  'foreign_callback',
  (kind: string, name: string) => `GTM gives data.${name} to tags alone, and this is a ${kind}; remove it.`,
);
export const noClaim = diagnostic(
  'no_claim',
  () => 'a client that never calls claimRequest() answers nothing; call it for the requests that are its own.',
);
export const lateClaim = diagnostic(
  'late_claim',
  () => 'GTM takes a claim only until the client has returned; call claimRequest() before whatever this waits for.',
);
export const noResponse = diagnostic(
  'no_response',
  () => 'a client that never calls returnResponse() lets its visitors wait in vain; call it once on every path.',
);
export const foreignClaim = diagnostic(
  'foreign_claim',
  (kind: string) => `only clients claim requests, and this is a ${kind}; remove claimRequest.`,
);
export const wrongContainerFolder = diagnostic(
  'wrong_container_folder',
  (container: string, folder: string) =>
    `this template is for ${container} containers and lies in the folder ${folder}; move it into the folder ${container}, or make it with another builder.`,
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
export const outsideScope = diagnostic(
  'outside_scope',
  (api: string, what: string, builder: string, entry: string) =>
    `${api} reaches ${what}, which ${builder}(…) does not cover; add ${entry} to ${builder} in form.ts.`,
);
export const unusedScope = diagnostic(
  'unused_scope',
  (entry: string, builder: string) => `no line of the template needs ${entry} of ${builder}(…); remove it.`,
);
export const foreignPermission = diagnostic(
  'foreign_permission',
  (builder: string, container: string) => `${container} containers have no permission ${builder}; remove it.`,
);
export const duplicatePermission = diagnostic(
  'duplicate_permission',
  (builder: string) => `the permission ${builder} stands here twice; join the two scopes.`,
);
