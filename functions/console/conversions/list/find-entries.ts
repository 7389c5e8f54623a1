// Finds the entries that a list asks for: by a Stripe id at once, else by reading back from the newest in bounded steps.
import type { Entry } from '../../../rules/entry.ts';
import { findOccurredAtMs } from '../../../rules/entry-index.ts';
import { type DamageListener, type EntryPosition, entryId, type Store } from '../../../store/store.ts';
import { matchesEntry } from './match-entry.ts';
import { type Filters, toPeriodMs } from './read-filters.ts';

/** What is looked for, and how far. */
export interface Search {
  propertyId: string;
  filters: Filters;
  after: EntryPosition | undefined;
  /** How many are wanted at most. */
  maxFound: number;
  /** How many entries are read for it at most. */
  maxRead: number;
  onDamaged: DamageListener;
}

/** What was found, newest first. */
export interface Found {
  entries: Entry[];
  /** How many entries were read for it. */
  read: number;
  /** Where a further search goes on; `undefined` where nothing is left. */
  end: EntryPosition | undefined;
  /** Found by the id alone, whatever the other filters say. */
  isById: boolean;
}

const batchSize = 250;
/** So many payments that only a person can bring further are looked at; more are a fault of their own. */
const maxTroubled = 1_000;

/** Entries by id or filters. Rejects as the store does. */
export async function findEntries(store: Store, search: Search): Promise<Found> {
  const { propertyId, filters, onDamaged } = search;
  const byId = search.after === undefined ? await findById(store, propertyId, filters.q, onDamaged) : [];
  if (byId.length > 0) return { entries: byId, read: byId.length, end: undefined, isById: true };
  return filters.status === 'undecided' ? await findUndecided(store, search) : await readBack(store, search);
}

/** The payment with all that came of it, or what came of one; nothing where the text is no id that is known. */
async function findById(store: Store, propertyId: string, q: string, onDamaged: DamageListener): Promise<Entry[]> {
  if (!/^(?:cs|pi|sub|in|re|pyr|dp|du)_[A-Za-z0-9_]{4,250}$/.test(q)) return [];
  const isJoined = q.startsWith('pi_') || q.startsWith('sub_');
  const joined = isJoined ? await store.findSessionEntry(propertyId, q) : undefined;
  const found = joined ?? (await store.findEntry(entryId(propertyId, q)));
  if (found?.kind !== 'session') return found === undefined ? [] : [found];
  return [found, ...(await store.listLaterEntries(propertyId, found.sessionId, onDamaged))];
}

/** The store has an index of these, so that they are found however old they are. */
async function findUndecided(
  store: Store,
  { propertyId, filters, after, maxFound, onDamaged }: Search,
): Promise<Found> {
  const troubled = await store.findTroubledEntries(propertyId, maxTroubled, onDamaged);
  const { fromMs = 0, untilMs = Number.POSITIVE_INFINITY } = toPeriodMs(filters);
  const wanted = troubled
    .map((entry) => ({ entry, position: toPosition(entry) }))
    .filter(({ position: { occurredAtMs } }) => occurredAtMs >= fromMs && occurredAtMs < untilMs)
    .filter(({ entry, position }) => matchesEntry(entry, filters) && (!after || compare(after, position) < 0))
    .sort((one, other) => compare(one.position, other.position));
  const shown = wanted.slice(0, maxFound);
  const isWhole = shown.length === wanted.length;
  const end = isWhole ? undefined : shown.at(-1)?.position;
  return { entries: shown.map(({ entry }) => entry), read: troubled.length, end, isById: false };
}

async function readBack(store: Store, search: Search): Promise<Found> {
  const { propertyId, filters, maxFound, maxRead, onDamaged } = search;
  const entries: Entry[] = [];
  const period = toPeriodMs(filters);
  let read = 0;
  let end = search.after;
  while (read < maxRead) {
    const limit = Math.min(batchSize, maxRead - read);
    const batch = await store.listEntries({ propertyId, ...period, after: end, limit }, onDamaged);
    for (const entry of batch) {
      read += 1;
      end = toPosition(entry);
      if (matchesEntry(entry, filters)) entries.push(entry);
      if (entries.length === maxFound) return { entries, read, end, isById: false };
    }
    if (batch.length < limit) return { entries, read, end: undefined, isById: false };
  }
  return { entries, read, end, isById: false };
}

function toPosition(entry: Entry): EntryPosition {
  return { occurredAtMs: findOccurredAtMs(entry), id: entry.id };
}

/** Below 0 where the first stands in front of the other: it is newer, or greater by id. */
function compare(one: EntryPosition, other: EntryPosition): number {
  return other.occurredAtMs - one.occurredAtMs || (one.id > other.id ? -1 : Number(one.id < other.id));
}
