// The arguments of functions in sandboxed code, and the regular expressions that it is given.
import { describe, expect, test } from 'vitest';
import { compileSandboxed } from '../../../../scripts/simulator/code/compile-sandboxed.ts';
import { createSandboxRegex } from '../../../../scripts/simulator/sandbox/sandbox-regex.ts';

function run(code: string, given: Readonly<Record<string, unknown>> = {}): unknown {
  return compileSandboxed(code, Object.keys(given))(...Object.values(given));
}

describe('arguments', () => {
  test.each([
    ['of a function', 'function f() { return arguments; } return f(1, 2);'],
    ['of an arrow function', 'const f = () => arguments; return f(1, 2);'],
    ['of an arrow function with a body', 'const f = (a) => { return arguments.slice(); }; return f(1, 2);'],
    ['of a function with names for them', 'const f = function (a, b) { return arguments; }; return f(1, 2);'],
    [
      'in a loop',
      'const f = (a) => { const l = []; for (const x of arguments) l.push(x); return l; }; return f(1, 2);',
    ],
    [
      'of the function outside, kept for the one inside',
      'const f = () => { const own = arguments; return () => own; }; return f(1, 2)(3);',
    ],
  ])('%s are a list of their own', (_, code) => {
    expect(run(code)).toEqual([1, 2]);
    expect(Array.isArray(run(code))).toBe(true);
  });

  test('an arrow function inside a function has its own', () => {
    expect(run('function f() { return [1].map(() => arguments.length)[0]; } return f();')).toBe(3);
  });

  test('the word as a key is no reference', () => {
    expect(run('const o = { arguments: 1 }; return o.arguments;')).toBe(1);
  });

  test('the word between brackets is one', () => {
    expect(run("function f() { const o = { '1,2': 'both' }; return o[arguments]; } return f(1, 2);")).toBe('both');
  });

  test('changing a parameter leaves them alone', () => {
    expect(run('function f(a) { a = 2; return arguments[0]; } return f(1);')).toBe(1);
  });
});

describe('createRegex’s expressions', () => {
  const given = { re: createSandboxRegex('b+', 'g') };

  test.each([
    ['"abbb b".match(re)', ['bbb', 'b']],
    ['"abbb b".replace(re, "-")', 'a- -'],
    ['"abbb".search(re)', 1],
  ])('%s finds what they describe', (code, result) => {
    expect(run(`return ${code};`, given)).toEqual(result);
  });

  test('have no properties', () => {
    expect(run('return [re.source, re.lastIndex, re.exec];', given)).toEqual([undefined, undefined, undefined]);
  });

  test('a text in replace stays a text, whatever it looks like', () => {
    expect(run('return "a.b".replace(".", "-") + "aab".replace("a+", "x");')).toBe('a-baab');
  });
});
