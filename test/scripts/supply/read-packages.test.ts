// How the lock file is read: names, places, who needs whom, and what of it runs.
import { describe, expect, test } from 'vitest';
import { toProject } from '../../../scripts/supply/read-packages.ts';
import { aLockFile } from './a-lock-file.ts';

const project = toProject(aLockFile);
const find = (place: string) => project.packages.find((one) => one.place === `node_modules/${place}`);

describe('toProject', () => {
  test('a package has its name, version, digest and licence', () => {
    expect(find('@scope/runs')).toMatchObject({ name: '@scope/runs', version: '1.0.0', licence: 'MIT' });
    expect(find('@scope/runs')?.integrity).toMatch(/^sha512-/);
  });

  test('a package within another has its own name', () => {
    expect(find('@scope/runs/node_modules/inner')).toMatchObject({ name: 'inner', version: '1.5.0' });
  });

  test('a package runs unless it only builds and tests', () => {
    expect(project.packages.filter(({ isRuntime }) => isRuntime).map(({ version }) => version)).toEqual([
      '1.0.0',
      '1.5.0',
      '3.0.0',
    ]);
  });

  test('a package needs the nearest of a name, and what its host brings', () => {
    expect(find('@scope/runs')?.needs).toEqual(['node_modules/@scope/runs/node_modules/inner']);
    expect(find('tests')?.needs).toEqual(['node_modules/@scope/runs', 'node_modules/inner']);
  });

  test('the project needs all that it names itself', () => {
    expect(project.needs).toEqual(['node_modules/@scope/runs', 'node_modules/for-windows', 'node_modules/tests']);
  });

  test('what is optional and what runs a program at installation is known', () => {
    expect(project.packages.filter(({ isOptional }) => isOptional).map(({ name }) => name)).toEqual(['for-windows']);
    expect(project.packages.filter((one) => one.hasInstallScript).map(({ name }) => name)).toEqual(['inner']);
  });

  test('a lock file without a list of packages is refused', () => {
    expect(() => toProject({})).toThrow('npm 7 or later');
    expect(() => toProject({ packages: {} })).toThrow('npm 7 or later');
  });
});
