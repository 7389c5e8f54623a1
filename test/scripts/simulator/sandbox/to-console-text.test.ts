// How values read in a line of the console.
import { describe, expect, test } from 'vitest';
import { toConsoleText } from '../../../../scripts/simulator/sandbox/to-console-text.ts';

describe('toConsoleText', () => {
  test('leaves text as it is', () => {
    expect(toConsoleText('a "b"')).toBe('a "b"');
  });

  test('prints objects and lists as JSON', () => {
    expect(toConsoleText({ a: [1, 'b', null] })).toBe('{"a":[1,"b",null]}');
  });

  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [0, '0'],
    [false, 'false'],
  ])('prints %s by its name', (value, text) => {
    expect(toConsoleText(value)).toBe(text);
  });

  test('names the places where a value holds itself', () => {
    const order: Record<string, unknown> = { id: 1, items: [] };
    order['items'] = [order, { order }];
    order['self'] = order;
    expect(toConsoleText(order)).toBe('{"id":1,"items":["[circular]",{"order":"[circular]"}],"self":"[circular]"}');
  });

  test('prints a value twice that stands in two places', () => {
    const item = { id: 1 };
    expect(toConsoleText({ first: item, second: item, all: [item] })).toBe(
      '{"first":{"id":1},"second":{"id":1},"all":[{"id":1}]}',
    );
  });
});
