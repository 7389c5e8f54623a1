// Removes what belongs to a property, some at a time, and at last the property.
import type { Property } from '../../rules/property.ts';
import type { Store } from '../../store/store.ts';

/** What a step of the removal works with. */
export interface OwnedTools {
  store: Pick<Store, 'deleteOwned' | 'deleteProperty'>;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Called right before the property goes, so that nothing that ends a process in between leaves its end unknown. */
  noteEnd?: (() => Promise<void>) | undefined;
}

/**
 * How far it is. `going_on`: there is more. `settling`: nothing is left, and it waits until every function has forgotten the
 * property, because one that remembers it may still write. `gone`: all of it, and this step took the property. `missing`: all
 * of it, and somebody else was faster.
 */
export type RemovalState = 'going_on' | 'settling' | 'gone' | 'missing';

/** What a step did. */
export interface RemovalStep {
  state: RemovalState;
  /** How many records it removed, the property apart. */
  records: number;
}

/** Functions remember a property for a minute; what they began by then has come to its end. */
export const settleMs = 90_000;

const atOnce = 200;

/**
 * Removes at most `rounds` times some of each kind; the property too, where nothing is left and it has settled. Several may do so
 * at once, and one may go on where another was broken off. Rejects as the store does.
 */
export async function goOnWithRemoval(
  { store, now, noteEnd }: OwnedTools,
  { id, removalStartedAtMs }: Pick<Property, 'id' | 'removalStartedAtMs'>,
  rounds: number,
): Promise<RemovalStep> {
  let records = 0;
  for (let round = 0; round < rounds; round += 1) {
    const count = await store.deleteOwned(id, atOnce);
    records += count;
    if (count > 0) continue;
    if (removalStartedAtMs === undefined || now() < removalStartedAtMs + settleMs)
      return { state: 'settling', records };
    await noteEnd?.();
    const state = (await store.deleteProperty(id)) === 'deleted' ? 'gone' : 'missing';
    return { state, records };
  }
  return { state: 'going_on', records };
}

/** By what the end of a removal is told from all else in a trail, whoever notes it: however many do, it is there once. */
export function toEndMark({ id, removalStartedAtMs = 0 }: Pick<Property, 'id' | 'removalStartedAtMs'>): {
  sortedAtMs: number;
  token: string;
} {
  return { sortedAtMs: removalStartedAtMs + settleMs, token: id };
}

/** Removes everything that belongs to the property, however long that takes; how many records went. */
export async function removeAllOwned({ store }: Pick<OwnedTools, 'store'>, propertyId: string): Promise<number> {
  let removed = 0;
  for (;;) {
    const count = await store.deleteOwned(propertyId, atOnce);
    if (count === 0) return removed;
    removed += count;
  }
}
