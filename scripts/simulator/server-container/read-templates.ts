// Compiles the templates that an exported server container brings with it.
import type { ExportVersion } from '../../../functions/downloads/container-export.ts';
import { indexTemplates } from '../../tpl/index-templates.ts';
import { parseTpl } from '../../tpl/parse-tpl.ts';
import { compileTemplate } from '../code/compile-template.ts';
import type { CompiledTemplate } from '../code/compiled-template.ts';

/** A template of the container. */
export interface ServerTemplate extends CompiledTemplate {
  /** The fields whose text reaches the code as a list of its lines. */
  readonly lineFields: ReadonlySet<string>;
}

/** By the types under which entities of the container name them. */
export type ServerTemplates = ReadonlyMap<string, ServerTemplate>;

function compile(name: string, text: string): ServerTemplate {
  const parsed = parseTpl(text);
  if (parsed.faults.length > 0) {
    const lines = parsed.faults.map(({ section, line, message }) => `${section} ${line}: ${message}`);
    throw new SyntaxError(`The template ${name} is broken:\n${lines.join('\n')}`);
  }
  if (parsed.container !== 'server') {
    throw new TypeError(`The template ${name} is for web containers. GTM takes only server templates here.`);
  }
  const lineFields = parsed.parameters.filter(({ raw }) => raw['textAsList'] === true).map((field) => field.name);
  return { ...compileTemplate(parsed), lineFields: new Set(lineFields) };
}

/** Throws for a template that is broken or made for web containers. */
export function readTemplates({ customTemplate = [] }: ExportVersion): ServerTemplates {
  const compiled = new Map(customTemplate.map((one) => [one, compile(one.name, one.templateData)]));
  const types = [...indexTemplates(customTemplate)];
  return new Map(
    types.flatMap(([type, exported]) => {
      const template = compiled.get(exported);
      return template === undefined ? [] : [[type, template]];
    }),
  );
}
