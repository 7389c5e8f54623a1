// How scenarios in TypeScript become the text of GTM's Tests tab.
import { describe, expect, test } from 'vitest';
import { compile, faultsOf, tested } from './compile-scenario-files.ts';

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
});
