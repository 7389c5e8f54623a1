// JavaScript of a variable as a function, run with values for its references.
import { describe, expect, test } from 'vitest';
import { compileScript } from '../../../../../scripts/simulator/container/compile-script.ts';
import { toFunctionText } from '../../../../../scripts/simulator/container/reading/to-function-text.ts';

function run(body: string): unknown {
  const values: Readonly<Record<string, unknown>> = { Host: 'shop.example', Total: 7, 'It’s "odd"': 'odd' };
  const script = compileScript(toFunctionText(`function() { ${body} }`), 'Test');
  return script((name) => values[name], {}, undefined);
}

describe('toFunctionText', () => {
  test('a reference is the value, whatever its type and name', () => {
    expect(run('return {{Total}} + 1;')).toBe(8);
    expect(run('return {{It’s "odd"}};')).toBe('odd');
    expect(run('return {{None}};')).toBeUndefined();
  });

  test.each([
    ['return "^{{Host}}$";', '^shop.example$'],
    ["return '{{Host}}/{{Total}}';", 'shop.example/7'],
    ['return "a {{Host}}".length;', 14],
    ['return "say \\"{{Host}}\\"";', 'say "shop.example"'],
    ['return "{{None}}";', 'undefined'],
  ])('in a string it is a part of it: %s', (body, value) => {
    expect(run(body)).toBe(value);
  });

  test('a quote in a comment begins no string', () => {
    expect(run("// that’s {{Host}}, isn't it\n/* don't */ return {{Total}} + \"'\";")).toBe("7'");
  });

  test('a quote in a string of the other kind ends nothing', () => {
    expect(run('return "it\'s {{Host}}" + {{Total}} + \'"\';')).toBe('it\'s shop.example7"');
  });

  test('code that has a name like the reader’s keeps it', () => {
    expect(run('var $read = 1; return $read + {{Total}};')).toBe(8);
  });
});
