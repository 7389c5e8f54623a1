// Compiles the templates that an exported server container brings with it.
import type { ExportVersion } from '../../../functions/downloads/container-export.ts';
import { parseTpl } from '../../tpl/parse-tpl.ts';
import { compileTemplate } from '../code/compile-template.ts';
import type { CompiledTemplate } from '../code/compiled-template.ts';

/** A template of the container. */
export interface ServerTemplate extends CompiledTemplate {
  /** The fields whose text reaches the code as a list of its lines. */
  readonly lineFields: ReadonlySet<string>;
}

/** By the types under which entities of the container name them: `cvt_<containerId>_<templateId>`, `cvt_<gallery id>`. */
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
export function readTemplates({ containerId, customTemplate = [] }: ExportVersion): ServerTemplates {
  const templates = new Map<string, ServerTemplate>();
  for (const { templateId, name, templateData, galleryReference } of customTemplate) {
    const template = compile(name, templateData);
    const galleryId = galleryReference?.['galleryTemplateId'];
    templates.set(`cvt_${containerId}_${templateId}`, template);
    if (galleryId !== undefined) {
      templates.set(`cvt_${galleryId}`, template);
    }
  }
  return templates;
}
