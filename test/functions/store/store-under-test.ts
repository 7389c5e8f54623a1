// What the common suite is given to try: a database, and two connections to it.
import type { CollectedRecord } from '../../../functions/store/firestore/documents.ts';
import type { Store } from '../../../functions/store/store.ts';

/** Where a record can be damaged, by the name of its Firestore collection. */
export type DamagedCollection = CollectedRecord['collection'];

/** A database for one run of the suite. */
export interface StoreUnderTest {
  /** A further connection to the same, at first empty, database. */
  open: () => Promise<Store>;
  /** Replaces the stored body of a record, past the store. */
  damage: (collection: DamagedCollection, id: string, body: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** Two connections to one database, there once the suite has begun. */
export interface Connections {
  store: () => Store;
  other: () => Store;
  open: StoreUnderTest['open'];
  damage: StoreUnderTest['damage'];
}

/** The numbers from 0 up to, but not including, `count`. */
export function times(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** By turns the one and the other connection. */
export function alternate({ store, other }: Connections, index: number): Store {
  return index % 2 ? other() : store();
}

/** For where nothing may be damaged. */
export function failOnDamage(id: string, error: Error): never {
  throw new Error(`${id} is damaged.`, { cause: error });
}
