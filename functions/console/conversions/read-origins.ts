// Where the buyers of some entries came from: by the entries themselves, their sessions and the click records that are still there.

import { findOwnClick } from '../../rules/click.ts';
import type { Entry, SessionEntry } from '../../rules/entry.ts';
import { findOrigins, type Origins, toClickOrigins } from '../../rules/origin.ts';
import { entryId, type Store } from '../../store/store.ts';
import { unlessDamaged } from '../unless-damaged.ts';

/** The origins by the id of the entry; none for an entry whose session is not known. Rejects as the store does. */
export async function readOrigins(
  store: Store,
  entries: readonly Entry[],
  nowMs: number,
): Promise<ReadonlyMap<string, Origins>> {
  const sessions = new Map<string, SessionEntry>();
  for (const entry of entries) if (entry.kind === 'session') sessions.set(entry.id, entry);
  const missing = new Set(entries.flatMap((entry) => toSessionId(entry) ?? []).filter((id) => !sessions.has(id)));
  for (const entry of await readAll([...missing], (id) => unlessDamaged(store.findEntry(id)))) {
    if (entry?.kind === 'session') sessions.set(entry.id, entry);
  }
  const known = await readAll(
    [...sessions],
    async ([id, entry]) => [id, await findOriginsOf(store, entry, nowMs)] as const,
  );
  const bySession = new Map(known);
  return new Map(
    entries.flatMap((entry) => {
      const origins = bySession.get(toSessionId(entry) ?? '');
      return origins === undefined ? [] : [[entry.id, origins] as const];
    }),
  );
}

/** More would stand in front of everybody else's questions to the store. */
const readsAtOnce = 50;

async function readAll<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += readsAtOnce) {
    results.push(...(await Promise.all(items.slice(from, from + readsAtOnce).map(read))));
  }
  return results;
}

/** The entry's own origins, by its click record where nobody kept them yet. */
async function findOriginsOf(store: Pick<Store, 'findClick'>, entry: SessionEntry, nowMs: number): Promise<Origins> {
  if (entry.clickOrigins !== undefined || entry.clickId === null) return findOrigins(entry);
  const click = findOwnClick(entry, await unlessDamaged(store.findClick(entry.propertyId, entry.clickId, nowMs)));
  const clickOrigins = click && toClickOrigins(click);
  return findOrigins(clickOrigins === undefined ? entry : { ...entry, clickOrigins });
}

function toSessionId(entry: Entry): string | undefined {
  if (entry.kind === 'session') return entry.id;
  return entry.sessionId === null ? undefined : entryId(entry.propertyId, entry.sessionId);
}
