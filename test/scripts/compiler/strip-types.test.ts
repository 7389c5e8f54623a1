// How types go without moving what stays.
import { describe, expect, test } from 'vitest';
import { stripTypes } from '../../../scripts/compiler/strip-types.ts';
import { BuildError } from '../../../scripts/diagnostics/diagnostic.ts';

const words = (code: string) => stripTypes(code, 'code.ts').code.split(/\s+/).filter(Boolean).join(' ');

function faultsOf(code: string) {
  try {
    stripTypes(code, 'code.ts');
  } catch (error) {
    if (error instanceof BuildError)
      return error.diagnostics.map(({ code: id, line, column }) => `${id} ${line}:${column}`);
    throw error;
  }
  return [];
}

describe('stripTypes', () => {
  test('what stays keeps its line and column', () => {
    const code = 'type A = string;\nexport function run(data: { a: A }): void {\n  return data as never;\n}\n';
    const { code: stripped } = stripTypes(code, 'code.ts');
    expect(stripped).toHaveLength(code.length);
    expect(stripped.indexOf('return data')).toBe(code.indexOf('return data'));
  });

  test('a comment on a type goes with it', () => {
    expect(
      words('/** Doc. */\n// more\nexport interface A {\n  /** Inner. */\n  a: string;\n}\n/** Kept. */\nf();'),
    ).toBe('/** Kept. */ f();');
  });

  test('a comment on a type within a function goes with it', () => {
    expect(words('function f() {\n  // Doc.\n  type A = string;\n  // Kept.\n  return 1;\n}')).toBe(
      'function f() { // Kept. return 1; }',
    );
  });

  test('a comment behind code stays, whatever follows', () => {
    expect(words('f(); // Kept.\ntype A = string;')).toBe('f(); // Kept.');
  });

  test('a comment on the types of an expression stays', () => {
    expect(words('f(a as string /* kept */);')).toBe('f(a /* kept */);');
  });

  test('the comment that opens a file stays, even before a type', () => {
    expect(words("// The file.\nimport type { A } from './a.ts';\nf();")).toBe('// The file. f();');
  });

  test('a comment at the end of the file stays', () => {
    expect(words('f();\n// Kept.')).toBe('f(); // Kept.');
  });

  test('text that looks like a comment is left alone', () => {
    expect(words("const a = '// no';\ntype A = 1;")).toBe("const a = '// no';");
  });

  test.each([
    ['an enum', 'f();\n  enum A { b }', 'syntax_error 2:3'],
    ['a namespace', 'namespace A { export const b = 1; }', 'syntax_error 1:1'],
    ['broken TypeScript', 'const a: = 1;', 'syntax_error 1:10'],
  ])('%s is refused where it stands', (_name, code, fault) => {
    expect(faultsOf(code)).toEqual([fault]);
  });

  test('nothing is printed beside the result', () => {
    const warnings: unknown[] = [];
    const listen = (warning: unknown) => warnings.push(warning);
    process.on('warning', listen);
    stripTypes('f();', 'code.ts');
    process.off('warning', listen);
    expect(warnings).toEqual([]);
  });

  test('what the parser refuses of the rest stands in the parsed module', () => {
    const { parsed } = stripTypes('const a: number = 1;\nconst a = 2;', 'code.ts');
    expect(parsed.faults).toEqual([{ offset: 27, message: expect.stringContaining('already been declared') }]);
  });

  test('a comment that goes is none of the parsed module', () => {
    const { parsed } = stripTypes('f();\n// Gone.\ntype A = string;\n// Kept.\nf();', 'code.ts');
    expect(parsed.comments.map(({ value }) => value)).toEqual([' Kept.']);
  });
});
