// A new SQLite file for each test, opened as often as the test likes, closed and removed afterwards.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach } from 'vitest';
import { openSqliteStore } from '../../../../functions/store/sqlite/open-sqlite-store.ts';
import { defaultPatience } from '../../../../functions/store/sqlite/retry-while-busy.ts';
import type { Store } from '../../../../functions/store/store.ts';

/** The file of the running test, which is there once somebody opened it. */
export interface SqliteFile {
  readonly folder: string;
  readonly path: string;
  /** A store in this file, or in another one `at` a path; it waits a short while for other processes. */
  open(this: void, at?: string, budgetMs?: number): Promise<Store>;
  /** A connection that keeps others from writing until it is closed. */
  lock(this: void): DatabaseSync;
}

/** Declares what is done before and after each test. */
export function useSqliteFile(): SqliteFile {
  let folder = '';
  const opened: Store[] = [];
  const path = (): string => join(folder, 'tilltag.db');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tilltag-sqlite-'));
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    rmSync(folder, { recursive: true });
  });

  return {
    get folder() {
      return folder;
    },
    get path() {
      return path();
    },
    async open(at = path(), budgetMs = 300) {
      const store = await openSqliteStore(at, { ...defaultPatience, budgetMs });
      opened.push(store);
      return store;
    },
    lock() {
      const holder = new DatabaseSync(path());
      holder.exec('BEGIN IMMEDIATE');
      return holder;
    },
  };
}
