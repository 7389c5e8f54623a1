// Keeps two demos from writing the same files, and tells other commands that one runs.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DemoError } from './demo-error.ts';

/**
 * Writes this process's id to `file` and returns what removes it again. Throws `DemoError` while another process, whose id
 * stands there, is alive; the id of a process that is gone is replaced.
 */
export function takeStartLock(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (!tryWrite(file)) {
    const owner = Number.parseInt(readFileSync(file, 'utf8'), 10);
    if (isAlive(owner)) {
      throw new DemoError(
        `"npm start" already runs here (process ${owner}). Stop it first; if process ${owner} is something else, delete ${file}.`,
      );
    }
    rmSync(file, { force: true });
    if (!tryWrite(file)) {
      throw new DemoError('Another "npm start" began here at the same moment. Use that one, or stop it first.');
    }
  }
  return () => rmSync(file, { force: true });
}

function tryWrite(file: string): boolean {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, `${process.pid}\n`);
  try {
    // A link appears with its content: nobody ever reads a lock that is still empty.
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
