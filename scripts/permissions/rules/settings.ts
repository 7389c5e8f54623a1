// Reads values out of a permission's decoded settings without trusting their shape.

/** The settings of one permission. */
export type PermissionSettings = Readonly<Record<string, unknown>>;

/** Whether settings allow one thing; what the values mean differs by permission. */
export type Rule = (settings: PermissionSettings, values: readonly unknown[]) => boolean;

/** A list of texts; anything else in it is left out. */
export function textsIn(settings: PermissionSettings, name: string): readonly string[] {
  const list = settings[name];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** A list of maps; anything else in it is left out. */
export function rowsIn(settings: PermissionSettings, name: string): readonly PermissionSettings[] {
  const list = settings[name];
  return Array.isArray(list) ? list.filter(isMap) : [];
}

/** The value under a key of a map; undefined in anything else. */
export function valueIn(map: unknown, key: string): unknown {
  return isMap(map) ? map[key] : undefined;
}

function isMap(value: unknown): value is PermissionSettings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
