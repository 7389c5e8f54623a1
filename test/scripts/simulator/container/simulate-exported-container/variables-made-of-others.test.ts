// What the variables of an export read as that are made of others: tables, settings, templates.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { makeTpl } from '../../make-tpl.ts';
import { flag, logTag, readVariable, run, table, text, variable } from './make-export.ts';

describe('simulateExportedContainer: variables made of others', () => {
  const lookUp = (type: string, input: string, more = [flag('setDefaultValue', true), text('defaultValue', 'other')]) =>
    readVariable(
      variable('T', type, [
        text('input', '{{Input}}'),
        table(
          'map',
          ['key', 'value'],
          [
            ['new', 'true'],
            ['ret.*', 'is {{Input}} $0'],
          ],
        ),
        ...more,
      ]),
      undefined,
      [variable('Input', 'c', [text('value', input)])],
    );

  test('a lookup table compares whole values', () => {
    expect([lookUp('smm', 'new'), lookUp('smm', 'NEW'), lookUp('smm', 'new', [])]).toEqual(['true', 'other', 'true']);
    expect(lookUp('smm', 'none', [])).toBeUndefined();
  });

  test('a regex table matches the whole input whatever its case, unless told otherwise', () => {
    expect([lookUp('remm', 'NEW'), lookUp('remm', 'news'), lookUp('remm', 'returning')]).toEqual([
      'true',
      'other',
      'is returning $0',
    ]);
    expect(lookUp('remm', 'news', [flag('fullMatch', false)])).toBe('true');
    expect(lookUp('remm', 'NEW', [flag('ignoreCase', false)])).toBeUndefined();
  });

  test('a regex table fills in what it captured where that is asked for', () => {
    const rows = table(
      'map',
      ['key', 'value'],
      [
        ['(', 'broken'],
        ['cs_(.*)_.*', 'mode $1'],
      ],
    );
    const settings = [text('input', 'cs_test_1'), rows, flag('replaceAfterMatch', true)];
    expect(readVariable(variable('T', 'remm', settings))).toBe('mode test');
  });

  test('user-provided data are an object of the fields that are filled in', () => {
    const fields = [text('mode', 'MANUAL'), text('email', 'a@b.test'), text('city', '{{None}}'), text('country', 'DE')];
    const none = [variable('None', 'v', [text('name', 'none')])];
    expect(readVariable(variable('A', 'awec', fields), undefined, none)).toBe(
      '{"email":"a@b.test","address":{"country":"DE"}}',
    );
    expect(readVariable(variable('A', 'awec', [text('mode', 'MANUAL')]))).toBeUndefined();
  });

  test('user-provided data can come from another variable, and from nowhere where that is undefined', () => {
    const page = createFakePage();
    page.window['user'] = { email: 'a@b.test' };
    const read = (name: string) =>
      readVariable(variable('A', 'awec', [text('mode', 'CODE'), text('dataSource', '{{J}}')]), page, [
        variable('J', 'j', [text('name', name)]),
      ]);
    expect([read('user'), read('nobody')]).toEqual(['{"email":"a@b.test"}', undefined]);
  });

  test('user-provided data that the page would be searched for are undefined, which is told', () => {
    const { container } = run({
      variable: [variable('A', 'awec', [text('mode', 'AUTO')])],
      tag: [logTag('Log', '{{A}}')],
    });
    expect(container.problems).toEqual([expect.stringContaining('Variable "A" searches the page for user data')]);
  });

  test('settings variables are objects of their rows over those of another one', () => {
    const base = variable('Base', 'gtcs', [
      table(
        'configSettingsTable',
        ['parameter', 'parameterValue'],
        [
          ['a', '1'],
          ['b', '1'],
        ],
      ),
    ]);
    const rows = table('configSettingsTable', ['parameter', 'parameterValue'], [['b', '2']]);
    const one = variable('S', 'gtcs', [text('configSettingsVariable', '{{Base}}'), rows]);
    expect(readVariable(one, undefined, [base])).toBe('{"a":"1","b":"2"}');
    const events = variable('E', 'gtes', [
      table(
        'eventSettingsTable',
        ['parameter', 'parameterValue'],
        [
          ['', 'x'],
          ['c', '3'],
        ],
      ),
    ]);
    expect(readVariable(events)).toBe('{"c":"3"}');
  });

  test('templates are found by their place in the file and by their id in the gallery', () => {
    const templateData = makeTpl({ kind: 'MACRO', name: 'V', code: 'return data.key + 1;' });
    const template = { accountId: '1', containerId: '2', templateId: '9', name: 'V', templateData };
    const read = (type: string, more = {}) =>
      run({
        customTemplate: [{ ...template, ...more }],
        variable: [variable('V', type, [text('key', 'k')])],
        tag: [logTag('Log', '{{V}}')],
      }).container;
    expect(read('cvt_2_9').consoleLines).toEqual(['k1']);
    expect(read('cvt_TBWKQ', { galleryReference: { galleryTemplateId: 'TBWKQ' } }).consoleLines).toEqual(['k1']);
    const ownId = templateData.replace('cvt_temp_public_id', 'cvt_OWNID');
    expect(read('cvt_OWNID', { templateData: ownId }).consoleLines).toEqual(['k1']);
    const missing = read('cvt_2_8');
    expect(missing.consoleLines).toEqual(['undefined']);
    expect(missing.problems).toEqual(['Variable "V" is of the type cvt_2_8, but the file has no such template.']);
  });

  test.each([
    [{ caseConversionType: 'LOWERCASE' }, 'Mixed', 'mixed'],
    [{ caseConversionType: 'UPPERCASE' }, 'Mixed', 'MIXED'],
    [{ convertUndefinedToValue: { type: 'TEMPLATE', value: 'none' } }, undefined, 'none'],
    [{ convertNullToValue: { type: 'TEMPLATE', value: 'null!' } }, null, 'null!'],
    [{ convertTrueToValue: { type: 'TEMPLATE', value: 'yes' } }, true, 'yes'],
    [{ convertFalseToValue: { type: 'TEMPLATE', value: 'no' } }, false, 'no'],
    [{ convertFalseToValue: { type: 'TEMPLATE', value: 'no' } }, 0, '0'],
  ])('the format %j makes of %j %s', (formatValue, value, expected) => {
    const page = createFakePage();
    page.window['value'] = value;
    expect(readVariable(variable('J', 'j', [text('name', 'value')], { formatValue }), page)).toBe(expected);
  });

  test('a variable that needs itself is undefined and reported', () => {
    const { container } = run({
      variable: [variable('Loop', 'jsm', [text('javascript', 'function() { return {{Loop}}; }')])],
      tag: [logTag('Log', 'is {{Loop}}')],
    });
    expect(container.consoleLines).toEqual(['is undefined']);
    expect(container.problems).toEqual(['The variable "Loop" needs itself; GTM would refuse to publish.']);
  });
});
