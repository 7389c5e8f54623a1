// Opens the embedded store: one SQLite file that only its owner may read.
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailableError } from '../errors.ts';
import type { Store } from '../store.ts';
import { migrate } from './migrate.ts';
import { defaultPatience, type Patience, retryWhileBusy } from './retry-while-busy.ts';
import { SqliteStore } from './sqlite-store.ts';

/** SQLite waits this long by itself; the wait blocks every request of the process, so it is kept short. */
const busyTimeoutMs = 50;

/**
 * 16 MB of log between two checkpoints, four times SQLite's own measure: a checkpoint waits for the disk and with it every
 * request, and most of what is written lies in pages that will be written again soon.
 */
const pagesPerCheckpoint = 4_000;

/** Eight times SQLite's own measure: what is written is spread over the indexes, whose pages would be read again and again. */
const cacheKibibytes = 16_000;

/** SQLite's own name for a database that lives as long as its connection. */
const inMemory = ':memory:';

/** The store in the file at `path`, which is made with its folder if need be, or in memory at `:memory:`; rejects with `StoreUnavailableError`. */
export async function openSqliteStore(path: string, patience: Patience = defaultPatience): Promise<Store> {
  if (path !== inMemory) createPrivateFile(path);
  const database = await retryWhileBusy(() => openDatabase(path), patience);
  return new SqliteStore(database, patience);
}

function createPrivateFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
  } catch (cause) {
    const sentence = 'The SQLite file cannot be made or written. Check the path and the rights of its folder.';
    throw new StoreUnavailableError(sentence, { cause });
  }
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    database.exec('PRAGMA journal_mode = WAL');
    // Whoever was told that something is stored never tells it again, so it must outlast a power cut: with WAL only FULL waits
    // for the disk at every commit (https://www.sqlite.org/pragma.html#pragma_synchronous). Writes share commits, and so this wait.
    database.exec('PRAGMA synchronous = FULL');
    database.exec(`PRAGMA wal_autocheckpoint = ${pagesPerCheckpoint}`);
    // What is removed or replaced leaves no bytes behind, a buyer's address for one; it costs no time that could be measured.
    database.exec('PRAGMA secure_delete = ON');
    database.exec(`PRAGMA cache_size = -${cacheKibibytes}`);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
