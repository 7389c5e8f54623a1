// Holds permissions and code equal: what the code uses is allowed, and nothing is allowed that no line uses.
import type { Permission } from '../../gtm-templates/authoring/permissions.ts';
import { webApis } from '../../gtm-templates/sandbox/web-apis.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import * as say from './build-faults.ts';
import { placeOfText } from './check-form.ts';

/** What the form's file says about permissions, and how it is called. */
export interface FormSource {
  readonly file: string;
  readonly text: string;
}

/** An API without its permission, a permission without an API, and one that stands twice. */
export function checkPermissions(
  apis: ReadonlyMap<string, Place>,
  permissions: readonly Permission[],
  form: FormSource,
): Diagnostic[] {
  const declared = permissions.map(({ publicId }) => publicId);
  const missing = [...apis].flatMap(([api, place]) => {
    const needed = permissionOf(api);
    if (needed === null || declared.includes(needed)) return [];
    return [say.missingPermission(place, api, builderOf(needed))];
  });
  const used = new Set([...apis.keys()].map(permissionOf));
  const unused = [...new Set(declared)].filter((publicId) => !used.has(publicId));
  const doubled = [...new Set(declared.filter((publicId, index) => declared.indexOf(publicId) !== index))];
  const find = (publicId: string) => placeOfText(form.text, `${builderOf(publicId)}(`, form.file);
  return [
    ...missing,
    ...unused.map((publicId) => say.unusedPermission(find(publicId), builderOf(publicId))),
    ...doubled.map((publicId) => say.duplicatePermission(find(publicId), builderOf(publicId))),
  ];
}

function permissionOf(api: string): string | null {
  const entry = Object.entries(webApis).find(([name]) => name === api);
  return entry === undefined ? null : entry[1];
}

/** The builder is called like GTM's id, in the letters of TypeScript: `inject_script` → `injectScript`. */
function builderOf(publicId: string): string {
  return publicId.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
