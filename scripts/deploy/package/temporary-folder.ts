// The folders in which packages are laid out until they are whole, and what is left of them where a run was killed.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { OwnProcess } from '../own-process.ts';

/** Where nobody can say whether the run is alive, its folders count as left after this time; a package takes seconds. */
const abandonedAfterMs = 24 * 3_600_000;

/** Makes a folder beside `folder` that is this process's alone; answers its path. */
export function makeTemporary(folder: string, { machine, pid }: Pick<OwnProcess, 'machine' | 'pid'>): Promise<string> {
  return mkdtemp(`${folder}.new-${machine}-${pid}-`);
}

export interface Cleaning {
  own: OwnProcess;
  /** Milliseconds since 1970. */
  nowMs: number;
}

/** Removes from below `root` what dead runs of this machine left, and what is older than any run can be. */
export async function removeLeftovers(root: string, cleaning: Cleaning): Promise<void> {
  const names = await readdir(root).catch(() => []);
  for (const name of names.filter((one) => /\.new-[\w-]+$/.test(one))) {
    const path = join(root, name);
    if (await isLeft(path, cleaning)) await rm(path, { recursive: true, force: true });
  }
}

async function isLeft(path: string, { own, nowMs }: Cleaning): Promise<boolean> {
  const [, machine = '', pid = ''] = /\.new-([0-9a-f]*)-(\d+)-\w+$/.exec(path) ?? [];
  if (machine !== '' && machine === own.machine) return !own.isAlive(Number(pid));
  // Its own run may have taken it away in this moment.
  const facts = await stat(path).catch(() => undefined);
  return facts !== undefined && nowMs - facts.mtimeMs > abandonedAfterMs;
}
