// Where the code of tests stands in a file, and what of the tests is more than their texts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TplText, toFilePlace } from '../../../scripts/tpl/parsed-tpl.ts';
import { printTests } from '../../../scripts/tpl/print-tests.ts';
import { readTests } from '../../../scripts/tpl/read-tests.ts';

const read = (text: string) => readTests({ name: 'TESTS', headerLine: 8, line: 10, text });
const codeOf = (code: string) => {
  const [scenario] = read(`scenarios:\n- name: A\n  code: ${code}\n- name: B\n  code: b();`).scenarios;
  return scenario && [scenario.code, scenario.codeLine, scenario.codeColumn, scenario.isCodeExact];
};

describe('readTests', () => {
  test.each([
    ['a block', '|-\n    a();\n\n      b();', ['a();\n\n  b();', 13, 5, true]],
    ['a block that keeps its end', '|\n    a();', ['a();\n', 13, 5, true]],
    ['a block that starts with an empty line', '|-\n\n\n   a();', ['\n\na();', 13, 4, true]],
    ['a block that starts with blanks', '|2-\n      a();\n    b();', ['  a();\nb();', 13, 5, true]],
    ['a block with nothing in it', '|-\n', ['', 13, 1, true]],
    ['a plain line', 'a();', ['a();', 12, 9, true]],
    ['a line in quotes', '"a();"', ['a();', 12, 10, true]],
    ['a line in single quotes', "'a();'", ['a();', 12, 10, true]],
    ['plain lines', 'a();\n    b();', ['a(); b();', 12, 9, false]],
    ['lines in quotes', '"a();\\n\\\n    b();"', ['a();\nb();', 12, 9, false]],
    ['quotes with escapes', '"a(\\"b\\");"', ['a("b");', 12, 9, false]],
    ['single quotes within', "'a(''b'');'", ["a('b');", 12, 9, false]],
    ['a folded block', '>-\n    a();\n    b();', ['a(); b();', 12, 9, false]],
  ])('%s knows where its code stands', (_case, code, expected) => {
    expect(codeOf(code)).toEqual(expected);
  });

  test('the setup knows where it stands', () => {
    expect(read('scenarios: []\nsetup: |-\n  a();\n  b();').setup).toEqual({
      text: 'a();\nb();',
      line: 12,
      column: 3,
      isExact: true,
    });
    expect(read('scenarios: []').setup).toBeUndefined();
    expect(read("scenarios: []\nsetup: ''").setup).toMatchObject({ text: '' });
  });

  test('a line of exact code is a line of the file, indented by its column', () => {
    const line = fc.stringMatching(/^ {0,4}[a-z:#'"-]{0,6}$/);
    const code = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(line, code, code, (name, own, setup) => {
        const text = printTests({ setup, scenarios: [{ name, code: own }] });
        const { scenarios, setup: setupText } = read(text);
        const start = scenarios.map(({ codeLine, codeColumn, isCodeExact }) => ({
          text: own,
          line: codeLine,
          column: codeColumn,
          isExact: isCodeExact,
        }));
        for (const one of [...start, setupText].filter((each) => each?.isExact)) expectLines(one, text.split('\n'));
      }),
    );
  });

  function expectLines(code: TplText | undefined, fileLines: readonly string[]): void {
    if (code === undefined) return;
    for (const [index, own] of code.text.split('\n').entries()) {
      const { line, column } = toFilePlace(code, { line: index + 1, column: 1 });
      const fileLine = fileLines[line - 10] ?? '';
      expect(fileLine.slice(column - 1, column - 1 + own.length)).toBe(own);
    }
  }

  test.each([
    ['scenarios and setup', 'scenarios:\n- name: A\n  code: a()\nsetup: b()', false],
    ['a sign in quotes that is no comment', 'scenarios:\n- name: "# A"\n  code: |-\n    # a', false],
    ['a comment above', '# a\nscenarios: []', true],
    ['a comment alone', '# a', true],
    ['a comment below', 'scenarios: []\n# a', true],
    ['a comment beside', 'scenarios: [] # a', true],
    ['a comment within', 'scenarios:\n# a\n- name: A\n  code: a()', true],
    ['another key', 'scenarios: []\nmore: 1', true],
    ['another key of a scenario', 'scenarios:\n- name: A\n  code: a()\n  more: 1', true],
    ['an anchor', 'scenarios: []\nsetup: &a b()', true],
    ['a tag', 'scenarios: []\nsetup: !!str 12', true],
    ['a reference', 'setup: &a b()\nscenarios:\n- name: A\n  code: *a', true],
  ])('%s: whether there is more than texts is %s', (_case, text, hasMore) => {
    expect(read(text).hasMore).toBe(hasMore);
  });

  test('a run of brackets has one fault at each place, in the order of the text', () => {
    const columns = read('}'.repeat(300)).faults.map(({ column }) => column);
    expect(columns).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  });

  test('a reference stands for its text', () => {
    expect(read('setup: &a b()\nscenarios:\n- name: A\n  code: *a').scenarios).toMatchObject([{ code: 'b()' }]);
  });
});

describe('toFilePlace', () => {
  test('a place in exact code is a place in the file', () => {
    expect(toFilePlace({ line: 20, column: 5, isExact: true }, { line: 3, column: 7 })).toEqual({
      line: 22,
      column: 11,
    });
  });

  test('a place in other code is where the code starts', () => {
    expect(toFilePlace({ line: 20, column: 9, isExact: false }, { line: 3, column: 7 })).toEqual({
      line: 20,
      column: 9,
    });
  });
});
