// Reads and writes items as GA4 hits carry them: `idA-1~nmLamp~pr12.5~k0color~v0red`.
import { setOwn } from '../../sandbox/set-own.ts';
import { inverted, mpv2ItemKeys, numericItemKeys } from './mpv2-names.ts';

const keysByName = inverted(mpv2ItemKeys);

/** One item; a doubled `~` is a `~` of the value itself. */
export function readMpv2Item(text: string): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  const customNames = new Map<string, string>();
  for (const part of text.replaceAll('~~', '\0').split('~')) {
    const key = part.slice(0, 2);
    const value = part.slice(2).replaceAll('\0', '~');
    const name = mpv2ItemKeys[key];
    if (name !== undefined) {
      item[name] = numericItemKeys.has(name) ? Number(value) : value;
    } else if (key.startsWith('k')) {
      customNames.set(key.charAt(1), value);
    } else if (key.startsWith('v')) {
      setOwn(item, customNames.get(key.charAt(1)) ?? key, value);
    }
  }
  return item;
}

/** One item as a hit carries it; values that are neither text nor number are left out. */
export function writeMpv2Item(item: Readonly<Record<string, unknown>>): string {
  let customs = 0;
  const parts = Object.entries(item).flatMap(([name, value]): string[] => {
    if (typeof value !== 'string' && typeof value !== 'number') {
      return [];
    }
    const text = String(value).replaceAll('~', '~~');
    const key = keysByName.get(name);
    if (key !== undefined) {
      return [`${key}${text}`];
    }
    const index = customs++;
    return [`k${index}${name.replaceAll('~', '~~')}`, `v${index}${text}`];
  });
  return parts.join('~');
}
