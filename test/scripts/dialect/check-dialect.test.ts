// How the dialect check is asked, and how it answers: kinds of code, places, preludes, and code that does not parse.
import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../../scripts/diagnostics/diagnostic.ts';
import { checkDialect } from '../../../scripts/dialect/check-dialect.ts';
import { faultsOf } from './faults-of.ts';

describe('checkDialect', () => {
  test('what templates are made of passes', () => {
    const code = `const log = require('logToConsole');
      var counts = {one: 1, 'two': 2, 3: 'three'};
      let total = 0;
      for (let i = 0; i < 3; i++) { if (i === 1) continue; total += i; }
      for (const key in counts) { total = total + counts[key]; }
      for (const c of 'abc') log(c);
      while (total > 10) { --total; }
      switch (total) { case 1: log(-total); break; default: log(!total ? 'a' : typeof total); }
      (function () { log(arguments.length, total & 1, total << 2, hoisted()); })();
      function hoisted() { return data.value != null && data.value == 'x'; };
      data.gtmOnSuccess();
      return;`;
    expect(faultsOf(code)).toEqual([]);
  });

  test('code without semicolons passes', () => {
    expect(faultsOf("const a = 'x'\nlet b = a\nb++\nreturn b")).toEqual([]);
  });

  test('an empty text passes', () => {
    expect(faultsOf('')).toEqual([]);
    expect(faultsOf('', { kind: 'source' })).toEqual([]);
  });

  test('all faults come at once, in the order of the lines, counted from the first line that is given', () => {
    const code = 'const a = `x`;\nconst b = {a};\n  const c = new b();';
    const found = checkDialect(code, { file: 'a.tpl', kind: 'sandboxed', firstLine: 40 });
    expect(found.map(formatDiagnostic)).toEqual([
      'a.tpl:40:11 — the sandbox has no template literals; join the strings with +.',
      'a.tpl:41:12 — the sandbox has no shorthand properties; write {name: name}.',
      'a.tpl:42:13 — the sandbox has no new; there are no constructors; use functions and plain objects.',
    ]);
  });

  test('columns count from the first column that is given, as in an indented block', () => {
    expect(faultsOf('const a = 1;\nwindow;', { firstLine: 10, firstColumn: 5 })).toEqual(['undeclared_name 11:5']);
  });

  test.each(['\n', '\r\n', '\r', '\u2028', '\u2029'])('a line ends at %j', (end) => {
    expect(faultsOf(`const a = 1;${end} window;`)).toEqual(['undeclared_name 2:2']);
  });

  test('names of the caller are known where they are said to be', () => {
    expect(faultsOf('dataLayer;', { globals: ['dataLayer'] })).toEqual([]);
    expect(faultsOf('dataLayer;')).toEqual(['undeclared_name 1:1']);
  });

  describe('prelude', () => {
    const prelude = "const log = require('logToConsole');\nfunction help() {}";

    test('its declarations are in scope, and places count from the code', () => {
      expect(faultsOf('help();\nlog(missing);', { prelude })).toEqual(['undeclared_name 2:5']);
    });

    test('its own faults are not told', () => {
      expect(faultsOf('help();', { prelude: `${prelude} window;` })).toEqual([]);
    });

    test('what it declares cannot be declared again', () => {
      expect(faultsOf('const log = 1;', { prelude })).toEqual(['duplicate_declaration 1:7']);
    });

    test('what it declares cannot be assigned again', () => {
      expect(faultsOf('log = 1;', { prelude })).toEqual(['const_assignment 1:1']);
    });

    test('what it knows of types is known in the code', () => {
      expect(faultsOf('name.includes();', { prelude: "const name = '';" })).toEqual(['unknown_member 1:6']);
    });

    test('one that does not parse leaves the constructs of the code to be judged, and no name', () => {
      expect(faultsOf('return help(`a`);', { prelude: 'const = 1;' })).toEqual(['no_template_literals 1:13']);
    });

    test('one that the code completes is read with it', () => {
      expect(faultsOf('1); window;', { prelude: 'data.a(' })).toEqual(['undeclared_name 1:5']);
    });

    test('code that does not parse is told where it stands', () => {
      expect(faultsOf('help();\nconst = 1;', { prelude })).toEqual(['syntax_error 2:7']);
    });
  });

  describe('code that does not parse', () => {
    test('is told with the parser’s words', () => {
      const [found] = checkDialect('const a = 1;\nconst = 2;', { file: 'a.tpl', kind: 'sandboxed' });
      expect(found).toMatchObject({ code: 'syntax_error', line: 2, column: 7 });
      expect(found?.message).toBe('this does not parse: Unexpected token.');
    });

    test('is told in a source too', () => {
      expect(faultsOf('const a = ;', { kind: 'source' })).toEqual(['syntax_error 1:11']);
    });

    test('a mark for a shell on the first line is no comment', () => {
      expect(faultsOf('#!/usr/bin/env node')).toEqual(['syntax_error 1:2']);
    });

    test('a reserved word as a name is refused by the parser', () => {
      expect(faultsOf('function delete() {}')).toEqual(['syntax_error 1:10']);
    });

    test('a fault after which the parser can go on does not hide the others', () => {
      expect(faultsOf('let a = 1; let a = 2; window; let a = `x`;')).toEqual([
        'duplicate_declaration 1:16',
        'undeclared_name 1:23',
        'duplicate_declaration 1:35',
        'no_template_literals 1:39',
      ]);
    });

    test('a name that a module keeps for itself is told by its name', () => {
      expect(faultsOf('const yield = 1;', { kind: 'source' })).toEqual(['reserved_name 1:7']);
    });
  });
});
