// Removes what belongs to a property, some at a time, and at last the property.
import type { Property } from '../../rules/property.ts';
import type { Store } from '../../store/store.ts';

/** What a step of the removal works with. */
export interface OwnedTools {
  store: Pick<Store, 'deleteOwned' | 'deleteProperty'>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * How far it is. `going_on`: there is more. `settling`: nothing is left, and it waits until every function has forgotten the
 * property, because one that remembers it may still write. `gone`: all of it.
 */
export type RemovalState = 'going_on' | 'settling' | 'gone';

/** Functions remember a property for a minute; what they began by then has come to its end. */
export const settleMs = 90_000;

const atOnce = 200;

/** Removes at most `rounds` times some of each kind; the property too, where nothing is left and it has settled. */
export async function goOnWithRemoval(
  { store, now }: OwnedTools,
  { id, removalStartedAtMs }: Pick<Property, 'id' | 'removalStartedAtMs'>,
  rounds: number,
): Promise<RemovalState> {
  for (let round = 0; round < rounds; round += 1) {
    if ((await store.deleteOwned(id, atOnce)) > 0) continue;
    if (removalStartedAtMs === undefined || now() < removalStartedAtMs + settleMs) return 'settling';
    await store.deleteProperty(id);
    return 'gone';
  }
  return 'going_on';
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
