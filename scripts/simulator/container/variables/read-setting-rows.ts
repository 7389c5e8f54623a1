// Reads the tables of parameters and values that Google's tags and settings variables have.
import { isPlainObject } from '../../sandbox/plain-object.ts';

/** `{parameter: value}` of rows `{parameter, parameterValue}`, or of the older ones `{name, value}`; a row without a name is left out. */
export function readSettingRows(rows: unknown): Record<string, unknown> {
  const list = Array.isArray(rows) ? rows.filter(isPlainObject) : [];
  return Object.fromEntries(
    list
      .map((row): [string, unknown] => [
        String(row['parameter'] ?? row['name'] ?? ''),
        row['parameterValue'] ?? row['value'],
      ])
      .filter(([name]) => name !== ''),
  );
}
