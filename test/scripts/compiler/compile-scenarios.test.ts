// How scenarios in TypeScript become the text of GTM's Tests tab, and which cannot.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileScenarios } from '../../../scripts/compiler/compile-scenarios.ts';
import { BuildError } from '../../../scripts/diagnostics/diagnostic.ts';
import { writeFolder } from './template-folder.ts';

function compile(files: Readonly<Record<string, string>>, container: 'web' | 'server' = 'web') {
  const root = writeFolder(files);
  return compileScenarios(join(root, 'scenarios.ts'), container, root);
}

async function faultsOf(files: Readonly<Record<string, string>>) {
  try {
    await compile(files);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return error.diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
  }
  return [];
}

const tested = "import { assertApi, assertThat, mock, runCode, scenario } from 'sandbox:test';\n";

const ordinary = {
  'scenarios.ts': `// What the template does.
import { assertThat, mock, runCode, scenario } from 'sandbox:test';
import { JSON, Math, Object } from 'sandbox:web';
import type { Data } from './form.ts';
import { lengthOf, type Row } from './rows.ts';

/** The form as it is filled in. */
const data: Partial<Data> = { path: 'a' };

/** Nobody uses this one. */
const spare = Math.abs(1);

mock('getUrl', 'shop.example.com'); // On every page.

scenario('Reads the path', () => {
  const rows: Row[] = [{ name: 'a' }];
  // Once.
  assertThat(lengthOf(rows)).isEqualTo(1);

  assertThat(runCode<Data>(data)).isEqualTo(JSON.parse('"a"') as string);
});

// Other paths
// -----------

// Seen on 2026-01-01.
scenario('Reads no path, of course (really)', function () {
  const rows = [];
  assertThat(runCode<Data>({})).isEqualTo(rows.length);
});

export function unused(): string[] {
  return Object.keys({});
}
`,
  'rows.ts': `// Rows.
/** A row. */
export interface Row {
  name: string;
}

/** How many. */
export function lengthOf(rows: readonly Row[]): number {
  return rows.length;
}
`,
};

describe('compileScenarios', () => {
  test('what the scenarios share becomes the setup: requires first, then what is used, with its comments', async () => {
    const { setup } = await compile(ordinary);
    expect(setup).toBe(`// What the template does.

const JSON = require('JSON');

/** How many. */
function lengthOf(rows) {
  return rows.length;
}

/** The form as it is filled in. */
const data = { path: 'a' };

mock('getUrl', 'shop.example.com'); // On every page.`);
  });

  test('the body of each scenario becomes its code: no indent, no types, with its comments, in the order of the file', async () => {
    const { scenarios } = await compile(ordinary);
    expect(scenarios).toEqual([
      {
        name: 'Reads the path',
        code: `const rows = [{ name: 'a' }];
// Once.
assertThat(lengthOf(rows)).isEqualTo(1);

assertThat(runCode(data)).isEqualTo(JSON.parse('"a"'));`,
      },
      {
        name: 'Reads no path, of course (really)',
        code: `// Seen on 2026-01-01.
const rows = [];
assertThat(runCode({})).isEqualTo(rows.length);`,
      },
    ]);
  });

  test('scenarios that share nothing have no setup, not even the comment of their file', async () => {
    const { setup } = await compile({ 'scenarios.ts': `// Why.\n${tested}scenario('a', () => {\n  runCode();\n});\n` });
    expect(setup).toBe('');
  });

  test('an API that only a scenario uses is required in the setup', async () => {
    const { setup, scenarios } = await compile({
      'scenarios.ts': `${tested}import { getType, Math } from 'sandbox:web';
scenario('a', () => {
  const Mathematics = getType(runCode());
  assertThat(Mathematics).isEqualTo('string');
});
`,
    });
    expect(setup).toBe("const getType = require('getType');");
    expect(scenarios[0]?.code).toContain('getType(runCode())');
  });

  test('a line is as long as in any other code of the project, and no blank ends one', async () => {
    const line = `runCode({ a: '${'x'.repeat(101)}' });`;
    expect(line).toHaveLength(120);
    const { scenarios } = await compile({
      'scenarios.ts': `${tested}scenario('a', () => {\n  ${line}\n  /* one  \n   two */   \n\n\n  runCode();   \n});\n`,
    });
    expect(scenarios[0]?.code).toBe(`${line}\n/* one\n two */\n\nrunCode();`);
  });

  test('scenarios of several files stand in the order of their imports, over one setup', async () => {
    const one = (name: string) => `// About ${name}.
import { runCode, scenario } from 'sandbox:test';
import { data } from './data.ts';
scenario('${name}', () => {
  runCode(data);
});
`;
    const { setup, scenarios } = await compile({
      'scenarios.ts': "// All of it.\nimport './b.ts';\nimport './a.ts';\n",
      'a.ts': one('a'),
      'b.ts': one('b'),
      'data.ts': '// The form.\nexport const data = {};\n',
    });
    expect(setup).toBe('// All of it.\n\nconst data = {};');
    expect(scenarios.map(({ name }) => name)).toEqual(['b', 'a']);
  });

  test('scenarios may declare the same names, and inner ones may cover those of the setup', async () => {
    const { scenarios } = await compile({
      'scenarios.ts': `${tested}const data = { a: 1 };
scenario('a', () => {
  const value = runCode(data);
  assertThat(value).isEqualTo(1);
});
scenario('b', () => {
  const value = runCode(data);
  mock('getUrl', (data) => {
    const value = data;
    return value;
  });
  assertThat(value).isEqualTo(1);
});
`,
    });
    expect(scenarios).toHaveLength(2);
  });

  test('a function inside a scenario may return', async () => {
    const code = "mock('getUrl', () => {\n    return 'a';\n  });";
    expect(await faultsOf({ 'scenarios.ts': `${tested}scenario('a', () => {\n  ${code}\n});` })).toEqual([]);
  });

  test.each(['Ünïcode naïve 12', '3 items - one_two, a/b (c)', 'Zahlt der Käufer'])(
    'the name %s stays as it is',
    async (name) => {
      const { scenarios } = await compile({
        'scenarios.ts': `${tested}scenario('${name}', () => {\n  runCode();\n});`,
      });
      expect(scenarios[0]?.name).toBe(name);
    },
  );

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
