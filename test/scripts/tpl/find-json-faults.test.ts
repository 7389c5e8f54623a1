// What the build says of JSON sections that are not JSON.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonFaults } from '../../../scripts/tpl/find-json-faults.ts';

const places = (text: string) => findJsonFaults(text).map(({ line, column }) => `${line}:${column}`);

describe('findJsonFaults', () => {
  test('anything that JSON.stringify writes has no fault', () => {
    fc.assert(fc.property(fc.json(), (text) => findJsonFaults(text).length === 0));
  });

  test('text is free of faults exactly when JSON.parse accepts it', () => {
    const scrap = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', "'", 'a', '1', ':', ',', '-', ' ', '/') });
    fc.assert(
      fc.property(scrap, (text) => {
        const isJson = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        expect(findJsonFaults(text).length === 0).toBe(isJson);
      }),
    );
  });

  test.each([
    ['a trailing comma in an object', '{\n  "a": 1,\n}', '2:9'],
    ['a trailing comma in a list', '[1,\n2,]', '2:2'],
    ['a comment', '[1, // one\n2]', '1:5'],
    ['a key without quotes', '{a: 1}', '1:2'],
    ['a single-quoted string', '{"a": \'b\'}', '1:7'],
    ['a single-quoted key', "{'a': 1}", '1:2'],
    ['a name instead of a value', '[\n  None\n]', '2:3'],
    ['a missing bracket', '[1, 2', '1:6'],
    ['text after the value', '{} x', '1:4'],
    ['nothing at all', '', '1:1'],
    ['a line break in a string', '["a\nb"]', '1:2'],
  ])('%s is reported where it stands', (_name, text, place) => {
    expect(places(text)).toEqual([place]);
  });

  test('several faults are reported at once, in the order of the text', () => {
    expect(places('{\n  a: 1,\n  "b": [2,],\n  "c": x,\n}')).toEqual(['2:3', '3:10', '4:8', '4:9']);
  });
});
