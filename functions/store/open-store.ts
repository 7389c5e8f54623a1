// Opens the store that a setting names, and loads only that one's database client.
import { StoreLocationError } from './errors.ts';
import type { Store } from './store.ts';

/** What Firestore needs beside the database's name; SQLite needs none of it. */
export interface StoreOptions {
  /** The Google Cloud project; without it, that of the machine's credentials. */
  projectId?: string | undefined;
  /** `host:port` of a Firestore emulator to talk to instead of Google. */
  firestoreEmulatorHost?: string | undefined;
}

/**
 * The store at `sqlite:PATH` (`sqlite::memory:` for one that ends with the process), `firestore` or `firestore:DATABASE`.
 * Rejects with `StoreLocationError` when `location` is none of these, and with `StoreUnavailableError` when an SQLite file
 * cannot be opened; Firestore is asked at the first step.
 */
export async function openStore(location: string, options: StoreOptions = {}): Promise<Store> {
  const separator = location.indexOf(':');
  const kind = separator < 0 ? location : location.slice(0, separator);
  const place = separator < 0 ? undefined : location.slice(separator + 1);
  if (kind === 'sqlite' && place) {
    const { openSqliteStore } = await import('./sqlite/open-sqlite-store.ts');
    return openSqliteStore(place);
  }
  if (kind === 'firestore' && place !== '') {
    const { openFirestoreStore } = await import('./firestore/open-firestore-store.ts');
    return openFirestoreStore({ ...options, database: place ?? '(default)' });
  }
  throw new StoreLocationError(
    'The store is written as sqlite:PATH, firestore or firestore:DATABASE, for example sqlite:.tilltag/tilltag.db.',
  );
}
