// What printing a file that was read changes, and what it never changes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinSections } from '../../../functions/downloads/tpl-sections.ts';
import { formatTpl } from '../../../scripts/tpl/format-tpl.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';
import { printTests } from '../../../scripts/tpl/print-tests.ts';

const format = (text: string) => formatTpl(parseTpl(text));
const info = '{\n  "type": "TAG",\n  "displayName": "A"\n}';
const code = { name: 'SANDBOXED_JS_FOR_WEB_TEMPLATE', text: 'data.gtmOnSuccess();' };
const built = join(import.meta.dirname, '../../gtm-templates/built');

describe('formatTpl', () => {
  test('a file as the exporter writes it stays as it is, byte by byte', () => {
    const own = readdirSync(built).filter((name) => name.endsWith('.tpl'));
    expect(own.length).toBeGreaterThan(0);
    for (const name of own) {
      const text = readFileSync(join(built, name), 'utf8');
      expect(format(text)).toBe(text);
    }
  });

  test('sections are put in order, JSON is laid out, and tests are printed anew', () => {
    const text = `___NOTES___\nn\n___TESTS___\nsetup: "a()"\nscenarios:\n  - name: 'A'\n    code: |\n      b()
___SANDBOXED_JS_FOR_SERVER___\nx();\n___SERVER_PERMISSIONS___\n[ ]\n___TEMPLATE_PARAMETERS___\n[{"type":"TEXT"}]
___INFO___\n{"type":"TAG","displayName":"it's"}\n___TERMS_OF_SERVICE___\nt`;
    expect(format(text)).toBe(
      joinSections([
        { name: 'TERMS_OF_SERVICE', text: 't' },
        { name: 'INFO', text: '{\n  "type": "TAG",\n  "displayName": "it\\u0027s"\n}' },
        { name: 'TEMPLATE_PARAMETERS', text: '[\n  {\n    "type": "TEXT"\n  }\n]' },
        { name: 'SANDBOXED_JS_FOR_SERVER', text: 'x();' },
        { name: 'SERVER_PERMISSIONS', text: '[]' },
        {
          name: 'TESTS',
          text: 'scenarios:\n- name: A\n  code: |\n    b()\nsetup: a()',
        },
        { name: 'NOTES', text: 'n' },
      ]),
    );
  });

  test('a BOM and lines before the first header stay, and lines end as the exporter ends them', () => {
    const text = `\uFEFF// by hand\r\n\r\n\r\n// twice\r\n___INFO___\r\n${info.replaceAll('\n', '\r\n')}`;
    expect(format(text)).toBe(`\uFEFF// by hand\n\n\n// twice\n\n${joinSections([{ name: 'INFO', text: info }])}`);
  });

  test('an unknown section stays behind the one it follows', () => {
    const names = ['FIRST', 'NOTES', 'LATER', 'LAST', 'INFO', 'VENDOR_DETAILS'];
    const text = joinSections(names.map((name) => ({ name, text: name === 'INFO' ? info : name })));
    expect(parseTpl(format(text)).sections.map(({ name }) => name)).toEqual([
      'FIRST',
      'INFO',
      'VENDOR_DETAILS',
      'NOTES',
      'LATER',
      'LAST',
    ]);
  });

  test.each([
    ['JSON with a fault', 'INFO', '{"type": "TAG",}'],
    ['permissions with a fault', 'WEB_PERMISSIONS', '[{},]'],
    ['YAML with a fault', 'TESTS', 'scenarios:\n- name: "A'],
    ['a scenario without code', 'TESTS', 'scenarios:\n- name: A'],
    ['tests with comments', 'TESTS', '# why\nscenarios: []'],
    ['tests with other keys', 'TESTS', 'more: 1\nscenarios: []'],
    ['tests that are empty', 'TESTS', ''],
    ['fields that are empty', 'TEMPLATE_PARAMETERS', ''],
    ['code', 'SANDBOXED_JS_FOR_WEB_TEMPLATE', "  if (a<b) log('x');  \n\n\n\ty();"],
    ['notes', 'NOTES', '  {"a":1}\n-  b'],
  ])('%s stays as it is', (_case, name, text) => {
    expect(format(joinSections([{ name, text }]))).toBe(joinSections([{ name, text }]));
  });

  test('a setup that was emptied stays', () => {
    const text = joinSections([code, { name: 'TESTS', text: "scenarios: []\nsetup: ''" }]);
    expect(format(text)).toBe(text);
  });

  // No line of these is a header, none is blank at either end of its section.
  const line = fc
    .oneof(fc.stringMatching(/^[ -~]{0,12}$/), fc.string({ unit: 'grapheme' }))
    .map((text) => text.replace(/[\r\n]/g, ''));
  const lines = fc.array(line, { maxLength: 5 }).map((list) => ['a', ...list, 'z'].join('\n'));
  const text = fc.string({ unit: 'binary' });
  const tests = fc.record(
    { setup: text, scenarios: fc.array(fc.record({ name: text, code: text }), { maxLength: 3 }) },
    { requiredKeys: ['scenarios'] },
  );
  const file = fc.record({
    INFO: fc.dictionary(fc.string(), fc.jsonValue({ stringUnit: 'binary' })).map((value) => JSON.stringify(value)),
    TEMPLATE_PARAMETERS: fc.json(),
    SANDBOXED_JS_FOR_WEB_TEMPLATE: lines,
    WEB_PERMISSIONS: fc.oneof(fc.json(), lines),
    TESTS: fc.oneof(tests.map(printTests), lines),
    NOTES: lines,
    SOMETHING_ELSE: lines,
  });
  const shuffled = file.chain((parts) =>
    fc.shuffledSubarray(Object.entries(parts).map(([name, content]) => ({ name, text: content }))),
  );

  test('whatever the sections hold, the printed file means the same', () => {
    fc.assert(
      fc.property(shuffled, fc.oneof(fc.constant(''), lines), (sections, preamble) => {
        const read = parseTpl(`${preamble}\n${joinSections(sections)}`);
        const again = parseTpl(formatTpl(read));
        const { info: ownInfo, parameters, permissions, code: ownCode, setup, scenarios, notes } = again;
        expect(ownInfo).toEqual(read.info);
        expect(parameters).toEqual(read.parameters);
        expect(permissions).toEqual(read.permissions);
        expect(ownCode.text).toBe(read.code.text);
        expect(setup).toBe(read.setup);
        expect(scenarios.map((one) => [one.name, one.code])).toEqual(read.scenarios.map((one) => [one.name, one.code]));
        expect(notes).toBe(read.notes);
        expect(again.preamble).toBe(read.preamble);
        expect(again.sections.map(({ name }) => name).sort()).toEqual(read.sections.map(({ name }) => name).sort());
        const other = 'SOMETHING_ELSE';
        const find = (sectionList: typeof read.sections) => sectionList.find(({ name }) => name === other)?.text;
        expect(find(again.sections)).toBe(find(read.sections));
        expect(again.faults.map(({ code: kind }) => kind).sort()).toEqual(
          read.faults.map(({ code: kind }) => kind).sort(),
        );
      }),
    );
  });

  test('printing what was printed changes nothing, whatever the text', () => {
    const scrap = fc.constantFrom(
      '\n___INFO___\n',
      '\n___TESTS___\n',
      'scenarios:\n',
      '- name: a\n',
      '  code: |\n',
      '   b\n\n',
      '{',
      '}',
      '\r',
      '\uFEFF',
      '\t',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(scrap).map((parts) => parts.join('')),
          shuffled.map(joinSections),
        ),
        (any) => {
          const once = format(any);
          expect(format(once)).toBe(once);
        },
      ),
    );
  });
});
