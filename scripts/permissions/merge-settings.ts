// Joins the permissions of a template that stand more than once.
import type { PermissionSettings } from './rules/settings.ts';

/** Settings by permission. One that stands twice covers what either covers; what is no list is taken from the first. */
export function mergeSettings(
  permissions: readonly { readonly publicId: string; readonly params: PermissionSettings }[],
): Map<string, PermissionSettings> {
  const merged = new Map<string, PermissionSettings>();
  for (const { publicId, params } of permissions) {
    const known = merged.get(publicId) ?? {};
    const added = Object.entries(params).map(([name, value]) => {
      const before = known[name];
      return [name, Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : (before ?? value)] as const;
    });
    merged.set(publicId, { ...known, ...Object.fromEntries(added) });
  }
  return merged;
}
