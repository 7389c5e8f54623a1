// Code behind other code in one scope: rewritten apart, it must come out as if both had been rewritten as one program.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardBehind, joinCode } from '../../../../scripts/simulator/code/guard-behind.ts';
import { guardCode } from '../../../../scripts/simulator/code/guard-code.ts';

const parameters = ['data', 'require'];

function outcome(guard: () => string): string {
  try {
    return guard();
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : error}`;
  }
}

/** Both ways, with the prelude read once for two pieces of code. */
function expectSame(prelude: string, code: string): void {
  const behind = guardBehind(prelude, parameters);
  outcome(() => behind('const once = 1;'));
  expect(outcome(() => behind(code))).toBe(outcome(() => guardCode(joinCode(prelude, code), parameters)));
}

const preludes = [
  '',
  ' \n',
  "const log = require('logToConsole');\nconst help = (n) => { log(n.a); return n.b; };",
  'const a = 1',
  'const a = 1; // the end',
  'let a; if (a) { var b = 2; let c = 3; }',
  'for (let a of [1]) { var d = a; }',
  'if (1) function a() {}',
  '{ function a() {} }',
  'function help() { return shared + a; }',
  'function help() { return arguments.length; }',
  'const all = arguments;',
  'return 1;',
  "'use strict'; const a = 1;",
  "'a text';",
  'const $sandbox = 1;',
  'const a = 1; /* $arguments_ $sandbox */',
  'const = 1;',
  'const a = /x/;',
  '/* open',
  'const list = [1]\nlist',
  'if (data) data.a',
];

const codes = [
  '',
  'log(help(1));',
  'a.b = 1; return a.c(1);',
  'const a = 2; a.b();',
  'let data = 1; data.b();',
  'if (1) { var a = 2; }',
  'if (1) function a() {}',
  'function help() { return a.b; }',
  'const shared = { x: 1 };',
  'b.c(); c.d(); d.e();',
  'return arguments[0];',
  '[1].map((x) => x);',
  '(1).toString();',
  'else data.b();',
  '--> not a comment',
  '<!-- a comment',
  '#! no hash bang',
  "'use strict'; var yield_ = 1;",
  'var yield = 1;',
  'with (data) {}',
  'const b = $sandbox;',
  '$arguments.x();',
  '} const a = 1; {',
  '*/ a();',
  'class A {}',
  'a\n.b\n.c();',
];

describe('guardBehind', () => {
  test.each(preludes)('behind %j, any code comes out as in one program', (prelude) => {
    for (const code of codes) expectSame(prelude, code);
  });

  test('whatever statements come together', () => {
    const texts = fc.array(fc.constantFrom(...preludes, ...codes), { maxLength: 3 }).map((parts) => parts.join('\n'));
    fc.assert(fc.property(texts, texts, expectSame));
  });

  test('a name that only the code declares is known to the prelude, in this code alone', () => {
    const guard = guardBehind('const help = () => shared;', parameters);
    expect(guard('const shared = 1;')).not.toContain('outside');
    expect(guard('help();')).toContain('outside("shared")');
  });
});

describe('joinCode', () => {
  test('code that begins with a bracket stays apart from a prelude without its last semicolon', () => {
    expect(joinCode('const a = 1', '[2].map(a)')).toBe('const a = 1\n;[2].map(a)');
  });

  test('behind nothing the code stands as it is', () => {
    expect(joinCode(' \n', 'a();')).toBe('a();');
  });
});
