// How the tests of a template are written: as GTM's exporter writes them, and so that any text comes back.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { printTests } from '../../../scripts/tpl/print-tests.ts';

const printCode = (code: string) => printTests({ scenarios: [{ name: 'A', code }], setup: 'x();' });
const codeLines = (code: string) => printCode(code).split('\n').slice(2, -1);
const nameLines = (name: string) =>
  printTests({ scenarios: [{ name, code: 'x();' }] })
    .split('\n')
    .slice(1, -1);

// Texts that YAML cares about, mixed with any.
const scrap = fc.constantFrom(
  ...'\n \t-:#?\'"\\|>&*!%@`{}[],.~=<0aé\u0085\u00A0\u2028\u2029\uFEFF\r\0\uD800\uDC00',
  '\n\n',
  ' \n',
  '\n  ',
  '___NOTES___',
  '😀',
  'null',
  'yes',
  'a long word and another',
);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(scrap, { maxLength: 30 }).map((parts) => parts.join('')),
);

describe('printTests', () => {
  test('scenarios come first, each name before its code, and the setup last', () => {
    const tests = {
      setup: 'const a = 1;\nconst b = 2;',
      scenarios: [
        { name: 'First', code: 'runCode();\n\nassertApi(a).wasCalled();' },
        { name: 'Second', code: 'runCode();' },
      ],
    };
    expect(printTests(tests)).toBe(`scenarios:
- name: First
  code: |-
    runCode();

    assertApi(a).wasCalled();
- name: Second
  code: runCode();
setup: |-
  const a = 1;
  const b = 2;`);
  });

  test('no scenarios are an empty list, and a setup that is left out has no key', () => {
    expect(printTests({ scenarios: [] })).toBe('scenarios: []');
  });

  test('a setup that was emptied keeps its key', () => {
    expect(printTests({ scenarios: [], setup: '' })).toBe("scenarios: []\nsetup: ''");
  });

  test.each([
    ['one line break at the end', 'a\nb\n', ['  code: |', '    a', '    b']],
    ['several line breaks at the end', 'a\nb\n\n', ['  code: |+', '    a', '    b', '']],
    ['a first line that is indented', '  a\nb', ['  code: |2-', '      a', '    b']],
    ['an empty first line', '\na\n', ['  code: |2', '', '    a']],
    ['a character beyond ASCII', 'a\né😀', ['  code: |-', '    a', '    é😀']],
  ])('%s stands in a block', (_case, code, lines) => {
    expect(codeLines(code)).toEqual(lines);
  });

  test.each([
    ['a blank at the end of a line', 'a \nb', '  code: "a \\nb"'],
    ['a blank at the end', 'a\nb ', '  code: "a\\nb "'],
    ['a tab', '\ta\nb', '  code: "\\ta\\nb"'],
    ['a carriage return', 'a\r\nb', '  code: "a\\r\\nb"'],
    ['what no printer shows', 'a\0\x01\uFFFF', '  code: "a\\0\\x01\\uffff"'],
    ['what versions of YAML read differently', '\x85\u2028\u2029\uFEFF', '  code: "\\N\\L\\P\\ufeff"'],
    ['quotes and backslashes within such', '"\\\t\xA0', '  code: "\\"\\\\\\t\\_"'],
    ['half of a character', 'a\uD83D', '  code: "a\\ud83d"'],
  ])('%s makes double quotes', (_case, code, line) => {
    expect(codeLines(code)).toEqual([line]);
  });

  test.each([
    ['a: b', "'a: b'"],
    ['a:', "'a:'"],
    ['a #b', "'a #b'"],
    ["[a] 'b'", "'[a] ''b'''"],
    ['- a', "'- a'"],
    ['---', "'---'"],
    [' a', "' a'"],
    ['a ', "'a '"],
    ['', "''"],
    ['yes', "'yes'"],
    ['No', "'No'"],
    ['null', "'null'"],
    ['~', "'~'"],
    ['12', "'12'"],
    ['0o7', "'0o7'"],
    ['1_000', "'1_000'"],
    ['2020-01-01', "'2020-01-01'"],
    ['1:30', "'1:30'"],
  ])('a line that YAML would misread, %j, stands in single quotes', (name, printed) => {
    expect(printTests({ scenarios: [{ name, code: 'x();' }] }).split('\n')[1]).toBe(`- name: ${printed}`);
  });

  test.each(["it's", 'a:b', 'a#b', '-a', '?a', 'a, b', 'a {b}', 'yes sir', 'é'])('%j stands plain', (name) => {
    expect(nameLines(name)).toEqual([`- name: ${name}`]);
  });

  test('a long line folds at the first blank behind column 80, never at two blanks', () => {
    const start = `${'a'.repeat(61)} 2345678901`;
    expect(nameLines(`${start}2 b`)).toEqual([`- name: ${start}2`, '    b']);
    expect(nameLines(`${start} b c`)).toEqual([`- name: ${start} b`, '    c']);
    expect(nameLines(`${start}2  b c`)).toEqual([`- name: ${start}2  b`, '    c']);
    expect(nameLines(`'${start} b`)).toEqual([`- name: '''${start}`, "    b'"]);
  });

  test('text in double quotes folds before a blank, which a backslash keeps, and behind an escape', () => {
    const start = `\t${'a'.repeat(68)}`;
    const printed = `  code: "\\t${'a'.repeat(68)}`;
    expect(codeLines(`${start}80 b c`)).toEqual([`${printed}80\\`, '    \\ b c"']);
    expect(codeLines(`${start}8 b c`)).toEqual([`${printed}8 b\\`, '    \\ c"']);
    expect(codeLines(`${start}8 b`)).toEqual([`${printed}8 b"`]);
    expect(codeLines(`${start}8\nb`)).toEqual([`${printed}8\\n\\`, '    b"']);
    expect(codeLines(`${start}8\n b`)).toEqual([`${printed}8\\n\\`, '    \\ b"']);
    expect(codeLines(`${start}8\n`)).toEqual([`${printed}8\\n"`]);
  });

  test('behind an escape that ends in column 81 text folds, but another escape still stands', () => {
    const start = `\t${'a'.repeat(68)}`;
    const printed = `  code: "\\t${'a'.repeat(68)}`;
    expect(codeLines(`${start}\nbc`)).toEqual([`${printed}\\n\\`, '    bc"']);
    expect(codeLines(`${start}\n\nb`)).toEqual([`${printed}\\n\\n\\`, '    b"']);
  });

  test('line breaks that end the section are kept by quotes, since blank lines there do not count', () => {
    expect(printTests({ scenarios: [], setup: 'a\n\n' })).toBe('scenarios: []\nsetup: "a\\n\\n"');
    expect(printTests({ scenarios: [{ name: 'A', code: 'a\n\n' }] })).toBe('scenarios:\n- name: A\n  code: "a\\n\\n"');
  });

  test('any text comes back, in both versions of YAML', () => {
    const scenario = fc.record({ name: text, code: text });
    const tests = fc.record(
      { scenarios: fc.array(scenario, { maxLength: 3 }), setup: text },
      { requiredKeys: ['scenarios'] },
    );
    fc.assert(
      fc.property(tests, fc.constantFrom('1.1' as const, '1.2' as const), (value, version) => {
        expect(parse(`${printTests(value)}\n`, { version })).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });
});
