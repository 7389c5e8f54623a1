// What is left of a lock file for a few packages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryRoot } from '../../../../scripts/compiler/repository-root.ts';
import { cutLock, findVersion, type LockFile } from '../../../../scripts/deploy/package/cut-lock.ts';

const lock: LockFile = {
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { a: '1.0.0' } },
    'node_modules/a': {
      version: '1.0.0',
      integrity: 'sha512-a',
      dependencies: { b: '^2.0.0', c: '*' },
      devOptional: true,
    },
    'node_modules/a/node_modules/b': { version: '2.0.0', integrity: 'sha512-b2', dependencies: { c: '*' } },
    'node_modules/b': { version: '1.0.0', integrity: 'sha512-b1', dev: true },
    'node_modules/c': { version: '3.0.0', integrity: 'sha512-c', optionalDependencies: { missing: '*' }, dev: true },
    'node_modules/@scope/d': { version: '4.0.0', peerDependencies: { b: '^1.0.0' } },
  },
};

const manifest = (...names: string[]) => ({
  ...{ name: 'cut', version: '0.0.0', private: true, engines: { node: '24.x' } },
  dependencies: Object.fromEntries(names.map((name) => [name, findVersion(lock, name)])),
});

describe('cutLock', () => {
  test('keeps what is needed where Node finds it, with its integrity, and drops the rest', () => {
    expect(cutLock(lock, manifest('a'))).toEqual({
      ...{ name: 'cut', version: '0.0.0', lockfileVersion: 3 },
      packages: {
        '': { name: 'cut', version: '0.0.0', dependencies: { a: '1.0.0' }, engines: { node: '24.x' } },
        'node_modules/a': { version: '1.0.0', integrity: 'sha512-a', dependencies: { b: '^2.0.0', c: '*' } },
        'node_modules/a/node_modules/b': { version: '2.0.0', integrity: 'sha512-b2', dependencies: { c: '*' } },
        'node_modules/c': { version: '3.0.0', integrity: 'sha512-c', optionalDependencies: { missing: '*' } },
      },
    });
  });

  test('follows the packages that another wants beside it', () => {
    expect(Object.keys(cutLock(lock, manifest('@scope/d')).packages)).toEqual([
      '',
      'node_modules/@scope/d',
      'node_modules/b',
    ]);
  });

  test('refuses a package that the lock file does not hold', () => {
    expect(() => cutLock(lock, { ...manifest(), dependencies: { gone: '1.0.0' } })).toThrow('does not hold gone');
    const broken = { ...lock, packages: { 'node_modules/a': { version: '1.0.0', dependencies: { gone: '*' } } } };
    expect(() => cutLock(broken, manifest('a'))).toThrow('does not hold gone');
  });

  test('of our own lock file, every package kept has the integrity that was checked here', () => {
    const ours: LockFile = JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8'));
    const name = '@google-cloud/functions-framework';
    const cut = cutLock(ours, { ...manifest(), dependencies: { [name]: findVersion(ours, name) } });
    const { '': _root, ...packages } = cut.packages;
    expect(Object.keys(packages).length).toBeGreaterThan(50);
    for (const [path, { integrity }] of Object.entries(packages)) {
      expect(integrity, path).toMatch(/^sha512-/);
      expect(integrity).toBe(ours.packages[path]?.integrity);
    }
  });
});
