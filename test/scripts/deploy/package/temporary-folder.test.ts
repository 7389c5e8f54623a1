// What is left of runs that were killed while they packed, and which of it a later run takes away.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageFunctions } from '../../../../scripts/deploy/package/package-functions.ts';
import { makeTemporary, removeLeftovers } from '../../../../scripts/deploy/package/temporary-folder.ts';
import { ownProcess } from '../deploy-to-google.ts';

const nowMs = 1_790_000_000_000;
const day = 86_400_000;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tilltag-leftovers-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A folder as a run of that process makes it, so long ago; answers its path. */
async function makeAs(taker: { machine: string; pid: number }, ageMs = 0): Promise<string> {
  const path = await makeTemporary(join(root, 'webhook'), taker);
  writeFileSync(join(path, 'index.cjs'), '');
  utimesSync(path, new Date(nowMs - ageMs), new Date(nowMs - ageMs));
  return path;
}

describe('removeLeftovers', () => {
  test('removes the folders of dead processes of this machine, at once', async () => {
    await makeAs({ ...ownProcess, pid: 4712 });
    await removeLeftovers(root, { own: ownProcess, nowMs });
    expect(readdirSync(root)).toEqual([]);
  });

  test('keeps those of living ones, however old, and what is no such folder', async () => {
    const path = await makeAs(ownProcess, 30 * day);
    mkdirSync(join(root, 'webhook'));
    await removeLeftovers(root, { own: ownProcess, nowMs });
    expect([existsSync(path), readdirSync(root).length]).toEqual([true, 2]);
  });

  test('removes those of other machines, and of machines that are not known, only when they are a day old', async () => {
    const elsewhere = { machine: 'fedcba9876543210', pid: 4712 };
    const unknown = { machine: '', pid: 4712 };
    const young = [await makeAs(elsewhere, day - 1000), await makeAs(unknown, day - 1000)];
    const old = [await makeAs(elsewhere, day + 1000), await makeAs(unknown, day + 1000)];
    // As earlier versions named them.
    const earlier = join(root, 'sweep.new-aB3_x9');
    mkdirSync(earlier);
    utimesSync(earlier, new Date(nowMs - day - 1000), new Date(nowMs - day - 1000));
    await removeLeftovers(root, { own: { ...ownProcess, machine: '' }, nowMs });
    expect([...young, ...old, earlier].map((path) => existsSync(path))).toEqual([true, true, false, false, false]);
  });

  test('finds nothing to do where nothing was packed yet', async () => {
    await expect(removeLeftovers(join(root, 'missing'), { own: ownProcess, nowMs })).resolves.toBeUndefined();
  });
});

describe('packageFunctions', { timeout: 120_000 }, () => {
  test('leaves nothing but the packages', async () => {
    await makeAs({ ...ownProcess, pid: 4712 });
    await packageFunctions(['webhook'], root, { own: ownProcess, nowMs });
    expect(readdirSync(root)).toEqual(['webhook']);
  });
});
