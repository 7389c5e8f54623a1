// Writes a small `.tpl` text for a test from code and plain permissions.
import { encodePermission, type PlainPermission } from '../../../functions/downloads/permission-trees.ts';

/** The parts of a test's template; everything but the code has a default. */
export interface TplParts {
  readonly code: string;
  readonly kind?: 'TAG' | 'MACRO';
  readonly name?: string;
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
  /** Settings per permission name, in GTM's own words. */
  readonly permissions?: Readonly<Record<string, PlainPermission['params']>>;
}

/** The whole text of a web template's file. */
export function makeTpl({
  code,
  kind = 'TAG',
  name = 'Test template',
  parameters = [],
  permissions = {},
}: TplParts): string {
  const encoded = Object.entries(permissions).map(([publicId, params]) => encodePermission({ publicId, params }));
  const sections = {
    INFO: JSON.stringify({ type: kind, id: 'cvt_temp_public_id', displayName: name, containerContexts: ['WEB'] }),
    TEMPLATE_PARAMETERS: JSON.stringify(parameters),
    SANDBOXED_JS_FOR_WEB_TEMPLATE: code,
    WEB_PERMISSIONS: JSON.stringify(encoded),
    TESTS: 'scenarios: []',
    NOTES: '',
  };
  return Object.entries(sections)
    .map(([section, text]) => `___${section}___\n\n${text}\n\n\n`)
    .join('');
}
