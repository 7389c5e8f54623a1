// Turns a parsed template file into something that runs: its code as a function that sees only `data` and `require`.
import { mergeSettings } from '../../permissions/merge-settings.ts';
import type { ParsedTpl, TplParameter } from '../../tpl/parsed-tpl.ts';
import { compileSandboxed } from './compile-sandboxed.ts';
import { type CompiledTemplate, type TemplateHeader, templateKinds } from './compiled-template.ts';

/** What a template's code is given. */
export const templateParameters = ['data', 'require'] as const;

/**
 * A template of any container ready to run in this process. Errors name the lines of `file`.
 * Throws a SyntaxError where GTM's compiler would refuse the code; other faults of the file are not looked at.
 */
export function compileTemplate(parsed: ParsedTpl, file = `${parsed.displayName}.tpl`): CompiledTemplate {
  const execute = compileSandboxed(parsed.code.text, templateParameters, { file, line: parsed.code.line });
  return { ...readHeader(parsed), execute };
}

/** What the file says besides its code. */
export function readHeader({
  displayName,
  container,
  kind,
  parameters: fields,
  permissions,
}: ParsedTpl): TemplateHeader {
  const defaults = fields.map((field) => [field.name, defaultOf(field)] as const);
  return {
    name: displayName,
    container,
    kind: templateKinds[kind ?? 'TAG'],
    defaults: Object.fromEntries(defaults.filter(([, value]) => value !== undefined)),
    permissions: Object.fromEntries(mergeSettings(permissions)),
  };
}

function defaultOf({ type, raw }: TplParameter): unknown {
  if (type === 'SIMPLE_TABLE' || type === 'PARAM_TABLE') return undefined;
  return raw['defaultValue'] ?? (type === 'CHECKBOX' ? false : undefined);
}
