// Values within the markup of a Custom HTML tag arrive as they are, wherever they stand.
import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillHtml } from '../../../../../scripts/simulator/container/tags/fill-html.ts';

function runFilled(code: string, value: unknown): unknown {
  const filled = fillHtml(`<script>${code}</script>`, () => value);
  expect(filled.match(/<\/script/gi)).toHaveLength(1);
  return vm.runInNewContext(filled.slice('<script>'.length, -'</script>'.length));
}

const text = fc.string({ unit: 'binary' });

describe('fillHtml', () => {
  test('any text reads in a script as it is, as an expression and within each kind of quotation marks', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('{{V}}', "'{{V}}'", '"{{V}}"', '`{{V}}`', "/* ' */ {{V}}"), (value, code) => {
        expect(runFilled(code, value)).toBe(value);
      }),
    );
  });

  test('any data reads in a script as JSON gives it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(runFilled('JSON.stringify({{V}})', value)).toBe(JSON.stringify(value));
      }),
    );
  });

  test('a key named __proto__ reads in a script as a key', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":1},"b":"\\"__proto__\\":"}');
    expect(runFilled('JSON.stringify({{V}})', value)).toBe(JSON.stringify(value));
  });

  test('no text can add an element or an attribute', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(
          fillHtml('<b title="{{V}}">{{V}}</b>', () => value)
            .replace('<b title="', '')
            .replace('</b>', ''),
        ).toMatch(/^[^<>"']*">[^<>"']*$/);
      }),
    );
  });
});
