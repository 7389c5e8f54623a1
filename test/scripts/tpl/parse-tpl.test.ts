// How a template file is read: its parts, where they stand, and whatever is wrong without being a fault.
import fc from 'fast-check';
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
const replaced = (name: string, text: string) =>
  joinSections(sections.map((section) => (section.name === name ? { name, text } : section)));

describe('parseTpl', () => {
  test('an ordinary file comes apart without faults', () => {
    const tpl = parseTpl(ordinary);
    expect(tpl.faults).toEqual([]);
    expect(tpl).toMatchObject({ container: 'web', kind: 'MACRO', displayName: 'Page name', notes: 'Created by hand.' });
    expect(tpl.permissions).toEqual([{ publicId: 'logging', params: { environments: 'debug' } }]);
    expect(tpl.scenarios.map(({ name, code }) => [name, code])).toEqual([
      ['First', 'runCode();'],
      ['Second', 'fail();'],
    ]);
  });

  test('nested fields follow the field that holds them', () => {
    expect(parseTpl(ordinary).parameters.map(({ name }) => name)).toEqual(['g', 'inner', 'r', 'deep']);
  });

  test('code and scenarios know the line of the file on which they start', () => {
    const tpl = parseTpl(ordinary);
    const lines = ordinary.split('\n');
    expect(lines[tpl.code.line - 1]).toBe("const getUrl = require('getUrl');");
    expect(tpl.code).toMatchObject({ column: 1, isExact: true });
    expect(tpl.scenarios.map(({ line }) => lines[line - 1])).toEqual(['- name: First', '- name: Second']);
    expect(tpl.scenarios.map(({ codeLine }) => lines[codeLine - 1])).toEqual(['    runCode();', '  code: fail();']);
  });

  test.each([
    ['a BOM', `\uFEFF${ordinary}`],
    ['CRLF', ordinary.replaceAll('\n', '\r\n')],
    ['carriage returns alone', ordinary.replaceAll('\n', '\r')],
  ])('%s changes nothing', (_case, text) => {
    const { hasBom: _read, ...tpl } = parseTpl(text);
    const { hasBom: _own, ...own } = parseTpl(ordinary);
    expect(tpl).toEqual(own);
  });

  test('another order of sections changes nothing but their lines', () => {
    const shuffled = parseTpl(joinSections([...sections].reverse()));
    const tpl = parseTpl(ordinary);
    const { info: readInfo, parameters, permissions, notes, faults, displayName } = shuffled;
    expect(tpl).toMatchObject({ info: readInfo, parameters, permissions, notes, faults, displayName });
    expect(shuffled.code.text).toBe(tpl.code.text);
    expect(shuffled.scenarios.map(({ code }) => code)).toEqual(tpl.scenarios.map(({ code }) => code));
  });

  test('whatever the text, reading ends with faults and never with an error', () => {
    const scrap = fc.constantFrom(
      ...sections.flatMap(({ name, text }) => [`\n___${name}___\n`, text, text.slice(0, 40)]),
      ...'{}[]",:-|>&*#\n \t%',
      'scenarios:\n- ',
      '  code: ',
      '*a',
      '&a',
      '<<: ',
      '\n---\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(scrap).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const { faults } = parseTpl(text);
          const lines = text.split(/\r\n?|\n/);
          for (const { line, column } of faults) {
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a server template says so', () => {
    const server = ordinary
      .replace('SANDBOXED_JS_FOR_WEB_TEMPLATE', 'SANDBOXED_JS_FOR_SERVER')
      .replace('WEB_PERMISSIONS', 'SERVER_PERMISSIONS')
      .replace('["WEB"]', '["SERVER"]');
    expect(parseTpl(server)).toMatchObject({ container: 'server', permissions: [{ publicId: 'logging' }], faults: [] });
  });

  test('of two lists of permissions the one that goes with the code counts', () => {
    const text = '[{"instance": {"key": {"publicId": "read_request"}}}]';
    const both = joinSections([{ name: 'SERVER_PERMISSIONS', text }, ...sections]);
    expect(parseTpl(both).permissions).toMatchObject([{ publicId: 'logging' }]);
  });

  test('a value of an unknown type is left out of its permission', () => {
    const odd = '[{"instance": {"key": {"publicId": "x"}, "param": [{"key": "k", "value": {"type": 9}}]}}]';
    expect(parseTpl(replaced('WEB_PERMISSIONS', odd)).permissions).toEqual([{ publicId: 'x', params: {} }]);
  });
});

describe('what published templates have is no fault:', () => {
  const [first, second, code, permissions, tests, notes] = sections;
  const parts = (...list: ({ name: string; text: string } | undefined)[]) =>
    joinSections(list.filter((section) => section !== undefined));

  test.each([
    ['permissions before the code, no tests, no terms', parts(first, second, permissions, code, notes)],
    ['no fields, no permissions, no notes', parts(first, code)],
    ['lines before the first header', `// written by hand\n\n${ordinary}`],
    ['an unknown section', `${ordinary}___VENDOR_DETAILS___\n\nkept\n`],
    ['sections without anything in them', parts(first, ...sections.slice(1).map(({ name }) => ({ name, text: '' })))],
    [
      'the terms twice',
      parts({ name: 'TERMS_OF_SERVICE', text: 'a' }, ...sections, { name: 'TERMS_OF_SERVICE', text: 'b' }),
    ],
    ['two scenarios of one name', replaced('TESTS', 'scenarios:\n- name: A\n  code: a()\n- name: A\n  code: b()')],
    ['tests before the setup', replaced('TESTS', 'setup: a()\nscenarios: []')],
    ['comments in the tests', replaced('TESTS', '# a\nscenarios: # b\n# c\n- name: A\n  code: a() # d')],
    ['tests without a list', replaced('TESTS', 'scenarios:\nsetup:')],
    ['only a comment as tests', replaced('TESTS', '# none yet')],
    ['other keys in the tests', replaced('TESTS', 'scenarios:\n- name: A\n  code: a()\n  note: 1\nmore: []')],
    ['tests that refer to each other', replaced('TESTS', 'setup: &a x()\nscenarios:\n- name: A\n  code: *a')],
    [
      'a field of an unknown type with an unknown key',
      replaced('TEMPLATE_PARAMETERS', '[{"type": "HIDDEN", "name": "a", "x": 1}]'),
    ],
    ['a field without a name', replaced('TEMPLATE_PARAMETERS', '[{"type": "LABEL"}]')],
    ['no containers stated', replaced('INFO', '{"type": "TAG", "displayName": "A"}')],
    ['keys of its own in INFO', replaced('INFO', `${info.slice(0, -1)}, "__wm": "x"}`)],
    ['a header within a line', ordinary.replace('return getUrl', "log('___NOTES___');\nreturn getUrl")],
    ['a permission that lacks its version', replaced('WEB_PERMISSIONS', '[{"instance": {"key": {"publicId": "a"}}}]')],
  ])('%s', (_case, text) => {
    expect(parseTpl(text).faults).toEqual([]);
  });

  test('unknown sections, the preamble and the order are kept', () => {
    const tpl = parseTpl(`// written by hand\n${ordinary}___SOMETHING_NEW___\n\nkept\n`);
    expect(tpl.preamble).toBe('// written by hand');
    expect(tpl.sections.at(-1)).toMatchObject({ name: 'SOMETHING_NEW', text: 'kept' });
    expect(tests?.name).toBe(tpl.sections.at(-3)?.name);
  });
});
