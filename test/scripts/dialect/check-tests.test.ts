// How the tests of a template are checked: the setup with every scenario, and no scenario with another.
import { describe, expect, test } from 'vitest';
import { checkTests } from '../../../scripts/dialect/check-tests.ts';

const setup = "const log = require('logToConsole');\nfunction help() { return shared; }";

function faultsIn(scenarios: readonly string[], before = setup) {
  const faults = checkTests(before, scenarios, { file: 'a.tpl', container: 'web' });
  const show = (list: (typeof faults)['setup']) => list.map(({ code, line, column }) => `${code} ${line}:${column}`);
  return { setup: show(faults.setup), scenarios: faults.scenarios.map(show) };
}

describe('checkTests', () => {
  test('a scenario knows what the setup declares, and the setup what a scenario declares', () => {
    expect(faultsIn(['const shared = 1;\nlog(help());'])).toEqual({ setup: [], scenarios: [[]] });
  });

  test('the setup knows what any of the scenarios declares, and nothing from inside their functions', () => {
    const scenarios = ['const a = 1; log(b); var b;', 'function c() { const inner = 1; }', 'const = 1;'];
    const { setup: faults } = faultsIn(
      scenarios,
      "const log = require('logToConsole');\nconst f = () => [a, b, c, inner];",
    );
    expect(faults).toEqual(['undeclared_name 2:27']);
  });

  test('a var in a block belongs to the whole scenario, so that it can clash with the setup', () => {
    expect(faultsIn(['if (log) { var log = 1; }']).scenarios).toEqual([['duplicate_declaration 1:16']]);
  });

  test('each fault stands at its line and column of its own scenario', () => {
    expect(faultsIn(['log(missing);', '', 'log(1);\n  log(`a`);\n\n\tlog(window);']).scenarios).toEqual([
      ['undeclared_name 1:5'],
      [],
      ['no_template_literals 2:7', 'undeclared_name 4:6'],
    ]);
  });

  test('a scenario may return, and may use the functions of tests', () => {
    expect(faultsIn(["if (log) return;\nrunCode({});\nassertApi('injectScript').wasCalled();"]).scenarios).toEqual([
      [],
    ]);
  });

  test.each(['const', 'let', 'var'])('what one scenario declares with %s is unknown to another', (word) => {
    expect(faultsIn([`${word} own = 1; log(own);`, 'log(own);']).scenarios).toEqual([[], ['undeclared_name 1:5']]);
  });

  test('a setup without a last semicolon does not swallow the scenario', () => {
    expect(faultsIn(['log(missing);'], "const log = require('logToConsole')")).toEqual({
      setup: [],
      scenarios: [['undeclared_name 1:5']],
    });
  });

  test('a setup that ends in a comment does not hide the scenario', () => {
    expect(faultsIn(['missing();'], 'const a = 1; // the end').scenarios).toEqual([['undeclared_name 1:1']]);
  });

  test('the type of what the setup declares is known', () => {
    expect(faultsIn(['name.includes(1);'], "const name = '';").scenarios).toEqual([['unknown_member 1:6']]);
  });

  test('an assignment to a const of the setup is told', () => {
    expect(faultsIn(['log = 1;']).scenarios).toEqual([['const_assignment 1:1']]);
  });

  test('a name that the setup has already is told, and the other scenarios are checked all the same', () => {
    expect(faultsIn(['const log = 1;', 'missing();']).scenarios).toEqual([
      ['duplicate_declaration 1:7'],
      ['undeclared_name 1:1'],
    ]);
  });

  test('a scenario that does not parse is told, and the others are checked all the same', () => {
    expect(faultsIn(['const = 1;', '}); missing(); (function () {', 'missing();']).scenarios).toEqual([
      ['syntax_error 1:7'],
      ['syntax_error 1:1'],
      ['undeclared_name 1:1'],
    ]);
  });

  test('behind a setup that does not parse, only what needs no names is told', () => {
    const { setup: faults, scenarios } = faultsIn(['missing(`a`);'], 'const = 1;');
    expect([faults, scenarios]).toEqual([['syntax_error 1:7'], [['no_template_literals 1:9']]]);
  });
});
