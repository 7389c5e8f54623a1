// Builds the parameters of GTM's entities, in the forms that GTM exports.
import type {
  ExportCondition,
  ExportList,
  ExportMap,
  ExportParameter,
  ExportText,
} from '../../../functions/downloads/container-export.ts';

/** A text, which may hold references to variables. */
export function text(key: string, value: string): ExportText {
  return { type: 'TEMPLATE', key, value };
}

/** A box that is ticked or not. */
export function flag(key: string, value: boolean): ExportText {
  return { type: 'BOOLEAN', key, value: String(value) };
}

/** A whole number. */
export function integer(key: string, value: number): ExportText {
  return { type: 'INTEGER', key, value: String(value) };
}

/** A table with one row for each record; columns keep their order. */
export function table(key: string, rows: readonly Readonly<Record<string, string>>[]): ExportList {
  return toList(
    key,
    rows.map((row) => Object.entries(row).map(([name, value]) => text(name, value))),
  );
}

/** A table of tags, by their names. */
export function tagList(key: string, names: readonly string[]): ExportList {
  return toList(
    key,
    names.map((name) => [{ type: 'TAG_REFERENCE', key: 'tagReference', value: name, isWeakReference: false }]),
  );
}

/** GTM leaves `list` out where there are no rows. */
function toList(key: string, rows: readonly (readonly ExportParameter[])[]): ExportList {
  const list = rows.map((map): ExportMap => ({ type: 'MAP', map }));
  return { type: 'LIST', key, ...(list.length > 0 && { list }) };
}

/** A table of names and values, as Google's tags have for the parameters that they send. */
export function settings(key: string, values: Readonly<Record<string, string>>): ExportList {
  return table(
    key,
    Object.entries(values).map(([parameter, parameterValue]) => ({ parameter, parameterValue })),
  );
}

/** What stands for the value of a variable. */
export function reference(name: string): string {
  return `{{${name}}}`;
}

/** Holds where both are the same text. */
export function equals(left: string, right: string): ExportCondition {
  return { type: 'EQUALS', parameter: compare(left, right) };
}

/** Holds where the left text has a place that the pattern on the right fits. */
export function matches(left: string, pattern: string): ExportCondition {
  return { type: 'MATCH_REGEX', parameter: compare(left, pattern) };
}

function compare(left: string, right: string): ExportParameter[] {
  return [text('arg0', left), text('arg1', right)];
}
