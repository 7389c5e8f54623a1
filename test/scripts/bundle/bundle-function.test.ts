// The bundled function: one file that judges like its source and leaves the schema compiler behind.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validateClickReport } from '../../../functions/public/click-report-validator.ts';
import { validateReport } from '../../../functions/public/report-validator.ts';
import { validateSettings } from '../../../functions/settings-validator.ts';
import { validateClick, validateEntry, validateProperty } from '../../../functions/store/record-validators.ts';
import { bundleFunction, type FunctionBundle } from '../../../scripts/bundle/bundle-function.ts';
import { newClickReport } from '../../functions/public/new-click-report.ts';
import { anyProperty } from '../../functions/store/any-property.ts';
import { anyClick, anyEntry } from '../../functions/store/arbitraries.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const checks = {
  validateClick,
  validateClickReport,
  validateEntry,
  validateProperty,
  validateReport,
  validateSettings,
};
type CheckName = keyof typeof checks;
let folder = '';
let judge: (check: string, value: unknown) => unknown;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'bundle-'));
  const source = path.join(folder, 'checks.ts');
  const modules = [
    'public/report-validator',
    'public/click-report-validator',
    'settings-validator',
    'store/record-validators',
  ];
  const imports = modules.map((module, index) => {
    return `import * as m${index} from ${JSON.stringify(path.join(root, 'functions', `${module}.ts`))};`;
  });
  writeFileSync(
    source,
    `${imports.join('\n')}
     const all: Record<string, any> = { ...m0, ...m1, ...m2, ...m3 };
     export const judge = (name: string, value: unknown) => ({ isValid: all[name](value), value, errors: all[name].errors });`,
  );
  const { main } = await bundleFunction(source, folder);
  ({ judge } = createRequire(import.meta.url)(path.join(folder, main)));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The verdict of the source, in the shape of the bundle's. Settings are filled in, so each side judges a copy. */
function judgeBySource(name: CheckName, value: unknown): unknown {
  const copy = structuredClone(value);
  const isValid = checks[name](copy);
  return { isValid, value: copy, errors: checks[name].errors };
}

function damage(record: object, key: string, value: unknown): object {
  return { ...record, [key]: value };
}

describe('bundleFunction', () => {
  test('records that are stored pass the bundled checks', () => {
    fc.assert(
      fc.property(anyProperty, anyEntry, anyClick, (property, entry, click) => {
        expect(judge('validateClick', click)).toMatchObject({ isValid: true });
        expect(judge('validateProperty', property)).toMatchObject({ isValid: true });
        expect(judge('validateEntry', entry)).toMatchObject({ isValid: true });
      }),
    );
  });

  test('whatever one key of a record holds, the bundle and the source say the same', () => {
    const cases: [CheckName, fc.Arbitrary<object>][] = [
      ['validateProperty', anyProperty],
      ['validateEntry', anyEntry],
      ['validateClick', anyClick],
      ['validateClickReport', fc.constant(newClickReport('tt_12345678'))],
    ];
    for (const [name, records] of cases) {
      const damaged = records.chain((record) =>
        fc
          .tuple(fc.constantFrom(...Object.keys(record)), fc.anything())
          .map(([key, value]) => damage(record, key, value)),
      );
      fc.assert(
        fc.property(damaged, (record) => {
          expect(judge(name, record)).toEqual(judgeBySource(name, record));
        }),
      );
    }
  });

  test('settings get their defaults and numbers from the bundled check too', () => {
    const settings = { TILLTAG_STORE: 'sqlite:a.db', TILLTAG_KEYS: 'a:b', PORT: '99', TRUSTED_HOPS: 'many' };
    expect(judge('validateSettings', { ...settings })).toEqual(judgeBySource('validateSettings', settings));
    expect(judge('validateSettings', { ...settings, TRUSTED_HOPS: '2' })).toMatchObject({
      isValid: true,
      value: { PORT: 99, TRUSTED_HOPS: 2, HOST: '127.0.0.1' },
    });
  });

  test('a report with one wrong field is refused for the same reason', () => {
    const report = { property_id: 'tt_shopshop', checkout_session_id: 'cs_test_short', event_id: 'x', claim: 'y' };
    expect(judge('validateReport', report)).toEqual(judgeBySource('validateReport', report));
  });
});

describe('the bundle of all functions', () => {
  let all: FunctionBundle;

  beforeAll(async () => {
    all = await bundleFunction(path.join(root, 'functions/index.ts'), folder);
  });

  test('the schema compiler stays out of the bundled functions', async () => {
    const { files } = all;
    expect(files).toContain('functions/store/record-validators.ts');
    expect(files.filter((file) => /node_modules\/ajv\/dist\/(?!runtime\/)/.test(file))).toEqual([]);
  });

  test('a bundle tells its file, how long it is, and what is to be installed beside it', async () => {
    const { main, bytes, externals, packages } = all;
    expect(statSync(path.join(folder, main)).size).toBe(bytes);
    expect(externals).toContain('@google-cloud/firestore-api/client_v1');
    expect(packages).toEqual(['@google-cloud/firestore-api', '@google-cloud/functions-framework', 'google-gax']);
  });

  test('no package is loaded as an ES module, and no line is too long for a stack to say where', async () => {
    const code = readFileSync(path.join(folder, all.main), 'utf8');
    const findAll = (pattern: RegExp) => [...code.matchAll(pattern)].map(([found]) => found);
    expect(findAll(/\bimport\([^)]*\)/g)).toEqual([]);
    expect(findAll(/require\("google-gax"\)/g)).not.toEqual([]);
    expect(findAll(/\bSqliteStore=class\b/g)).toHaveLength(1);
    const lines = code.split('\n').map(({ length }) => length);
    expect(lines.filter((length) => length > 500).length).toBeLessThan(lines.length / 100);
  });
});
