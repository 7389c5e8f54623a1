// How a template file is read: its parts, and every fault where it stands.
import { describe, expect, test } from 'vitest';
import { joinSections } from '../../../functions/downloads/tpl-sections.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';

const info = '{"type": "MACRO", "displayName": "Page name", "containerContexts": ["WEB"]}';
const sections = [
  { name: 'INFO', text: info },
  {
    name: 'TEMPLATE_PARAMETERS',
    text: '[{"type": "GROUP", "name": "g", "subParams": [{"type": "TEXT", "name": "inner"}]}, {"type": "RADIO", "name": "r", "radioItems": [{"value": "1", "subParams": [{"type": "TEXT", "name": "deep"}]}]}]',
  },
  { name: 'SANDBOXED_JS_FOR_WEB_TEMPLATE', text: "const getUrl = require('getUrl');\nreturn getUrl();" },
  {
    name: 'WEB_PERMISSIONS',
    text: '[{"instance": {"key": {"publicId": "logging", "versionId": "1"}, "param": [{"key": "environments", "value": {"type": 1, "string": "debug"}}]}, "isRequired": true}]',
  },
  {
    name: 'TESTS',
    text: "scenarios:\n- name: First\n  code: |-\n    runCode();\n- name: Second\n  code: fail();\nsetup: ''",
  },
  { name: 'NOTES', text: 'Created by hand.' },
];
const ordinary = joinSections(sections);

describe('parseTpl', () => {
  test('an ordinary file comes apart without faults', () => {
    const tpl = parseTpl(ordinary);
    expect(tpl.faults).toEqual([]);
    expect(tpl).toMatchObject({ container: 'web', kind: 'MACRO', displayName: 'Page name', notes: 'Created by hand.' });
    expect(tpl.permissions).toEqual([{ publicId: 'logging', params: { environments: 'debug' } }]);
  });

  test('nested fields follow the field that holds them', () => {
    expect(parseTpl(ordinary).parameters.map(({ name }) => name)).toEqual(['g', 'inner', 'r', 'deep']);
  });

  test('code and scenarios know the line of the file on which they start', () => {
    const tpl = parseTpl(ordinary);
    const lines = ordinary.split('\n');
    expect(lines[tpl.code.line - 1]).toBe("const getUrl = require('getUrl');");
    expect(tpl.scenarios.map(({ name, code }) => [name, code])).toEqual([
      ['First', 'runCode();'],
      ['Second', 'fail();'],
    ]);
    expect(tpl.scenarios.map(({ line }) => lines[line - 1])).toEqual(['- name: First', '- name: Second']);
  });

  test('a BOM, CRLF and another order of sections change nothing but lines', () => {
    const shuffled = `\uFEFF${joinSections([...sections].reverse()).replaceAll('\n', '\r\n')}`;
    const { sections: _shuffled, code, scenarios, ...tpl } = parseTpl(shuffled);
    const { sections: _sections, code: ownCode, scenarios: ownScenarios, ...own } = parseTpl(ordinary);
    expect(tpl).toEqual(own);
    expect(code.text).toBe(ownCode.text);
    expect(scenarios.map(({ code: text }) => text)).toEqual(ownScenarios.map(({ code: text }) => text));
  });

  test('lines before the first header and unknown sections are no fault', () => {
    const tpl = parseTpl(`// written by hand\n${ordinary}___SOMETHING_NEW___\n\nkept\n`);
    expect(tpl.faults).toEqual([]);
    expect(tpl.sections.at(-1)).toMatchObject({ name: 'SOMETHING_NEW', text: 'kept' });
  });

  test('a header counts only alone on its line', () => {
    expect(parseTpl(ordinary.replace('return getUrl', "log('___NOTES___');\nreturn getUrl")).faults).toEqual([]);
  });

  test('a server template says so', () => {
    expect(parseTpl(ordinary.replace('SANDBOXED_JS_FOR_WEB_TEMPLATE', 'SANDBOXED_JS_FOR_SERVER')).container).toBe(
      'server',
    );
  });

  test('all faults of all sections are reported at once, at their lines in the file', () => {
    const broken = joinSections([
      { name: 'INFO', text: '{"type": "TAG",}' },
      { name: 'TEMPLATE_PARAMETERS', text: '[\n  {"type": "TEXT",},\n  {name: "a"}\n]' },
      { name: 'SANDBOXED_JS_FOR_WEB_TEMPLATE', text: '' },
      { name: 'TESTS', text: 'scenarios:\n- name: "open' },
    ]);
    const { faults } = parseTpl(broken);
    expect(faults.map(({ section, line, column }) => `${section} ${line}:${column}`)).toEqual([
      'INFO 3:15',
      'TEMPLATE_PARAMETERS 9:18',
      'TEMPLATE_PARAMETERS 10:4',
      expect.stringMatching(/^TESTS 2[0-9]:/),
    ]);
  });

  test('a missing code or info section and a doubled one are faults', () => {
    expect(parseTpl('').faults.map(({ section }) => section)).toEqual(['INFO', 'SANDBOXED_JS_FOR_WEB_TEMPLATE']);
    const [fault] = parseTpl(`${ordinary}___NOTES___\n\nagain\n`).faults;
    expect(fault).toMatchObject({ section: 'NOTES', line: ordinary.split('\n').length, column: 1 });
  });

  test('an entry that is no permission and a value of an unknown type are left out', () => {
    const odd = '[{"a": 1}, {"instance": {"key": {"publicId": "x"}, "param": [{"key": "k", "value": {"type": 9}}]}}]';
    const tpl = parseTpl(joinSections([...sections.slice(0, 3), { name: 'WEB_PERMISSIONS', text: odd }]));
    expect(tpl.permissions).toEqual([{ publicId: 'x', params: {} }]);
  });
});
