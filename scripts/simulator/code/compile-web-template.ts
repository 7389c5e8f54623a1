// Turns the text of a web template's file into something that runs, in this process or on a page.
import { type ParsedTpl, parseTpl } from '../../tpl/parse-tpl.ts';
import { compileTemplate, readHeader, templateParameters } from './compile-template.ts';
import type { CompiledTemplate, TemplateHeader } from './compiled-template.ts';
import { guardCode } from './guard-code.ts';

/** A template before its code became a function: for a page, which gets the code as script text. */
export interface TemplateSource {
  readonly header: TemplateHeader;
  /** A JavaScript expression: a function of the sandbox's language that returns `(data, require) => result`. */
  readonly functionText: string;
}

/** Reads a web tag's or web variable's file; throws with all faults when it is broken or not for a web container. */
export function readTemplateSource(tpl: string): TemplateSource {
  const parsed = parseWhole(tpl);
  const header = readHeader(parsed);
  requireWeb(header);
  return { header, functionText: guardCode(parsed.code.text, templateParameters) };
}

/** A web template ready to run in this process; throws as `readTemplateSource` does. */
export function compileWebTemplate(tpl: string): CompiledTemplate {
  const compiled = compileTemplate(parseWhole(tpl));
  requireWeb(compiled);
  return compiled;
}

function parseWhole(tpl: string): ParsedTpl {
  const parsed = parseTpl(tpl);
  if (parsed.faults.length === 0) return parsed;
  const lines = parsed.faults.map(({ section, line, column, message }) => `${section} ${line}:${column} ${message}`);
  throw new SyntaxError(`The template file is broken:\n${lines.join('\n')}`);
}

function requireWeb({ name, container, kind }: TemplateHeader): void {
  if (container === 'web' && kind !== 'client') return;
  throw new TypeError(`${name} is no web tag or web variable; a web container holds only those.`);
}
