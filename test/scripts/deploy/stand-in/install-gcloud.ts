// Puts the stand-in for gcloud into a folder as the program that a PATH finds.
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { World } from './world.ts';

/** The environment in which `gcloud` is the stand-in, with its world in `world.json` of that folder. */
export function installGcloud(folder: string, world: World): { PATH: string; GCLOUD_STAND_IN_WORLD: string } {
  const program = join(folder, 'gcloud');
  const script = join(import.meta.dirname, 'gcloud.ts');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  chmodSync(program, 0o755);
  const path = join(folder, 'world.json');
  writeFileSync(path, JSON.stringify(world));
  return { PATH: [folder, process.env['PATH']].join(delimiter), GCLOUD_STAND_IN_WORLD: path };
}
