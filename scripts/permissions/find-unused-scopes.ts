// Finds what permissions state beyond anything that the code can need.
import type { Need } from './needs/find-needs.ts';
import { allows, findRefusedPatterns } from './rules/allows.ts';
import type { PermissionSettings } from './rules/settings.ts';
import { unknownValue } from './unknown-value.ts';

/** One entry of a permission, or one tick of an entry, that no line uses. */
export interface UnusedScope {
  readonly permission: string;
  /** What the entry is called in the form: a key, a name, a pattern, a part. */
  readonly entry: string;
  /** The tick that is too much: `write`. Undefined where the whole entry is. */
  readonly tick: string | undefined;
}

/**
 * Nothing for a permission of which some use has arguments that the code does not show, since it may need any entry, and
 * for one that GTM refuses as a whole.
 */
export function findUnusedScopes(
  needs: readonly Need[],
  permission: string,
  settings: PermissionSettings,
): UnusedScope[] {
  const own = needs.filter((need) => need.permission === permission).map(({ values }) => values);
  if (own.length === 0 || own.some((values) => values.some(hasUnknown))) return [];
  if (findRefusedPatterns(permission, settings).length > 0) return [];
  const isLost: IsLost = (wide, narrow) =>
    own.some((values) => allows(permission, wide, values) && !allows(permission, narrow, values));
  return Object.entries(settings).flatMap(([name, value]) => {
    const isNeeded = value !== true || isLost(settings, { ...settings, [name]: false });
    const entries = Array.isArray(value) ? value.flatMap((entry) => unusedOf(settings, name, entry, isLost)) : [];
    const unused = isNeeded ? entries : [{ entry: name, tick: undefined }];
    return unused.map((one) => ({ permission, ...one }));
  });
}

/** Whether the code needs something that the wide settings allow and the narrow ones do not. */
type IsLost = (wide: PermissionSettings, narrow: PermissionSettings) => boolean;

function unusedOf(
  settings: PermissionSettings,
  name: string,
  entry: unknown,
  isLost: IsLost,
): { readonly entry: string; readonly tick: string | undefined }[] {
  const alone = { ...settings, [name]: [entry] };
  if (!isLost(alone, { ...settings, [name]: [] })) return [{ entry: nameOf(entry), tick: undefined }];
  return ticksOf(entry).flatMap((tick) => {
    const without = { ...settings, [name]: [Object.assign({}, entry, { [tick]: false })] };
    return isLost(alone, without) ? [] : [{ entry: nameOf(entry), tick }];
  });
}

function hasUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown);
}

function ticksOf(entry: unknown): string[] {
  if (typeof entry !== 'object' || entry === null) return [];
  return Object.entries(entry).flatMap(([key, value]) => (value === true ? [key] : []));
}

/** The first text of an entry is what it is about. */
function nameOf(entry: unknown): string {
  if (typeof entry === 'string') return entry;
  const texts = typeof entry === 'object' && entry !== null ? Object.values(entry) : [];
  return String(texts.find((value) => typeof value === 'string') ?? '');
}
