// Which names code hands to code that runs behind it in the same scope.
import { describe, expect, test } from 'vitest';
import { declaredNames } from '../../../scripts/dialect/declared-names.ts';
import { parseCode } from '../../../scripts/dialect/parse-code.ts';

function namesIn(code: string): string[] {
  const { tree } = parseCode(code, false);
  return tree === undefined ? ['no tree'] : declaredNames(tree);
}

describe('declaredNames', () => {
  test('variables and functions of the top level, in the order of the source', () => {
    expect(namesIn('const a = 1, b = 2; let c; var d; function e() {}')).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('the names of a pattern', () => {
    expect(namesIn('const { a, b: [c] } = 1;')).toEqual(['a', 'c']);
  });

  test('a var of a block or a loop, and no other declaration there', () => {
    expect(
      namesIn('if (1) { var a; let b; const c = 1; function d() {} } for (var e of []) {} for (let f of []) {}'),
    ).toEqual(['a', 'e']);
  });

  test('a function behind a bare if, unless that stands in a block', () => {
    expect(namesIn('if (1) function a() {} { if (1) function b() {} }')).toEqual(['a']);
  });

  test('nothing from inside functions', () => {
    expect(namesIn('function a(b) { var c; } const d = function e(f) { var g; }; (h) => { var i; };')).toEqual([
      'a',
      'd',
    ]);
  });
});
