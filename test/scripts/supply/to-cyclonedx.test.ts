// The bill of materials: every package with its digest, the same text each time, and the same packages as npm names.
import { spawnSync } from 'node:child_process';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { readLockFile, readPackages, toProject } from '../../../scripts/supply/read-packages.ts';
import { toCyclonedx } from '../../../scripts/supply/to-cyclonedx.ts';
import { root } from '../../house/markdown.ts';
import { aLockFile } from './a-lock-file.ts';

const lock = readPackages(root);
const ids = (project = lock, isAll = true) => toCyclonedx(project, { isAll }).components.map((one) => one['bom-ref']);

// What the specification asks of the parts that a bill uses: https://cyclonedx.org/docs/1.6/json/
const component = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'name', 'version', 'bom-ref', 'purl'],
  properties: {
    type: { enum: ['application', 'library'] },
    'bom-ref': { type: 'string', minLength: 1 },
    group: { type: 'string', pattern: '^@' },
    name: { type: 'string', minLength: 1 },
    version: { type: 'string', minLength: 1 },
    scope: { enum: ['required', 'optional', 'excluded'] },
    purl: { type: 'string', pattern: '^pkg:npm/(%40[^/@]+/)?[^/@]+@[^@]+$' },
    hashes: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['alg', 'content'],
        properties: { alg: { const: 'SHA-512' }, content: { type: 'string', pattern: '^[0-9a-f]{128}$' } },
      },
    },
    licenses: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          expression: { type: 'string' },
          license: { type: 'object', required: ['id'], properties: { id: { type: 'string', pattern: '^[\\w.-]+$' } } },
        },
      },
    },
  },
};
const validate = new Ajv({ strict: false }).compile({
  type: 'object',
  additionalProperties: false,
  required: ['bomFormat', 'specVersion', 'version', 'metadata', 'components', 'dependencies'],
  properties: {
    $schema: { const: 'http://cyclonedx.org/schema/bom-1.6.schema.json' },
    bomFormat: { const: 'CycloneDX' },
    specVersion: { const: '1.6' },
    version: { const: 1 },
    metadata: { type: 'object', additionalProperties: false, properties: { component } },
    components: {
      type: 'array',
      uniqueItems: true,
      items: { ...component, required: [...component.required, 'hashes'] },
    },
    dependencies: {
      type: 'array',
      uniqueItems: true,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['ref', 'dependsOn'],
        properties: { ref: { type: 'string' }, dependsOn: { type: 'array', uniqueItems: true } },
      },
    },
  },
});

describe('toCyclonedx', () => {
  test('what runs is listed, with who needs whom', () => {
    const bill = toCyclonedx(toProject(aLockFile), { isAll: false });
    expect(bill.components.map(({ name, group, scope }) => [group, name, scope])).toEqual([
      ['@scope', 'runs', 'required'],
      [undefined, 'for-windows', 'optional'],
      [undefined, 'inner', 'required'],
    ]);
    expect(bill.dependencies).toEqual([
      { ref: 'shop@1.0.0', dependsOn: ['pkg:npm/%40scope/runs@1.0.0', 'pkg:npm/for-windows@3.0.0'] },
      { ref: 'pkg:npm/%40scope/runs@1.0.0', dependsOn: ['pkg:npm/inner@1.5.0'] },
      { ref: 'pkg:npm/for-windows@3.0.0', dependsOn: [] },
      { ref: 'pkg:npm/inner@1.5.0', dependsOn: [] },
    ]);
  });

  test('what only builds and tests is listed when it is asked for, and told apart', () => {
    const bill = toCyclonedx(toProject(aLockFile), { isAll: true });
    const excluded = bill.components.filter(({ scope }) => scope === 'excluded');
    expect(excluded.map((one) => one['bom-ref'])).toEqual(['pkg:npm/inner@2.0.0', 'pkg:npm/tests@2.0.0']);
    expect(excluded[1]?.licenses).toEqual([{ expression: '(MIT OR GPL-3.0-only)' }]);
  });

  test('a version that stands in two places is one component, which runs where one of them runs', () => {
    const lockFile = structuredClone(aLockFile);
    Object.assign(lockFile.packages?.['node_modules/inner'] ?? {}, { version: '1.5.0' });
    const twice = toCyclonedx(toProject(lockFile), { isAll: true }).components.filter(({ name }) => name === 'inner');
    expect(twice.map(({ version, scope }) => [version, scope])).toEqual([['1.5.0', 'required']]);
  });

  test.each([true, false])('the bill of this project has the shape of CycloneDX 1.6 (with tools: %s)', (isAll) => {
    const bill = toCyclonedx(lock, { isAll });
    validate(bill);
    expect(validate.errors).toBeNull();
    const refs = new Set([lock.name, ...bill.components.map((one) => one['bom-ref'])]);
    expect(bill.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref))).toEqual([]);
  });

  test('every package of the lock file is named, and without tools exactly those that run', () => {
    const names = (some: readonly { name: string; version: string }[]) =>
      [...new Set(some.map(({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`))].sort();
    expect(ids()).toEqual(names(lock.packages));
    expect(ids(lock, false)).toEqual(names(lock.packages.filter(({ isRuntime }) => isRuntime)));
  });

  test('what runs is what the project needs without its tools, and what that needs', () => {
    const { dependencies = {}, optionalDependencies = {} } = readLockFile(root).packages?.[''] ?? {};
    const found = new Set<string>();
    const visit = (place: string): void => {
      if (found.has(place)) return;
      found.add(place);
      for (const next of lock.packages.find((one) => one.place === place)?.needs ?? []) visit(next);
    };
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) visit(`node_modules/${name}`);
    const running = lock.packages.filter(({ isRuntime }) => isRuntime);
    expect(running.map(({ place }) => place).sort()).toEqual([...found].sort());
  });

  test('npm names the same packages with the same digests, where it can', ({ skip }) => {
    // Of runtime packages alone npm 11 forgets those that a tool needs as well.
    const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx'];
    const isWindows = process.platform === 'win32';
    const { stdout, status } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell: isWindows });
    if (status !== 0) skip('This npm makes no bills of materials; npm 10 does.');
    const theirs: { components: { purl: string; hashes: unknown }[] } = JSON.parse(stdout);
    const toMap = (list: readonly { purl: string; hashes?: unknown }[]) =>
      Object.fromEntries(list.map(({ purl, hashes }) => [purl, hashes]));
    expect(toMap(toCyclonedx(lock, { isAll: true }).components)).toEqual(toMap(theirs.components));
  });
});
