// How JSON is read that may be broken: what can be understood, and every fault in its place.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findEntry, toJsonValue } from '../../../scripts/tpl/json-node.ts';
import { readJsonTree } from '../../../scripts/tpl/read-json-tree.ts';

const read = (text: string) => toJsonValue(readJsonTree(text).root);
const faultsOf = (text: string) => readJsonTree(text).faults.map(({ offset, message }) => `${offset} ${message}`);

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const scrap = fc
  .array(
    fc.constantFrom(
      ...'{}[]"\':,-/\\ \n\r\t\u00A0\uFEFF\u2028a1e.+',
      '"a"',
      '"a":',
      '1',
      'true',
      'null',
      '//',
      '/*',
      '*/',
      '\\u00e9',
      '\\n',
      '\u0001',
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

describe('readJsonTree', () => {
  test('any JSON is read as JSON.parse reads it, without faults', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        expect(faultsOf(text)).toEqual([]);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('any other text has faults exactly where JSON.parse refuses it, all within the text', () => {
    fc.assert(
      fc.property(fc.oneof(scrap, fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const { faults } = readJsonTree(text);
        expect(faults.length === 0).toBe(parseOrUndefined(text) !== undefined);
        expect(faults.every(({ offset }) => offset >= 0 && offset <= text.length)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('a single wrong character spoils nothing that stands before it', () => {
    const value = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.integer(), { minKeys: 1, maxKeys: 5 });
    fc.assert(
      fc.property(value, (record) => {
        expect(read(`${JSON.stringify(record).slice(0, -1)},}`)).toEqual(record);
      }),
    );
  });

  test.each([
    ['a trailing comma', '{"a": [1,], }', '8 JSON has no trailing commas', { a: [1] }],
    ['two commas in a row', '[1,,2]', '3 Nothing stands before this comma', [1, 2]],
    ['a comma at the start', '[,1]', '1 Nothing stands before this comma', [1]],
    ['a missing comma', '{"a": 1\n"b": 2}', '8 A comma is missing', { a: 1, b: 2 }],
    ['a missing colon', '{"a" 1, "b": 2}', '5 A colon is missing', { a: 1, b: 2 }],
    ['a missing value', '{"a": , "b": 2}', '6 A value is expected', { b: 2 }],
    ['a missing key', '{: 1, "b": 2}', '1 A key in double quotes', { b: 2 }],
    ['an object without key', '{{"a": 1}, "b": 2}', '1 A key in double quotes', { b: 2 }],
    ['a key without quotes', '{a: 1}', '1 JSON keys stand', { a: 1 }],
    ['a single-quoted key', "{'a': 1}", '1 JSON keys stand', { a: 1 }],
    ['a single-quoted string', "['it\\'s']", '1 JSON strings stand', ["it's"]],
    ['a word', '[None, 1]', '1 This is no JSON value', [1]],
    ['a number that starts with 0', '[01]', '1 This is no JSON value', []],
    ['a comment at the end of a line', '[1 // one\n, 2]', '3 JSON has no comments', [1, 2]],
    ['a comment in between', '[1, /* two\n*/ 2]', '4 JSON has no comments', [1, 2]],
    ['a no-break space', '[1,\u00A02]', '3 JSON knows no such blank', [1, 2]],
    ['a tab in a string', '["a\tb"]', '3 A string cannot hold this', ['a\tb']],
    ['an unknown escape', '["\\d"]', '2 JSON has no such escape', ['d']],
    ['a string that nothing closes', '{"a": "x\n}', '6 This string does not end', { a: 'x' }],
    ['a string that goes on with the next line', '["a\nb"]', '1 This string does not end', ['a\nb']],
    ['a missing ]', '{"a": [1, 2}', '11 A ] is missing', { a: [1, 2] }],
    ['a missing }', '[{"a": 1, {"b": 2}]', '10 A key in double quotes', [{ a: 1 }]],
    ['an end that is missing', '{"a": [1', '8 The JSON ends too early', { a: [1] }],
    ['a value at the end', '{"a":', '5 The JSON ends too early', {}],
    ['a backslash at the end', '["\\', '1 This string does not end', ['']],
    ['a key at the end', '{"a"', '4 The JSON ends too early', {}],
    ['text behind', '[1] x', '4 The JSON value ends before this', [1]],
    ['nothing', ' \n', '0 JSON is expected here', undefined],
  ])('%s is reported, and the rest is understood', (_case, text, fault, value) => {
    expect(faultsOf(text)[0]?.slice(0, fault.length)).toBe(fault);
    expect(read(text)).toEqual(value);
  });

  test('one cause is one fault', () => {
    expect(faultsOf('{"a": [1, 2}')).toHaveLength(1);
    expect(faultsOf('{"a": [1')).toHaveLength(1);
    expect(faultsOf('["a\nb\nc"]')).toHaveLength(1);
    expect(faultsOf('<html></html>')).toHaveLength(2);
  });

  test('several faults are reported at once, in the order of the text', () => {
    expect(faultsOf('{\'a\': 1,\n "b" 2\n c: [x,],}').map((fault) => Number.parseInt(fault, 10))).toEqual([
      1, 14, 17, 21, 22, 24,
    ]);
  });

  test('lists that are nested without end are given up, not followed', () => {
    expect(faultsOf('['.repeat(100_000))[0]).toBe('501 This is nested too deeply to be read.');
    expect(faultsOf(`${'['.repeat(400)}${']'.repeat(400)}`)).toEqual([]);
  });

  test('values know where they stand', () => {
    const { root } = readJsonTree('{ "a": [ 1 ] }');
    expect(findEntry(root, 'a')).toMatchObject({ offset: 7, items: [{ offset: 9 }] });
  });
});
