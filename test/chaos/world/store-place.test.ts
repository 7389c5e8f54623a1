// That a place for a database leaves nothing behind, also where this machine cannot give what was asked for.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ScenarioObstacle } from '../scenario.ts';
import { diskFull } from '../scenarios/disk-full.ts';
import { killLoop } from '../scenarios/kill-loop.ts';
import { openStorePlace } from './store-place.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tilltag-place-'));
  vi.stubEnv('TMPDIR', folder);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('a place has a folder until it is closed', async () => {
  const place = await openStorePlace(killLoop);
  expect(readdirSync(folder)).toHaveLength(1);
  await place.close();
  expect(readdirSync(folder)).toEqual([]);
});

test('a machine that can fill no disk says what it needs, and keeps no folder', async () => {
  vi.stubEnv('PATH', '');
  await expect(openStorePlace(diskFull)).rejects.toThrow(ScenarioObstacle);
  expect(readdirSync(folder)).toEqual([]);
});
