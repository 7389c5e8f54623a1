// References to variables inside field values.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listReferences, resolveFields, resolveValue } from '../../../../scripts/simulator/container/resolve-fields.ts';

const values: Record<string, unknown> = { Id: 'cs_1', Cart: { n: 1 }, Missing: undefined, Nothing: null };
const read = (name: string) => values[name];

describe('resolveValue', () => {
  test.each([
    ['{{Id}}', 'cs_1'],
    ['{{Cart}}', { n: 1 }],
    ['{{Missing}}', undefined],
    ['{{Nothing}}', null],
    ['id={{Id}}&x={{Missing}}', 'id=cs_1&x=undefined'],
    ['{{Id}}{{Id}}', 'cs_1cs_1'],
    ['{{}} {x}', '{{}} {x}'],
    [[{ a: '{{Id}}' }], [{ a: 'cs_1' }]],
    [true, true],
  ])('%j becomes %j', (value, resolved) => {
    expect(resolveValue(value, read)).toEqual(resolved);
  });

  test('a value with dollar signs is filled in as it stands', () => {
    expect(resolveValue('x={{Price}}', () => '$&$1')).toBe('x=$&$1');
  });

  test('a text without references stays as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('{{'));
        expect(resolveValue(text, read)).toBe(text);
      }),
    );
  });
});

describe('resolveFields', () => {
  test('resolves every field', () => {
    expect(resolveFields({ a: '{{Id}}', b: 1 }, read)).toEqual({ a: 'cs_1', b: 1 });
  });
});

describe('listReferences', () => {
  test('finds names at any depth', () => {
    expect(listReferences({ a: 'x {{One}} {{Two}}', b: [{ c: '{{Three}}' }], d: 4, e: null })).toEqual([
      'One',
      'Two',
      'Three',
    ]);
  });
});
