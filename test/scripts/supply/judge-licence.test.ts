// Which licences are allowed, and that every package of the project has one of them, in the lock file and where it lies.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { exceptions, judgeLicence } from '../../../scripts/supply/judge-licence.ts';
import { type LockedPackage, readPackages, toProject } from '../../../scripts/supply/read-packages.ts';
import { root } from '../../house/markdown.ts';
import { aLockFile } from './a-lock-file.ts';

const { packages } = readPackages(root);

function judge(licence: string | undefined, draft: Partial<LockedPackage> = {}): string | undefined {
  const [one] = toProject(aLockFile).packages;
  if (one === undefined) throw new Error('The lock file of the test has no package.');
  const { licence: _, ...rest } = one;
  return judgeLicence({ ...rest, ...(licence !== undefined && { licence }), ...draft });
}

describe('judgeLicence', () => {
  test.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0-only)', 'MIT AND ISC'])('%s may run', (licence) => {
    expect(judge(licence)).toBeUndefined();
  });

  test.each(['GPL-3.0-only', 'MPL-2.0', 'MIT AND GPL-3.0-only', 'UNLICENSED', 'SEE LICENSE IN LICENSE'])(
    '%s may not run',
    (licence) => expect(judge(licence)).toBe(`@scope/runs is under ${licence}, which what runs may not be.`),
  );

  test('what stays here may ask for its own source to stay open', () => {
    expect(judge('MPL-2.0', { isRuntime: false })).toBeUndefined();
    expect(judge('AGPL-3.0-only', { isRuntime: false })).toContain('which a tool may not be');
  });

  test('an exception holds for its package and its licence alone', () => {
    expect(judge('CC-BY-3.0', { name: 'spdx-exceptions' })).toBeUndefined();
    expect(judge('CC-BY-3.0')).toContain('CC-BY-3.0');
    expect(judge('CC-BY-4.0', { name: 'spdx-exceptions' })).toContain('CC-BY-4.0');
  });

  test('a package without a licence is refused', () => {
    expect(judge(undefined)).toBe('@scope/runs states no licence.');
  });
});

describe('every package of this project', () => {
  test('has a licence that is allowed', () => {
    expect(packages.length).toBeGreaterThan(0);
    expect(packages.flatMap((one) => judgeLicence(one) ?? [])).toEqual([]);
  });

  test('states the same licence where it is installed', () => {
    const installed = packages.filter(({ place }) => existsSync(path.join(root, place, 'package.json')));
    expect(installed.length).toBeGreaterThan(packages.length / 2);
    const different = installed.filter(({ place, licence }) => {
      const { license } = JSON.parse(readFileSync(path.join(root, place, 'package.json'), 'utf8'));
      return license !== licence;
    });
    expect(different.map(({ name }) => name)).toEqual([]);
  });

  test('has no exception that nothing needs', () => {
    const names = packages.map(({ name, licence }) => `${name} ${licence}`);
    expect([...exceptions].filter(([name, { licence }]) => !names.includes(`${name} ${licence}`))).toEqual([]);
  });
});
