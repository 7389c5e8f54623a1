// Turns the fields of a form into the entries of a template file's parameter section.
import type { Json } from '../../functions/downloads/gson-json.ts';
import type { Column, Condition, Field, Item, Validator } from '../../gtm-templates/authoring/fields.ts';

/** One entry per field, in GTM's own words and in the key order of its exporter. */
export function toParameters(fields: readonly Field[]): Json[] {
  return fields.map((field) => toEntry({ ...toParameter(field), ...toConditions(field.enabledWhen) }));
}

type Entry = { readonly [key: string]: Json | undefined };

function toParameter(field: Field): Entry {
  const head = { name: field.name, displayName: field.label };
  switch (field.kind) {
    case 'text':
      return {
        type: 'TEXT',
        ...head,
        simpleValueType: true,
        help: field.help,
        valueHint: field.valueHint,
        valueUnit: field.valueUnit,
        lineCount: field.lineCount,
        defaultValue: field.defaultValue,
        valueValidators: toValidators([...(field.required === true ? [nonEmpty] : []), ...(field.validators ?? [])]),
      };
    case 'select':
    case 'radio':
      return {
        type: field.kind === 'select' ? 'SELECT' : 'RADIO',
        ...head,
        ...(field.kind === 'select' ? { macrosInSelect: false } : {}),
        [field.kind === 'select' ? 'selectItems' : 'radioItems']: field.items.map(toItem),
        simpleValueType: true,
        help: field.help,
        defaultValue: field.defaultValue,
      };
    case 'checkbox':
      return {
        type: 'CHECKBOX',
        name: field.name,
        checkboxText: field.label,
        simpleValueType: true,
        help: field.help,
        defaultValue: field.defaultValue,
      };
    case 'label':
      return { type: 'LABEL', ...head };
    case 'table':
      return {
        type: 'SIMPLE_TABLE',
        ...head,
        simpleTableColumns: field.columns.map(toColumn),
        newRowButtonText: field.newRowButtonText,
        help: field.help,
      };
    case 'group':
      return {
        type: 'GROUP',
        ...head,
        groupStyle: field.label === undefined ? 'NO_ZIPPY' : field.open === true ? 'ZIPPY_OPEN' : 'ZIPPY_CLOSED',
        subParams: toParameters(field.fields),
      };
  }
}

const nonEmpty: Validator = { type: 'NON_EMPTY' };

function toItem({ value, label }: Item): Json {
  return { value, displayValue: label };
}

function toColumn(column: Column): Json {
  return toEntry({
    defaultValue: column.defaultValue ?? '',
    displayName: column.label,
    name: column.name,
    type: column.items === undefined ? 'TEXT' : 'SELECT',
    selectItems: column.items?.map(toItem),
    valueHint: column.valueHint,
    isUnique: column.isUnique,
    valueValidators: toValidators(column.validators ?? []),
  });
}

function toValidators(validators: readonly Validator[]): Json | undefined {
  if (validators.length === 0) return undefined;
  return validators.map(({ type, args, errorMessage }) => toEntry({ type, args, errorMessage }));
}

function toConditions(conditions: readonly Condition[] | undefined): Entry {
  if (conditions === undefined || conditions.length === 0) return {};
  return {
    enablingConditions: conditions.map(({ field, type, value }) =>
      toEntry({ paramName: field, paramValue: value ?? '', type }),
    ),
  };
}

function toEntry(entry: Entry): Json {
  return Object.fromEntries(
    Object.entries(entry).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}
