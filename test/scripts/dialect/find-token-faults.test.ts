// Which spellings are refused: escapes, comments and commas that the syntax tree does not show.
import { describe, expect, test } from 'vitest';
import { faultsOf } from './faults-of.ts';

describe('findTokenFaults', () => {
  test('escapes that ES5 knows pass', () => {
    expect(faultsOf(String.raw`const a = 'it\'s \\ \" \n\r\t\b\f\v \0 \x41 \u0041 \d';`, { kind: 'built' })).toEqual(
      [],
    );
  });

  test('letters beyond ASCII pass in strings and in names', () => {
    expect(faultsOf("const größe = '😀 – é';", { kind: 'built' })).toEqual([]);
  });

  test('no_code_point_escapes: an escape with braces is refused where it stands', () => {
    expect(faultsOf(String.raw`const a = 'x\\u{1}y\u{1F600}';`)).toEqual(['no_code_point_escapes 1:20']);
    expect(faultsOf(String.raw`const a = 'x\\u{1}y\uD83D\uDE00';`)).toEqual([]);
  });

  test('no_legacy_octals: an octal escape is refused where it stands', () => {
    expect(faultsOf(String.raw`const a = 'ab\01';`)).toEqual(['no_legacy_octals 1:14']);
    expect(faultsOf(String.raw`const a = 'ab\8';`)).toEqual(['no_legacy_octals 1:14']);
    expect(faultsOf(String.raw`const a = 'ab\0 1\\8';`)).toEqual([]);
  });

  test('no_escaped_names: an escape in a name or a keyword is refused, in a key too', () => {
    expect(faultsOf(String.raw`const \u0061 = 1;`)).toEqual(['no_escaped_names 1:7']);
    expect(faultsOf(String.raw`const b = {\u{61}: 1};`)).toEqual(['no_escaped_names 1:12']);
    expect(faultsOf(String.raw`n\u0075ll;`)).toEqual(['no_escaped_names 1:1']);
    expect(faultsOf(String.raw`const a = {n\u0075ll: 1};`)).toEqual(['no_escaped_names 1:12']);
    expect(faultsOf('const a = 1; const b = {a: 1};')).toEqual([]);
  });

  test('no_line_continuation: a string over two lines is refused in code of ours and taken from others', () => {
    const code = "const a = 'x';\nconst b = 'x\\\ny';";
    expect(faultsOf(code, { kind: 'source' })).toEqual(['no_line_continuation 2:13']);
    expect(faultsOf(code.replace('\\\n', '\\\r\n'), { kind: 'built' })).toEqual(['no_line_continuation 2:13']);
    expect(faultsOf(code)).toEqual([]);
    expect(faultsOf("const a = 'x\\n\\\\';", { kind: 'built' })).toEqual([]);
  });

  test('comments of both kinds pass', () => {
    expect(faultsOf("/** <!-- a */ // --> b\nconst c = '<!-- d';")).toEqual([]);
  });

  test('no_html_comments: the marks of HTML comments are refused', () => {
    expect(faultsOf('data.a;\n<!-- b')).toEqual(['no_html_comments 2:1']);
    expect(faultsOf('data.a;\n--> b')).toEqual(['no_html_comments 2:1']);
  });

  test('no_comma_after_arguments: a comma after the last argument or parameter is refused in what we build', () => {
    const code = 'const f = function (a, b,) { return [a, {b: b,},]; }; f(1, (2),); f((a,) => a);';
    expect(faultsOf(code, { kind: 'built' })).toEqual([
      'no_comma_after_arguments 1:25',
      'no_comma_after_arguments 1:63',
      'no_comma_after_arguments 1:71',
    ]);
  });

  test('that comma is left to the formatter in a source, and taken from others, of whom some have it', () => {
    const code = 'const f = function (a, b,) { return a; }; f(1,);';
    expect(faultsOf(code, { kind: 'source' })).toEqual([]);
    expect(faultsOf(code)).toEqual([]);
  });
});
