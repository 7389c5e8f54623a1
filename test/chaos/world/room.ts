// A folder whose disk can become full: a small file system of its own where that may be mounted, else a limit on file sizes.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ScenarioObstacle } from '../scenario.ts';

export interface Room {
  /** How it is done, in words. */
  way: string;
  /** From now on these processes can write nothing that needs room. */
  take(pids: readonly number[]): void;
  /** There is room again. */
  give(pids: readonly number[]): void;
  close(): void;
}

/** In the folder, which is there. Throws ScenarioObstacle where this machine has no way. */
export function openRoom(folder: string): Room {
  if (succeeds('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tilltag-chaos', folder])) return openMounted(folder);
  if (succeeds('prlimit', ['--pid', String(process.pid)])) return openLimited(folder);
  throw new ScenarioObstacle(
    'A full disk needs either the right to mount a small file system, or prlimit of util-linux, which Linux has.',
  );
}

/** A real ENOSPC: what is left is filled. */
function openMounted(folder: string): Room {
  const ballast = join(folder, 'ballast');
  return {
    way: 'a file system of 64 MB that is filled up',
    take: () => fill(ballast),
    give: () => rmSync(ballast, { force: true }),
    close: () => {
      spawnSync('umount', ['-l', folder], { stdio: 'ignore' });
    },
  };
}

function fill(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (let size = 1_048_576; size >= 512; ) {
      try {
        writeSync(handle, Buffer.alloc(size));
      } catch {
        size /= 2;
      }
    }
  } finally {
    closeSync(handle);
  }
}

/** EFBIG in place of ENOSPC, which SQLite tells by another code: no file may grow beyond what the greatest has. */
function openLimited(folder: string): Room {
  const limit = (pids: readonly number[], size: string): void => {
    for (const pid of pids) spawnSync('prlimit', ['--pid', String(pid), `--fsize=${size}:unlimited`]);
  };
  return {
    way: 'a limit on the size of files, because this user may mount nothing',
    take: (pids) => limit(pids, String(findGreatest(folder))),
    give: (pids) => limit(pids, 'unlimited'),
    close: () => undefined,
  };
}

function findGreatest(folder: string): number {
  const sizes = existsSync(folder) ? readdirSync(folder).map((name) => statSync(join(folder, name)).size) : [];
  return Math.max(4_096, ...sizes);
}

function succeeds(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
