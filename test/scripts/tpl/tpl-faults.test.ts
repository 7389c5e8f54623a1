// Every fault of a template file, at its line and column.
import { describe, expect, test } from 'vitest';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';
import * as say from '../../../scripts/tpl/tpl-faults.ts';

const info = '{"type": "TAG", "displayName": "A", "containerContexts": ["WEB"]}';

/** A file whose every section starts on a known line: the text of INFO on 2, the code on 5, what is under test from 7. */
const file = ({ about = info, code = 'WEB_TEMPLATE', rest = '' }) =>
  `___INFO___\n${about}\n\n___SANDBOXED_JS_FOR_${code}___\ndata.gtmOnSuccess();\n\n${rest}`;
const faults = (text: string) =>
  parseTpl(text).faults.map(({ code, section, line, column }) => `${code} ${section} ${line}:${column}`);
const at = ({ code }: { readonly code: string }, place: string) => `${code} ${place}`;

const params = (text: string) => file({ rest: `___TEMPLATE_PARAMETERS___\n${text}\n` });
const permissions = (text: string) => file({ rest: `___WEB_PERMISSIONS___\n${text}\n` });
const tests = (text: string) => file({ rest: `___TESTS___\n${text}\n` });
const inSection = (name: string, ...places: string[]) => places.map((place) => `${name} ${place}`);

describe('faults of sections', () => {
  test('an empty file lacks two sections', () => {
    expect(faults('')).toEqual([
      at(say.missingSection, 'INFO 1:1'),
      at(say.missingSection, 'SANDBOXED_JS_FOR_WEB_TEMPLATE 1:1'),
    ]);
  });

  test('a file with permissions for a server lacks code for a server', () => {
    expect(faults(`___INFO___\n${info}\n\n___SERVER_PERMISSIONS___\n[]\n`)).toEqual([
      at(say.missingSection, 'SANDBOXED_JS_FOR_SERVER 1:1'),
    ]);
  });

  test.each(['  ___INFO___', '___info___', '__INFO__', '___INFO___:', '_INFO_'])(
    'a header that is none, %j, is named as the cause',
    (line) => {
      const text = `// by hand\n${file({}).replace('___INFO___', line)}`;
      expect(faults(text)).toEqual([at(say.hiddenHeader, 'INFO 2:1')]);
    },
  );

  test('a line that speaks of a section is no such cause', () => {
    expect(faults(`// INFO\n___INFORMATION___\n${file({}).replace('___INFO___\n', '')}`)).toEqual([
      at(say.missingSection, 'INFO 1:1'),
    ]);
  });

  test('every further section of one name is a fault', () => {
    const rest = '___NOTES___\na\n___NOTES___\nb\n___NOTES___\nb\n';
    expect(faults(file({ rest }))).toEqual([at(say.doubleSection, 'NOTES 9:1'), at(say.doubleSection, 'NOTES 11:1')]);
  });

  test('code for both containers is a fault of the second', () => {
    expect(faults(file({ rest: '___SANDBOXED_JS_FOR_SERVER___\na();\n' }))).toEqual([
      at(say.twoCodes, 'SANDBOXED_JS_FOR_SERVER 7:1'),
    ]);
    const server = file({ about: info.replace('WEB', 'SERVER'), code: 'SERVER' });
    expect(faults(`${server}___SANDBOXED_JS_FOR_WEB_TEMPLATE___\na();\n`)).toEqual([
      at(say.twoCodes, 'SANDBOXED_JS_FOR_WEB_TEMPLATE 7:1'),
    ]);
  });

  test('permissions of the other container are a fault', () => {
    const server = { about: info.replace('WEB', 'SERVER'), code: 'SERVER' };
    expect(faults(file({ ...server, rest: '___WEB_PERMISSIONS___\n[]\n' }))).toEqual([
      at(say.foreignPermissions, 'WEB_PERMISSIONS 7:1'),
    ]);
    expect(faults(file({ rest: '___SERVER_PERMISSIONS___\n[]\n' }))).toEqual([
      at(say.foreignPermissions, 'SERVER_PERMISSIONS 7:1'),
    ]);
  });
});

describe('faults of INFO', () => {
  test.each([
    ['no type', '{"displayName": "A"}', [at(say.noType, 'INFO 2:1')]],
    ['an unknown type', '{\n "type": "VARIABLE", "displayName": "A"}', [at(say.unknownType, 'INFO 3:10')]],
    ['a type that is no text', '{"type": 1, "displayName": "A"}', [at(say.unknownType, 'INFO 2:10')]],
    ['no name', '{"type": "TAG"}', [at(say.noDisplayName, 'INFO 2:1')]],
    ['an empty name', '{"type": "TAG", "displayName": " "}', [at(say.noDisplayName, 'INFO 2:32')]],
    ['a name that is no text', '{"type": "TAG", "displayName": []}', [at(say.noDisplayName, 'INFO 2:32')]],
    ['the other container', info.replace('WEB', 'SERVER'), [at(say.otherContext, 'INFO 2:58')]],
    ['a container that is no list', info.replace('["WEB"]', '"WEB"'), [at(say.otherContext, 'INFO 2:58')]],
    ['a client for web containers', info.replace('TAG', 'CLIENT'), [at(say.webClient, 'INFO 2:10')]],
    ['a list', '[]', [at(say.noObject, 'INFO 2:1')]],
    ['nothing', '', [at(say.notJson, 'INFO 2:1')]],
    ['no JSON', '{"type": "TAG", "displayName": "A",}', [at(say.notJson, 'INFO 2:35')]],
    [
      'values that are no JSON',
      '{"type": TAG, "displayName": A, "containerContexts": [WEB]}',
      [at(say.notJson, 'INFO 2:10'), at(say.notJson, 'INFO 2:30'), at(say.notJson, 'INFO 2:55')],
    ],
    [
      'a value that is missing',
      '{"type": "TAG", "displayName": "A", "containerContexts": }',
      [at(say.notJson, 'INFO 2:58')],
    ],
  ])('%s', (_case, about, expected) => {
    expect(faults(file({ about }))).toEqual(expected);
  });

  test('a file for a server must say so', () => {
    expect(faults(file({ code: 'SERVER' }))).toEqual([at(say.otherContext, 'INFO 2:58')]);
    expect(faults(file({ code: 'SERVER', about: info.replace('TAG', 'CLIENT').replace('WEB', 'SERVER') }))).toEqual([]);
  });

  test('without code nothing contradicts it', () => {
    const about = info.replace('TAG', 'CLIENT').replace('WEB', 'SERVER');
    expect(faults(`___INFO___\n${about}\n`)).toEqual([at(say.missingSection, 'SANDBOXED_JS_FOR_WEB_TEMPLATE 1:1')]);
  });
});

describe('faults of lists', () => {
  test.each([
    ['no list', '{}', [at(say.noList, 'TEMPLATE_PARAMETERS 8:1')]],
    ['a field that is no object', '[1,\n "a"]', inSection('no_field TEMPLATE_PARAMETERS', '8:2', '9:2')],
    ['a field without type', '[{"name": "a"}]', [at(say.noFieldType, 'TEMPLATE_PARAMETERS 8:2')]],
    ['a type that is no text', '[{"type": 1}]', [at(say.noFieldType, 'TEMPLATE_PARAMETERS 8:2')]],
    [
      'a nested field without type',
      '[{"type": "GROUP",\n"subParams": [{}]}]',
      [at(say.noFieldType, 'TEMPLATE_PARAMETERS 9:15')],
    ],
    [
      'one below a button',
      '[{"type": "RADIO",\n"radioItems": [{"subParams": [{}]}]}]',
      [at(say.noFieldType, 'TEMPLATE_PARAMETERS 9:31')],
    ],
    [
      'one below a choice',
      '[{"type": "SELECT",\n"selectItems": [{"subParams": [{}]}]}]',
      [at(say.noFieldType, 'TEMPLATE_PARAMETERS 9:32')],
    ],
    [
      'nested fields that are no list',
      '[{"type": "GROUP", "subParams": {}}]',
      [at(say.noList, 'TEMPLATE_PARAMETERS 8:33')],
    ],
    ['no JSON', '[\n{"type": TEXT},\n]', inSection('not_json TEMPLATE_PARAMETERS', '9:10', '9:15')],
  ])('of fields: %s', (_case, text, expected) => {
    expect(faults(params(text))).toEqual(expected);
  });

  test.each([
    ['no list', '{}', [at(say.noList, 'WEB_PERMISSIONS 8:1')]],
    ['an entry that is no object', '["logging"]', [at(say.noPermission, 'WEB_PERMISSIONS 8:2')]],
    ['an entry without a permission', '[{"instance": {"key": {}}}]', [at(say.noPermission, 'WEB_PERMISSIONS 8:2')]],
    [
      'a name that is no text',
      '[{"instance": {"key": {"publicId": 1}}}]',
      [at(say.noPermission, 'WEB_PERMISSIONS 8:2')],
    ],
    ['no JSON', '[{"instance": {"key": {"publicId": x}}}, y]', inSection('not_json WEB_PERMISSIONS', '8:36', '8:42')],
  ])('of permissions: %s', (_case, text, expected) => {
    expect(faults(permissions(text))).toEqual(expected);
  });
});

describe('faults of tests', () => {
  test.each([
    ['scenarios that are no list', 'setup: a()\nscenarios: {}', [at(say.noList, 'TESTS 9:12')]],
    ['scenarios that are a text', 'scenarios: none', [at(say.noList, 'TESTS 8:12')]],
    ['scenarios that refer to nothing', 'scenarios: *a', [at(say.noList, 'TESTS 8:12')]],
    ['a scenario that refers to nothing', 'scenarios:\n- *a', [at(say.noScenario, 'TESTS 9:3')]],
    ['code that refers to nothing', 'scenarios:\n- name: A\n  code: *a', [at(say.noText, 'TESTS 10:9')]],
    ['a text instead of tests', 'a text', [at(say.noTests, 'TESTS 8:1')]],
    ['a list instead of tests', '- name: A', [at(say.noTests, 'TESTS 8:1')]],
    ['a scenario that is a text', 'scenarios:\n- A', [at(say.noScenario, 'TESTS 9:3')]],
    ['a scenario without name', 'scenarios:\n- code: a()', [at(say.noName, 'TESTS 9:3')]],
    ['a scenario with an empty name', 'scenarios:\n- name:\n  code: a()', [at(say.noName, 'TESTS 9:3')]],
    ['a scenario without code', 'scenarios:\n- name: A', [at(say.noCode, 'TESTS 9:3')]],
    ['a name that is a number', 'scenarios:\n- name: 12\n  code: a()', [at(say.noText, 'TESTS 9:9')]],
    ['code that is a list', 'scenarios:\n- name: A\n  code: [a]', [at(say.noText, 'TESTS 10:9')]],
    ['a setup that is an object', 'scenarios: []\nsetup: {}', [at(say.noText, 'TESTS 9:8')]],
    ['a key that stands twice', 'scenarios: []\nsetup: a\nsetup: b', [at(say.notYaml, 'TESTS 10:1')]],
    ['a quote that nothing closes', 'scenarios:\n- name: "open\n  code: a()', [at(say.notYaml, 'TESTS 10:12')]],
    ['a tab as indentation', 'scenarios:\n- name: A\n\tcode: a()', [at(say.notYaml, 'TESTS 10:1')]],
  ])('%s', (_case, text, expected) => {
    expect(faults(tests(text))).toEqual(expected);
  });

  test.each([
    ['a: 1\na: 2', 'This key stands here a second time; keep one.'],
    ['a: 1\n\tb: 2', 'YAML is indented with blanks only; replace this tab.'],
    ['a: 1\n---\nb: 2', 'Tests are one YAML document; remove this line.'],
    [
      'a: b: c',
      'This YAML cannot be read (Nested mappings are not allowed in compact mappings); put names in quotes, and indent all code below "code: |-".',
    ],
  ])('%j is explained once', (text, message) => {
    expect(parseTpl(tests(text)).faults.map((fault) => fault.message)).toEqual([message]);
  });

  test('what is wrong at one place is told once', () => {
    const text = 'scenarios:\n- name: A\n  code: |-\n    a();\n  b();\n    c: d';
    const places = faults(tests(text));
    expect(new Set(places).size).toBe(places.length);
  });

  test('scenarios without fault are there all the same', () => {
    const tpl = parseTpl(tests('scenarios:\n- name: 12\n  code: a()\n- name: B\n  code: b()\n- C'));
    expect(tpl.scenarios.map(({ name }) => name)).toEqual(['B']);
    expect(tpl.faults).toHaveLength(2);
  });

  test('broken YAML is read as far as possible', () => {
    const tpl = parseTpl(tests('scenarios:\n- name: A\n  code: a()\n  code: a()\nsetup: x()'));
    expect(tpl.faults).toHaveLength(1);
    expect(tpl).toMatchObject({ setup: 'x()', scenarios: [{ name: 'A', code: 'a()' }] });
  });
});

describe('faults', () => {
  const broken = `___INFO___\n{"type": "TAG",}\n\n___WEB_PERMISSIONS___\n[{},]\n\n___TESTS___\nscenarios:\n- name: A\n\n___TEMPLATE_PARAMETERS___\n{}\n`;

  test('of all sections are told at once, in the order of the file', () => {
    expect(faults(broken)).toEqual([
      at(say.missingSection, 'SANDBOXED_JS_FOR_WEB_TEMPLATE 1:1'),
      at(say.noDisplayName, 'INFO 2:1'),
      at(say.notJson, 'INFO 2:15'),
      at(say.noPermission, 'WEB_PERMISSIONS 5:2'),
      at(say.notJson, 'WEB_PERMISSIONS 5:4'),
      at(say.noCode, 'TESTS 9:3'),
      at(say.noList, 'TEMPLATE_PARAMETERS 12:1'),
    ]);
  });

  test('stand on the same lines with a BOM and CRLF', () => {
    expect(faults(`\uFEFF${broken.replaceAll('\n', '\r\n')}`)).toEqual(faults(broken));
  });

  test('leave what can be understood', () => {
    const tpl = parseTpl(broken.replace('"TAG",', '"TAG", "displayName": "A",'));
    expect(tpl).toMatchObject({ kind: 'TAG', displayName: 'A' });
  });

  test('say what to do, with the words of the file', () => {
    const messages = parseTpl(file({ about: '{"type": "VARIABLE", "displayName": "A"}' })).faults;
    expect(messages.map(({ message }) => message)).toEqual([
      '"VARIABLE" is no type of template; "TAG", "MACRO" (for a variable) and "CLIENT" are.',
    ]);
  });
});
