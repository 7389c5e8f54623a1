// Reads values out of a permission's decoded settings without trusting their shape.
import { isPlainObject } from '../sandbox/plain-object.ts';

/** The settings of one permission. */
export type PermissionSettings = Readonly<Record<string, unknown>>;

/** Settings per permission name; a permission that was not asked for is absent. */
export type PermissionSet = Readonly<Record<string, PermissionSettings>>;

/** A list of texts; anything else in it is left out. */
export function textsIn(settings: PermissionSettings, name: string): readonly string[] {
  const list = settings[name];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** A list of maps; anything else in it is left out. */
export function rowsIn(settings: PermissionSettings, name: string): readonly PermissionSettings[] {
  const list = settings[name];
  return Array.isArray(list) ? list.filter(isPlainObject) : [];
}
