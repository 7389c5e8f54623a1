// Writes a small `.tpl` text for a test from code and plain permissions.
import { encodePermission, type PlainPermission } from '../../../functions/downloads/permission-trees.ts';

/** The parts of a test's template; everything but the code has a default. */
export interface TplParts {
  readonly code: string;
  readonly kind?: 'TAG' | 'MACRO' | 'CLIENT';
  readonly container?: 'web' | 'server';
  readonly name?: string;
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
  /** Settings per permission name, in GTM's own words. */
  readonly permissions?: Readonly<Record<string, PlainPermission['params']>>;
  /** The template's own tests. */
  readonly tests?: {
    readonly setup?: string;
    readonly scenarios: readonly { readonly name: string; readonly code: string }[];
  };
}

const sectionNames = {
  web: { code: 'SANDBOXED_JS_FOR_WEB_TEMPLATE', permissions: 'WEB_PERMISSIONS', context: 'WEB' },
  server: { code: 'SANDBOXED_JS_FOR_SERVER', permissions: 'SERVER_PERMISSIONS', context: 'SERVER' },
} as const;

/** The whole text of a template's file, of a web tag unless told. */
export function makeTpl({
  code,
  kind = 'TAG',
  container = 'web',
  name = 'Test template',
  parameters = [],
  permissions = {},
  tests = { scenarios: [] },
}: TplParts): string {
  const names = sectionNames[container];
  const encoded = Object.entries(permissions).map(([publicId, params]) => encodePermission({ publicId, params }));
  const sections = {
    INFO: JSON.stringify({
      type: kind,
      id: 'cvt_temp_public_id',
      displayName: name,
      containerContexts: [names.context],
    }),
    TEMPLATE_PARAMETERS: JSON.stringify(parameters),
    [names.code]: code,
    [names.permissions]: JSON.stringify(encoded),
    // JSON is YAML too.
    TESTS: JSON.stringify(tests),
    NOTES: '',
  };
  return Object.entries(sections)
    .map(([section, text]) => `___${section}___\n\n${text}\n\n\n`)
    .join('');
}
