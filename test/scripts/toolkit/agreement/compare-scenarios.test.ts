// That source and built file are held against each other, and that no difference between them passes.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildTemplates } from '../../../../scripts/compiler/build-templates.ts';
import { compareScenarios } from '../../../../scripts/toolkit/agreement/compare-scenarios.ts';
import { formSource, writeFolder } from '../../compiler/template-folder.ts';

const code = `import { logToConsole } from 'sandbox:web';
import type { Data } from './form.ts';

/** Greets. */
export function run(data: Data): void {
  const words = ['hello', data.path || 'nobody'];
  logToConsole(words.join(' '));
  data.gtmOnSuccess();
}
`;

const scenarios = `import { assertApi, assertThat, mock, runCode, scenario } from 'sandbox:test';

scenario('Succeeds', () => {
  runCode({ path: 'you' });
  assertApi('gtmOnSuccess').wasCalled();
});

scenario('Greets', () => {
  const lines = [];
  mock('logToConsole', (line: string) => lines.push(line));
  runCode({ path: 'you' });
  assertThat(lines).isEqualTo(['hello you']);
});
`;

const form = formSource({ permissions: "logging('all')" });

async function compare(change: (tpl: string) => string, files: Readonly<Record<string, string>> = {}) {
  const root = writeFolder({
    'a-tag/form.ts': form,
    'a-tag/code.ts': code,
    'a-tag/scenarios.ts': scenarios,
    ...files,
  });
  const [built] = await buildTemplates({ folder: root, root, types: 'none' });
  const compared = await compareScenarios(join(root, 'a-tag'), change(built?.tpl ?? ''));
  return compared.map(({ name, source, built: inFile, difference }) => ({
    name,
    passed: [source.passed, inFile.passed],
    difference,
  }));
}

/** Replaces a text that is there; a change that changes nothing would prove nothing. */
function replacing(text: string, by: string) {
  return (tpl: string): string => {
    expect(tpl).toContain(text);
    return tpl.replace(text, by);
  };
}

describe('compareScenarios', () => {
  test('a file as the build made it agrees with its source in every scenario', async () => {
    expect(await compare((tpl) => tpl)).toEqual([
      { name: 'Succeeds', passed: [true, true], difference: undefined },
      { name: 'Greets', passed: [true, true], difference: undefined },
    ]);
  });

  test('a built file that does what a scenario forbids fails it, where the source passes', async () => {
    const [, greets] = await compare(replacing("['hello',", "['good bye',"));
    expect(greets?.passed).toEqual([true, false]);
    expect(greets?.difference).toBe(
      'The source does: logToConsole("hello you")\nThe built file does: logToConsole("good bye you")',
    );
  });

  test('a difference that no assertion sees is a difference all the same', async () => {
    const [succeeds] = await compare(replacing("['hello',", "['good bye',"));
    expect(succeeds?.passed).toEqual([true, true]);
    expect(succeeds?.difference).toContain('The built file does: logToConsole("good bye you")');
  });

  test('a call that the built file leaves out, doubles or moves is a difference', async () => {
    const line = "logToConsole(words.join(' '));";
    const end = 'data.gtmOnSuccess();\n}';
    const [left] = await compare(replacing(line, ''));
    expect(left?.difference).toBe(
      'The source does: logToConsole("hello you")\nThe built file does: data.gtmOnSuccess()',
    );
    const [doubled] = await compare(replacing(end, `data.gtmOnSuccess();\n${end}`));
    expect(doubled?.difference).toBe('The source does: return undefined\nThe built file does: data.gtmOnSuccess()');
    const [moved] = await compare(replacing(line, `data.gtmOnSuccess();\n${line}`));
    expect(moved?.difference).toContain('The built file does: data.gtmOnSuccess()');
  });

  test('source that JavaScript runs and the sandbox does not is a difference', async () => {
    const clever = { 'a-tag/code.ts': code.replace("words.join(' ')", "words['a' + 't'](0)") };
    const [succeeds] = await compare((tpl) => tpl, clever);
    expect(succeeds?.passed).toEqual([true, false]);
    expect(succeeds?.difference).toContain('The source does: logToConsole("hello")');
  });

  test('a scenario that fails on both sides alike is told as failed, without a difference', async () => {
    const wrong = { 'a-tag/scenarios.ts': scenarios.replace("'hello you'", "'hello me'") };
    const [, greets] = await compare((tpl) => tpl, wrong);
    expect(greets).toEqual({ name: 'Greets', passed: [false, false], difference: undefined });
  });

  test('a source that cannot be bundled is refused', async () => {
    await expect(compareScenarios('/no/such/folder', '')).rejects.toThrow('code.ts');
  });
});
