// Which scenarios cannot become the text of GTM's Tests tab, and where each fault is found.
import { describe, expect, test } from 'vitest';
import { faultsOf, tested } from './compile-scenario-files.ts';

describe('compileScenarios', () => {
  test.each(['.', ':', '"', ';', '{', '}', '&', '!', '?', '’', '…', '#', '|', '*', '%', '@', '`', '='])(
    'scenario_name_characters: a name with %s',
    async (character) => {
      const name = JSON.stringify(`A name${character}`);
      expect(await faultsOf({ 'scenarios.ts': `${tested}scenario(${name}, () => {\n  runCode();\n});` })).toEqual([
        'scenario_name_characters scenarios.ts:2:10',
      ]);
    },
  );

  test.each(['', ' a', 'a ', '- a', '(a)', 'a\tb', 'a\nb'])(
    'scenario_name_characters: the name %j, which YAML or GTM could take for another',
    async (name) => {
      const text = `${tested}scenario(${JSON.stringify(name)}, () => {\n  runCode();\n});`;
      expect(await faultsOf({ 'scenarios.ts': text })).toEqual(['scenario_name_characters scenarios.ts:2:10']);
    },
  );

  test.each([
    ['misplaced_scenario', "if (true) {\n  scenario('b', () => {\n    runCode();\n  });\n}", '3:3'],
    ['misplaced_scenario', "const again = scenario;\nagain('b', () => {\n  runCode();\n});", '2:15'],
    ['misplaced_scenario', "const none = scenario('b', () => {\n  runCode();\n});\nmock('getUrl', none);", '2:14'],
    ['misplaced_scenario', "scenario('b', () => {\n  scenario('c', () => {\n    runCode();\n  });\n});", '3:3'],
    ['scenario_name_not_literal', "const name = 'b';\nscenario(name, () => {\n  runCode();\n});", '3:10'],
    ['scenario_name_not_literal', "scenario('b' + 'c', () => {\n  runCode();\n});", '2:10'],
    ['scenario_name_not_literal', 'scenario(1, () => {\n  runCode();\n});', '2:10'],
    ['scenario_not_a_function', "scenario('b');", '2:1'],
    ['scenario_not_a_function', "scenario('b', runCode);", '2:15'],
    ['scenario_not_a_function', "scenario('b', () => runCode());", '2:15'],
    ['scenario_not_a_function', "scenario('b', (a) => {\n  runCode(a);\n});", '2:15'],
    ['scenario_not_a_function', "scenario('b', () => {\n  runCode();\n}, 1);", '2:15'],
    ['empty_scenario', "scenario('b', () => {\n  // Later.\n});", '2:21'],
    ['scenario_return', "scenario('b', () => {\n  return runCode();\n});", '3:3'],
    ['scenario_return', "scenario('b', () => {\n  if (runCode()) {\n    return;\n  }\n});", '4:5'],
    ['scenario_clash', "const b = 1;\nscenario('b', () => {\n  const b = runCode();\n  mock('getUrl', b);\n});", '4:9'],
    ['scenario_clash', "scenario('b', () => {\n  function mock() {}\n  mock();\n});", '3:12'],
    ['clash', "const data = 1;\nfunction fail() {}\nscenario('b', () => {\n  fail(data);\n});", '3:10'],
    ['clash', 'const require = 1;\nmock(require);', '2:7'],
    ['no_template_literals', "scenario('b', () => {\n  runCode(`a`);\n});", '3:11'],
    ['no_async', "scenario('b', async () => {\n  runCode();\n});", '2:15'],
    ['undeclared_api', "scenario('b', () => {\n  assertThat(JSON).isDefined();\n});", '3:14'],
    ['undeclared_name', "scenario('b', () => {\n  fail();\n});", '3:3'],
    ['undeclared_name', "scenario('b', () => {\n  console.log(1);\n});", '3:3'],
    ['unknown_module', "import { one } from 'vitest';\nmock(one);", '2:1'],
    ['missing_file', "import { one } from './missing.ts';\nmock(one);", '2:21'],
    ['unknown_api', "import { fetch } from 'sandbox:web';\nmock(fetch);", '2:10'],
    ['unknown_test_function', "import { spy } from 'sandbox:test';\nmock(spy);", '2:10'],
    ['no_alias', "import { fail as end } from 'sandbox:test';\nend();", '2:10'],
    ['no_whole_import', "import * as all from 'sandbox:test';\nmock(all);", '2:8'],
  ])('%s: %j', async (code, lines, place) => {
    const proper = "scenario('a', () => {\n  runCode();\n});\n";
    expect(await faultsOf({ 'scenarios.ts': `${tested}${lines}\n${proper}` })).toEqual([
      `${code} scenarios.ts:${place}`,
    ]);
  });

  test('no_scenarios: a file with nothing but a setup', async () => {
    expect(await faultsOf({ 'scenarios.ts': `${tested}runCode();\n` })).toEqual(['no_scenarios scenarios.ts:1:1']);
  });

  test('duplicate_scenario: the second of two with one name', async () => {
    const one = "scenario('a', () => {\n  runCode();\n});\n";
    expect(await faultsOf({ 'scenarios.ts': `${tested}${one}${one}` })).toEqual([
      'duplicate_scenario scenarios.ts:5:1',
    ]);
  });

  test('scenario_clash: a scenario that covers an API of the setup', async () => {
    const text = `${tested}import { JSON } from 'sandbox:web';
scenario('a', () => {
  const JSON = runCode();
  assertThat(JSON).isDefined();
});
mock('getUrl', JSON.stringify(1));
`;
    expect(await faultsOf({ 'scenarios.ts': text })).toEqual(['scenario_clash scenarios.ts:4:9']);
  });

  test('a name that only the one scope of GTM declares twice is found in what comes out', async () => {
    const text = `${tested}const b = 1;
scenario('a', () => {
  if (runCode()) {
    var b = 2;
  }
  assertThat(b).isDefined();
});
mock('getUrl', b);
`;
    expect(await faultsOf({ 'scenarios.ts': text })).toEqual(['duplicate_declaration scenarios.ts (a):4:7']);
  });

  test('the faults of all scenarios and of what they share come at once', async () => {
    const text = `${tested}const fail = 1;
scenario('a.', () => {
  return runCode(fail);
});
scenario(fail, 1);
`;
    expect(await faultsOf({ 'scenarios.ts': text })).toEqual([
      'scenario_name_characters scenarios.ts:3:10',
      'scenario_return scenarios.ts:4:3',
      'scenario_name_not_literal scenarios.ts:6:10',
      'scenario_not_a_function scenarios.ts:6:16',
      'clash scenarios.ts:2:7',
    ]);
  });
});
