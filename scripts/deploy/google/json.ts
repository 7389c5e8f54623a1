// Reads single values out of what Google answers, whose types nobody checks on the way.

/** What lies at the end of the keys; `undefined` where any of them leads nowhere. */
export function pick(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** The text at the end of the keys; empty where there is none. A number counts as its digits. */
export function pickText(value: unknown, ...keys: readonly string[]): string {
  const found = pick(value, ...keys);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/** The list at the end of the keys; empty where there is none. */
export function pickList(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = pick(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** The last part of a resource name: `projects/p/databases/d` gives `d`. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
