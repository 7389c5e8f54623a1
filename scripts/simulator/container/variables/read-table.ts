// Looks a value up in the rows of a lookup table or of a regex table.
import { isPlainObject } from '../../sandbox/plain-object.ts';
import type { FieldValues } from '../container-model.ts';

function rowsOf({ map }: FieldValues): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(map) ? map.filter(isPlainObject) : [];
}

function defaultOf({ setDefaultValue, defaultValue }: FieldValues): unknown {
  return setDefaultValue === true ? defaultValue : undefined;
}

/** The value of the first row whose key is the input, compared as texts; else the default. */
export function readLookupTable(settings: FieldValues): unknown {
  const row = rowsOf(settings).find(({ key }) => String(key) === String(settings['input']));
  return row === undefined ? defaultOf(settings) : row['value'];
}

/**
 * The value of the first row whose pattern matches the input, with `$1` filled in where `replaceAfterMatch` is set; else
 * the default. Patterns match the whole input and ignore case unless the settings say otherwise; a broken one matches nothing.
 */
export function readRegexTable(settings: FieldValues): unknown {
  const { input, fullMatch = true, ignoreCase = true, replaceAfterMatch } = settings;
  for (const { key, value } of rowsOf(settings)) {
    const pattern = toPattern(fullMatch === true ? `^(?:${String(key)})$` : String(key), ignoreCase === true);
    if (pattern?.test(String(input))) {
      return replaceAfterMatch === true ? String(input).replace(pattern, String(value)) : value;
    }
  }
  return defaultOf(settings);
}

function toPattern(source: string, ignoresCase: boolean): RegExp | undefined {
  try {
    return new RegExp(source, ignoresCase ? 'i' : '');
  } catch {
    return undefined;
  }
}
