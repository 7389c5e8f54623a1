// Writes a small template file for a test, in the order of GTM's exporter.
import { printGsonJson } from '../../../functions/downloads/gson-json.ts';
import { encodePermission, type PlainPermission } from '../../../functions/downloads/permission-trees.ts';
import { joinSections } from '../../../functions/downloads/tpl-sections.ts';

/** The parts of a test's template; each has a default. */
export interface TplParts {
  readonly container?: 'web' | 'server';
  readonly kind?: 'TAG' | 'MACRO' | 'CLIENT';
  readonly code?: string;
  readonly info?: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
  readonly permissions?: readonly PlainPermission[];
  /** Code by name. */
  readonly scenarios?: Readonly<Record<string, string>>;
  /** The whole text of the section, in place of `scenarios`. */
  readonly tests?: string;
}

/** The text of the file: without any part, a web tag that succeeds at once. */
export function toTpl({
  container = 'web',
  kind = 'TAG',
  code = 'data.gtmOnSuccess();',
  info = {},
  parameters = [],
  permissions = [],
  scenarios = {},
  tests = printScenarios(scenarios),
}: TplParts = {}): string {
  const name = container.toUpperCase();
  const described = { type: kind, displayName: 'A template', categories: ['UTILITY'], containerContexts: [name] };
  return joinSections([
    { name: 'TERMS_OF_SERVICE', text: 'https://developers.google.com/tag-manager/gallery-tos' },
    { name: 'INFO', text: printGsonJson({ ...described, ...info }) },
    { name: 'TEMPLATE_PARAMETERS', text: printGsonJson(parameters) },
    { name: container === 'web' ? 'SANDBOXED_JS_FOR_WEB_TEMPLATE' : 'SANDBOXED_JS_FOR_SERVER', text: code },
    ...(permissions.length === 0
      ? []
      : [{ name: `${name}_PERMISSIONS`, text: printGsonJson(permissions.map(encodePermission)) }]),
    { name: 'TESTS', text: tests },
    { name: 'NOTES', text: 'None.' },
  ]);
}

function printScenarios(scenarios: Readonly<Record<string, string>>): string {
  const entries = Object.entries(scenarios).map(([name, code]) => {
    return `- name: ${name}\n  code: |-\n${code.replaceAll(/^/gm, '    ')}`;
  });
  return entries.length === 0 ? 'scenarios: []' : `scenarios:\n${entries.join('\n')}`;
}

/** A scenario that passes with every tag that succeeds. */
export const passing = "runCode({});\nassertApi('gtmOnSuccess').wasCalled();";

/** A scenario that fails with every tag that succeeds. */
export const failing = "runCode({});\nassertApi('gtmOnFailure').wasCalled();";
