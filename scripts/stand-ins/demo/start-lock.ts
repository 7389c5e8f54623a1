// Keeps two demos from writing the same files, and tells other commands that one runs.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DemoError } from './demo-error.ts';

/**
 * Writes this process's id to `file`, and returns what removes it again. Throws `DemoError` while another process has done so
 * and lives; what a process that is gone left behind counts for nothing.
 */
export function takeStartLock(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // The operating system holds this lock: one of any number of starts gets it, and it ends with its process, however that ends.
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw isBusy(error) ? new DemoError(`"npm start" already runs here${describeOwner(file)}. Stop it first.`) : error;
  }
  writeFileSync(file, `${process.pid}\n`);
  return () => {
    if (lock.isOpen) {
      rmSync(file, { force: true });
      lock.close();
    }
  };
}

/** See https://www.sqlite.org/rescode.html#busy. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

/** Nothing where the owner has the lock, and has not come to writing its id yet. */
function describeOwner(file: string): string {
  try {
    const owner = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return owner > 0 ? ` (process ${owner})` : '';
  } catch {
    return '';
  }
}
