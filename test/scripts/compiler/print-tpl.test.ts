// What a template file says of a form, field by field, and how it is laid out.
import { describe, expect, test } from 'vitest';
import {
  checkbox,
  equals,
  type Field,
  group,
  label,
  notEquals,
  present,
  radio,
  select,
  table,
  text,
} from '../../../gtm-templates/authoring/fields.ts';
import { accessGlobals, logging, type Permission } from '../../../gtm-templates/authoring/permissions.ts';
import { webTag } from '../../../gtm-templates/authoring/template.ts';
import { printTpl } from '../../../scripts/compiler/print-tpl.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';

function print(fields: readonly Field[], permissions: readonly Permission[] = []) {
  const template = webTag({
    displayName: 'Tom & Jerry',
    description: 'Does something.',
    categories: ['UTILITY'],
    fields,
    permissions,
    changes: ['Second version.', 'First version.'],
  });
  return printTpl({ template, code: 'data.gtmOnSuccess();\n' });
}

const entry = (field: Field) => parseTpl(print([field])).parameters[0]?.raw;

describe('printTpl', () => {
  test('a file without fields and permissions is laid out as the exporter does', () => {
    expect(print([])).toBe(`___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "Tom \\u0026 Jerry",
  "categories": [
    "UTILITY"
  ],
  "brand": {
    "id": "brand_dummy",
    "displayName": "Tilltag"
  },
  "description": "Does something.",
  "containerContexts": [
    "WEB"
  ]
}


___TEMPLATE_PARAMETERS___

[]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

data.gtmOnSuccess();


___TESTS___

scenarios: []


___NOTES___

- Second version.
- First version.


`);
  });

  test('scenarios and setup stand in the tests; an empty setup is left out', () => {
    const template = webTag({
      displayName: 'Tom',
      description: 'Does something.',
      categories: ['UTILITY'],
      fields: [],
      permissions: [],
      changes: ['First version.'],
    });
    const scenarios = [{ name: 'First', code: 'runCode();\nfail();' }];
    const tests = (setup: string) => {
      const tpl = printTpl({ template, code: 'data.gtmOnSuccess();', tests: { setup, scenarios } });
      return parseTpl(tpl).sections.find(({ name }) => name === 'TESTS')?.text;
    };
    expect(tests('a();')).toBe('scenarios:\n- name: First\n  code: |-\n    runCode();\n    fail();\nsetup: a();');
    expect(tests('')).toBe('scenarios:\n- name: First\n  code: |-\n    runCode();\n    fail();');
  });

  test('permissions stand behind the code and come back as they were stated', () => {
    const permissions = [accessGlobals([{ key: 'tilltag', execute: true }]), logging('debug')];
    const tpl = parseTpl(print([], permissions));
    expect(tpl.permissions).toEqual(permissions);
    expect(tpl.sections.map(({ name }) => name).slice(3, 5)).toEqual([
      'SANDBOXED_JS_FOR_WEB_TEMPLATE',
      'WEB_PERMISSIONS',
    ]);
  });

  test('a text carries its default, hints and validators; required comes first', () => {
    const field = text({
      name: 'a',
      label: 'A',
      help: 'Paste it.',
      required: true,
      defaultValue: 'x',
      valueHint: 'hint',
      valueUnit: 'ms',
      lineCount: 2,
      validators: [{ type: 'REGEX', args: ['^a$'], errorMessage: 'Only a.' }],
    });
    expect(entry(field)).toEqual({
      type: 'TEXT',
      name: 'a',
      displayName: 'A',
      simpleValueType: true,
      help: 'Paste it.',
      valueHint: 'hint',
      valueUnit: 'ms',
      lineCount: 2,
      defaultValue: 'x',
      valueValidators: [{ type: 'NON_EMPTY' }, { type: 'REGEX', args: ['^a$'], errorMessage: 'Only a.' }],
    });
  });

  test('a plain text has nothing that was not said', () => {
    expect(entry(text({ name: 'a', label: 'A' }))).toEqual({
      type: 'TEXT',
      name: 'a',
      displayName: 'A',
      simpleValueType: true,
    });
  });

  test('a drop-down list and buttons carry their items', () => {
    const items = [{ value: 'x', label: 'X' }] as const;
    const rest = { name: 'a', displayName: 'A', simpleValueType: true, defaultValue: 'x' };
    const shown = [{ value: 'x', displayValue: 'X' }];
    expect(entry(select({ name: 'a', label: 'A', items, defaultValue: 'x' }))).toEqual({
      type: 'SELECT',
      ...rest,
      macrosInSelect: false,
      selectItems: shown,
    });
    expect(entry(radio({ name: 'a', label: 'A', items, defaultValue: 'x' }))).toEqual({
      type: 'RADIO',
      ...rest,
      radioItems: shown,
    });
  });

  test('a checkbox carries its label beside the box', () => {
    expect(entry(checkbox({ name: 'a', label: 'A', defaultValue: true }))).toEqual({
      type: 'CHECKBOX',
      name: 'a',
      checkboxText: 'A',
      simpleValueType: true,
      defaultValue: true,
    });
  });

  test('a label is a sentence and a table has columns', () => {
    expect(entry(label({ name: 'a', label: 'A' }))).toEqual({ type: 'LABEL', name: 'a', displayName: 'A' });
    const columns = [
      { name: 'k', label: 'K', isUnique: true },
      { name: 'v', label: 'V', items: [{ value: 'x', label: 'X' }], validators: [{ type: 'NON_EMPTY' }] },
    ] as const;
    expect(entry(table({ name: 'a', label: 'A', columns, newRowButtonText: 'Add' }))).toEqual({
      type: 'SIMPLE_TABLE',
      name: 'a',
      displayName: 'A',
      newRowButtonText: 'Add',
      simpleTableColumns: [
        { defaultValue: '', displayName: 'K', name: 'k', type: 'TEXT', isUnique: true },
        {
          defaultValue: '',
          displayName: 'V',
          name: 'v',
          type: 'SELECT',
          selectItems: [{ value: 'x', displayValue: 'X' }],
          valueValidators: [{ type: 'NON_EMPTY' }],
        },
      ],
    });
  });

  test.each([
    [{ label: 'G', open: true }, 'ZIPPY_OPEN'],
    [{ label: 'G' }, 'ZIPPY_CLOSED'],
    [{}, 'NO_ZIPPY'],
  ])('a group with %j is %s and holds its fields', (options, groupStyle) => {
    const field = group({ name: 'g', ...options, fields: [text({ name: 'a', label: 'A' })] });
    expect(entry(field)).toMatchObject({ type: 'GROUP', groupStyle, subParams: [{ name: 'a' }] });
  });

  test('conditions are written in the words of GTM', () => {
    const enabledWhen = [equals('b', true), notEquals('c', 'x'), present('d')];
    expect(entry(text({ name: 'a', label: 'A', enabledWhen }))?.['enablingConditions']).toEqual([
      { paramName: 'b', paramValue: true, type: 'EQUALS' },
      { paramName: 'c', paramValue: 'x', type: 'NOT_EQUALS' },
      { paramName: 'd', paramValue: '', type: 'PRESENT' },
    ]);
  });
});
