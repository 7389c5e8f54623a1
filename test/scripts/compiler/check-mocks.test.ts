// Which names scenarios may replace and ask about, by the container of their template.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileScenarios } from '../../../scripts/compiler/compile-scenarios.ts';
import { BuildError, formatDiagnostic } from '../../../scripts/diagnostics/diagnostic.ts';
import { writeFolder } from './template-folder.ts';

async function faultsOf(container: 'web' | 'server', line: string): Promise<readonly string[]> {
  const code = `import { assertApi, mock, mockObject, runCode, scenario } from 'sandbox:test';
scenario('a', () => {
  runCode();
  ${line}
});
export const others = [assertApi, mock, mockObject];
`;
  const root = writeFolder({ 'scenarios.ts': code });
  try {
    await compileScenarios(join(root, 'scenarios.ts'), container, root);
    return [];
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return error.diagnostics.map((one) => `${one.code} ${formatDiagnostic(one)}`);
  }
}

describe('checkMocks', () => {
  test.each([
    ['server', "mock('sendHttpRequest', () => {});"],
    ['server', "mockObject('templateDataStorage', {});"],
    ['server', "assertApi('returnResponse').wasCalled();"],
    ['server', "assertApi('gtmOnSuccess').wasCalled();"],
    ['web', "mock('getUrl', 'host');"],
    ['web', "assertApi('gtmOnFailure').wasNotCalled();"],
  ] as const)('a scenario for %s containers may say %s', async (container, line) => {
    expect(await faultsOf(container, line)).toEqual([]);
  });

  test.each([
    ['server', 'mock', 'getUrl', "'host'"],
    ['server', 'mockObject', 'localStorage', '{}'],
    ['web', 'mock', 'sendHttpRequest', '() => {}'],
  ] as const)('a scenario for %s containers cannot %s %s', async (container, call, name, standIn) => {
    expect(await faultsOf(container, `${call}('${name}', ${standIn});`)).toEqual([
      `foreign_mock scenarios.ts:4:${call.length + 4} — ${container} containers have no API ${name}, so the template never calls it; correct the name.`,
    ]);
  });

  test('a scenario cannot ask about calls of the other container', async () => {
    expect(await faultsOf('web', "assertApi('returnResponse').wasCalled();")).toEqual([
      'foreign_mock scenarios.ts:4:13 — web containers have no API returnResponse, so the template never calls it; correct the name.',
    ]);
  });
});
