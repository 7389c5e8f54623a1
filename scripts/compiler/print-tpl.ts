// Writes a template file as GTM's exporter does: sections, order, blank lines and escapes.
import { printGsonJson } from '../../functions/downloads/gson-json.ts';
import { encodePermission } from '../../functions/downloads/permission-trees.ts';
import { joinSections } from '../../functions/downloads/tpl-sections.ts';
import type { Template, TemplateKind } from '../../gtm-templates/authoring/template.ts';
import { containerSections } from '../tpl/check-sections.ts';
import { printTests, type TplTests } from '../tpl/print-tests.ts';
import { toParameters } from './to-parameters.ts';

/** What a file holds besides the description. */
export interface TplParts {
  readonly template: Template;
  /** Sandboxed JavaScript, formatted. */
  readonly code: string;
  /** A data URI of the picture that GTM shows beside the name. */
  readonly thumbnail?: string;
  /** Left out, the file has no scenarios; an empty setup is left out of the file. */
  readonly tests?: TplTests;
}

/** The text of the `.tpl` file. The same parts give the same text, byte by byte. */
export function printTpl({ template, code, thumbnail, tests }: TplParts): string {
  const sections = containerSections[template.container];
  const info = {
    type: types[template.kind],
    id: 'cvt_temp_public_id',
    version: 1,
    securityGroups: [],
    displayName: template.displayName,
    categories: template.categories,
    brand: { id: 'brand_dummy', displayName: 'Tilltag', thumbnail },
    description: template.description,
    containerContexts: [sections.context],
  };
  const permissions = template.permissions.map(encodePermission);
  return joinSections([
    { name: 'TERMS_OF_SERVICE', text: terms },
    { name: 'INFO', text: printGsonJson(info) },
    { name: 'TEMPLATE_PARAMETERS', text: printGsonJson(toParameters(template.fields)) },
    { name: sections.code, text: code.trim() },
    ...(permissions.length > 0 ? [{ name: sections.permissions, text: printGsonJson(permissions) }] : []),
    { name: 'TESTS', text: printTests({ scenarios: tests?.scenarios ?? [], setup: tests?.setup || undefined }) },
    { name: 'NOTES', text: template.notes ?? template.changes.map((change) => `- ${change}`).join('\n') },
  ]);
}

const types: Readonly<Record<TemplateKind, string>> = { tag: 'TAG', variable: 'MACRO', client: 'CLIENT' };

// Google's own words, without which the template gallery refuses a file.
const terms = `By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.`;
