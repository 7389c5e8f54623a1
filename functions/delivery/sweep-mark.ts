// The mark that a sweep leaves behind, by which somebody sees later that sweeps run at all, and how old the newest key is.
import type { Store } from '../store/store.ts';

type MarkStore = Pick<Store, 'findWatermark' | 'createWatermark' | 'changeWatermark'>;

/** Not of the form of a property's watermarks: no property is called like this. */
const markId = 'deployment:sweep';

/** One mark a minute tells as much as many. */
const markEveryMs = 55_000;

/** What a sweep noted. */
export interface SweepMark {
  /** When the last run over all properties ended, in ms. */
  sweptAtMs: number;
  /** When one first saw a key as the newest of its ring, in ms, by the key's id. */
  keysSeenAtMs: Readonly<Record<string, number>>;
}

/**
 * Writes down that a run over all properties came to its end, and since when it knows the newest key, unless one did within the
 * minute. Rejects with StoreUnavailableError.
 */
export async function leaveSweepMark(store: MarkStore, nowMs: number, newestKeyId: string): Promise<void> {
  const known = await store.findWatermark(markId);
  // Earlier keys stay: while a new ring is rolled out, some runs still have the old one, and each key keeps its first day.
  const keysSeenAtMs = { [newestKeyId]: nowMs, ...known?.keysSeenAtMs };
  const mark = { id: markId, checkedUntilSeconds: Math.floor(nowMs / 1000), askedAtMs: nowMs, keysSeenAtMs };
  if (known === undefined) await store.createWatermark({ ...mark, version: 1 });
  // Where another run was quicker, its mark is as good.
  else if (Math.abs(nowMs - known.askedAtMs) >= markEveryMs)
    await store.changeWatermark({ ...mark, version: known.version });
}

/** When the last run over all properties ended, in ms; `undefined` where none ever did. Rejects with StoreUnavailableError. */
export async function findSweptAtMs(store: Pick<Store, 'findWatermark'>): Promise<number | undefined> {
  return (await findSweepMark(store))?.sweptAtMs;
}

/** What the last run over all properties noted; `undefined` where none ever ended. Rejects with StoreUnavailableError. */
export async function findSweepMark(store: Pick<Store, 'findWatermark'>): Promise<SweepMark | undefined> {
  const known = await store.findWatermark(markId);
  if (known === undefined) return undefined;
  return { sweptAtMs: known.askedAtMs, keysSeenAtMs: known.keysSeenAtMs ?? {} };
}
