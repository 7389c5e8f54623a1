// Refuses forms that GTM or its gallery would refuse, or that could never work.
import { findUrlPatternFault } from '../../functions/downloads/url-pattern.ts';
import type { Condition, Field } from '../../gtm-templates/authoring/fields.ts';
import type { Permission } from '../../gtm-templates/authoring/permissions.ts';
import type { Template } from '../../gtm-templates/authoring/template.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import * as say from './build-faults.ts';

/** Every fault of the description. Places are found by name in the text of the file that holds it. */
export function checkForm(template: Template, source: string, file: string): Diagnostic[] {
  const find = (text: string) => placeOfText(source, text, file);
  const fields = flattenFields(template.fields);
  const names = new Set(fields.map(({ name }) => name));
  const { length: categories } = template.categories;
  return [
    ...(categories >= 1 && categories <= 3 ? [] : [say.badCategories(find('categories'), categories)]),
    ...(fields.length > 100 ? [say.tooManyFields(find('fields'), fields.length)] : []),
    ...findDuplicates(fields.map(({ name }) => name)).map((name) => say.duplicateField(find(`'${name}'`), name)),
    ...fields.flatMap((field) => fieldFaults(field, names, find)),
    ...template.permissions.flatMap((permission) => permissionFaults(permission, find)),
  ];
}

/** All fields of a form in the order of the screen, groups before their members. */
export function flattenFields(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => (field.kind === 'group' ? [field, ...flattenFields(field.fields)] : [field]));
}

/** The place of the first occurrence of a text, or the first line. */
export function placeOfText(source: string, text: string, file: string): Place {
  return placeOfOffset(source, Math.max(0, source.indexOf(text)), file);
}

/** The place of a character, by the number of those in front of it. */
export function placeOfOffset(source: string, offset: number, file: string): Place {
  const before = source.slice(0, offset).split('\n');
  return { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

type Find = (text: string) => Place;

function fieldFaults(field: Field, names: ReadonlySet<string>, find: Find): Diagnostic[] {
  const place = find(`'${field.name}'`);
  const conditions: readonly Condition[] = field.enabledWhen ?? [];
  return [
    ...(/^[A-Za-z][A-Za-z0-9_]*$/.test(field.name) ? [] : [say.fieldName(place, field.name)]),
    ...conditions.flatMap((one) => (names.has(one.field) ? [] : [say.unknownField(place, field.name, one.field)])),
    ...defaultFaults(field, place),
  ];
}

function defaultFaults(field: Field, place: Place): Diagnostic[] {
  if (field.kind !== 'select' && field.kind !== 'radio') return [];
  const { defaultValue } = field;
  const isItem = defaultValue === undefined || field.items.some(({ value }) => value === defaultValue);
  return isItem ? [] : [say.defaultNotAnItem(place, field.name, defaultValue)];
}

function permissionFaults({ params }: Permission, find: Find): Diagnostic[] {
  const urls = Array.isArray(params['urls']) ? params['urls'].map(String) : [];
  return urls.flatMap((url) => {
    const reason = findUrlPatternFault(url);
    return reason === undefined ? [] : [say.badUrlPattern(find(`'${url}'`), url, reason)];
  });
}

function findDuplicates(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
