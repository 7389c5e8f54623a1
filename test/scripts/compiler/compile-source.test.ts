// How a template's TypeScript runs without being built.
import { describe, expect, test } from 'vitest';
import { compileSource } from '../../../scripts/compiler/compile-source.ts';
import { writeFolder } from './template-folder.ts';

async function execute(files: Readonly<Record<string, string>>, data: Readonly<Record<string, unknown>> = {}) {
  const required: unknown[] = [];
  const run = await compileSource(writeFolder(files));
  const require = (name: unknown) => {
    required.push(name);
    return (...values: unknown[]) => [name, ...values];
  };
  return { required, run: () => run(data, require) };
}

describe('compileSource', () => {
  test('the code runs with what its files import, and gives back what run returns', async () => {
    const files = {
      'code.ts': `import { getUrl } from 'sandbox:web';
import { twice } from './twice.ts';
export function run(data: { path: string }): unknown {
  return twice(getUrl(data.path));
}
`,
      'twice.ts': 'export const twice = <T>(value: T): T[] => [value, value];\n',
    };
    const { run } = await execute(files, { path: 'host' });
    expect(run()).toEqual([
      ['getUrl', 'host'],
      ['getUrl', 'host'],
    ]);
  });

  test('each imported API is required once a run, by its name, and no other', async () => {
    const files = {
      'code.ts': `import { JSON, getUrl } from 'sandbox:web';
import { again } from './again.ts';
export const run = () => [JSON, getUrl, again()].length;
`,
      'again.ts':
        "import { getUrl, Object } from 'sandbox:web';\nexport const again = () => getUrl();\nexport const no = Object;\n",
    };
    const { run, required } = await execute(files);
    run();
    expect(required.toSorted()).toEqual(['JSON', 'getUrl']);
    run();
    expect(required).toHaveLength(4);
  });

  test('an API that a shared file imports as well is required once', async () => {
    const files = {
      'code.ts': `import { getRequestPath, JSON } from 'sandbox:server';
import { again } from './again.ts';
export const run = () => [getRequestPath(), JSON, again()].length;
`,
      'again.ts': "import { JSON } from 'sandbox:shared';\nexport const again = () => JSON;\n",
    };
    const { run, required } = await execute(files);
    run();
    expect(required.toSorted()).toEqual(['JSON', 'getRequestPath']);
  });

  test('what a module keeps is new in each run', async () => {
    const { run } = await execute({ 'code.ts': 'let count = 0;\nexport const run = () => (count += 1);\n' });
    expect([run(), run()]).toEqual([1, 1]);
  });

  test('nothing is built: what the sandbox lacks and the build refuses runs as JavaScript', async () => {
    const { run } = await execute({ 'code.ts': 'export const run = () => [1, ...[2]].includes(2) ?? /a/;\n' });
    expect(run()).toBe(true);
  });

  test('a module that is not there is named', async () => {
    const files = { 'code.ts': "import { one } from './missing.ts';\nexport const run = () => one;\n" };
    await expect(execute(files)).rejects.toThrow('./missing.ts');
  });
});
