// The process that builds what the console hands out beside running functions.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BuiltDownloads, downloadsFile } from '../../functions/downloads/built-downloads.ts';

const script = join(import.meta.dirname, '../../scripts/refresh-downloads.ts');
let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tilltag-refresh-'));
  file = join(folder, downloadsFile);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const refresh = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });

describe('refresh-downloads', () => {
  test('builds where nothing is there, then only where a source is newer', () => {
    expect(refresh(folder)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    const { containers, templates }: BuiltDownloads = JSON.parse(readFileSync(file, 'utf8'));
    expect(containers.map(({ fileName }) => fileName)).toEqual(['web-container.json', 'server-container.json']);
    expect(templates.map(({ fileName }) => fileName)).toContain('checkout-conversion.web-tag.tpl');
    const { mtimeMs } = statSync(file);
    refresh(folder);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
    utimesSync(file, 0, 0);
    refresh(folder);
    expect(statSync(file).mtimeMs).toBeGreaterThan(mtimeMs);
  }, 120_000);

  test('says what it needs', () => {
    expect(refresh()).toMatchObject({ status: 2, stderr: 'Name the folder of built assets.\n' });
  });
});
