// Turns a template file into something that runs: its code as a function that sees only `data` and `require`.
import { mergeSettings } from '../../permissions/merge-settings.ts';
import { type ParsedTpl, parseTpl, type TplParameter } from '../../tpl/parse-tpl.ts';
import { compileSandboxed } from './compile-sandboxed.ts';
import { type CompiledTemplate, type TemplateHeader, templateKinds } from './compiled-template.ts';
import { guardCode } from './guard-code.ts';

/** A template before its code became a function: for a page, which gets the code as script text. */
export interface TemplateSource {
  readonly header: TemplateHeader;
  /** A JavaScript expression: a function of the sandbox's language that returns `(data, require) => result`. */
  readonly functionText: string;
}

const parameters = ['data', 'require'];

/** Reads a web tag's or web variable's file; throws with all faults when it is broken or not for a web container. */
export function readTemplateSource(tpl: string): TemplateSource {
  const parsed = parseWhole(tpl);
  const header = readHeader(parsed);
  requireWeb(header);
  return { header, functionText: guardCode(parsed.code.text, parameters) };
}

/** A web template ready to run in this process; throws as `readTemplateSource` does. */
export function compileWebTemplate(tpl: string): CompiledTemplate {
  const compiled = compileTemplate(parseWhole(tpl));
  requireWeb(compiled);
  return compiled;
}

/**
 * A template of any container ready to run in this process. Errors name the lines of `file`.
 * Throws a SyntaxError where GTM's compiler would refuse the code; other faults of the file are not looked at.
 */
export function compileTemplate(parsed: ParsedTpl, file = `${parsed.displayName}.tpl`): CompiledTemplate {
  const execute = compileSandboxed(parsed.code.text, parameters, { file, line: parsed.code.line });
  return { ...readHeader(parsed), execute };
}

function parseWhole(tpl: string): ParsedTpl {
  const parsed = parseTpl(tpl);
  if (parsed.faults.length === 0) return parsed;
  const lines = parsed.faults.map(({ section, line, column, message }) => `${section} ${line}:${column} ${message}`);
  throw new SyntaxError(`The template file is broken:\n${lines.join('\n')}`);
}

function readHeader({ displayName, container, kind, parameters: fields, permissions }: ParsedTpl): TemplateHeader {
  const defaults = fields.map((field) => [field.name, defaultOf(field)] as const);
  return {
    name: displayName,
    container,
    kind: templateKinds[kind ?? 'TAG'],
    defaults: Object.fromEntries(defaults.filter(([, value]) => value !== undefined)),
    permissions: Object.fromEntries(mergeSettings(permissions)),
  };
}

function requireWeb({ name, container, kind }: TemplateHeader): void {
  if (container === 'web' && kind !== 'client') return;
  throw new TypeError(`${name} is no web tag or web variable; a web container holds only those.`);
}

function defaultOf({ type, raw }: TplParameter): unknown {
  if (type === 'SIMPLE_TABLE' || type === 'PARAM_TABLE') return undefined;
  return raw['defaultValue'] ?? (type === 'CHECKBOX' ? false : undefined);
}
