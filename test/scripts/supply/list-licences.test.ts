// The table of licences, and the two commands about packages as a person runs them.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listLicences, toTable } from '../../../scripts/supply/list-licences.ts';
import { toProject } from '../../../scripts/supply/read-packages.ts';
import { root } from '../../house/markdown.ts';
import { aLockFile } from './a-lock-file.ts';

const rows = listLicences(toProject(aLockFile).packages);

function run(name: string, ...args: string[]) {
  return spawnSync(process.execPath, [path.join(root, 'scripts/supply', `${name}.ts`), ...args], { encoding: 'utf8' });
}

describe('listLicences', () => {
  test('a row per version says what it is for', () => {
    expect(rows.map(({ name, version, use }) => `${name} ${version} ${use}`)).toEqual([
      '@scope/runs 1.0.0 runs',
      'for-windows 3.0.0 runs',
      'inner 1.5.0 runs',
      'inner 2.0.0 builds and tests',
      'tests 2.0.0 builds and tests',
    ]);
  });
});

describe('toTable', () => {
  test('the columns stand below each other, and the licences are counted', () => {
    expect(toTable(rows.slice(0, 3))).toBe(
      [
        '@scope/runs  1.0.0  MIT  runs',
        'for-windows  3.0.0  MIT  runs',
        'inner        1.5.0  ISC  runs',
        '',
        '    2  MIT',
        '    1  ISC',
        '',
      ].join('\n'),
    );
  });
});

describe('npm run licences', () => {
  test('lists what runs and finds nothing that is not allowed', () => {
    const { stdout, stderr, status } = run('licences');
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(/^stripe +\S+ +MIT +runs$/m);
    expect(stdout).not.toContain('vitest');
  });

  test('lists tools too when they are asked for, as JSON', () => {
    const lines = run('licences', '--all', '--json').stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(expect.objectContaining({ name: 'vitest' }));
  });

  test.each(['licences', 'sbom'])('%s refuses an option that it does not know', (name) => {
    const { stderr, status } = run(name, '--unknown');
    expect(status).toBe(2);
    expect(stderr).toContain(`"npm run ${name} -- --help"`);
  });
});

describe('npm run sbom', () => {
  test('prints the same bill each time, and nothing else', () => {
    const bills = [run('sbom').stdout, run('sbom').stdout];
    expect(bills[0]).toBe(bills[1]);
    expect(JSON.parse(bills[0] ?? '')).toMatchObject({ bomFormat: 'CycloneDX' });
  });
});
