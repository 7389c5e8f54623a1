// The mark that a sweep leaves behind, by which somebody sees later that sweeps run at all.
import type { Store } from '../store/store.ts';

type MarkStore = Pick<Store, 'findWatermark' | 'createWatermark' | 'changeWatermark'>;

/** Not of the form of a property's watermarks: no property is called like this. */
const markId = 'deployment:sweep';

/** One mark a minute tells as much as many. */
const markEveryMs = 55_000;

/** Writes down that a run over all properties came to its end, unless one did within the minute. Rejects with StoreUnavailableError. */
export async function leaveSweepMark(store: MarkStore, nowMs: number): Promise<void> {
  const known = await store.findWatermark(markId);
  const mark = { id: markId, checkedUntilSeconds: Math.floor(nowMs / 1000), askedAtMs: nowMs };
  if (known === undefined) await store.createWatermark({ ...mark, version: 1 });
  // Where another run was quicker, its mark is as good.
  else if (Math.abs(nowMs - known.askedAtMs) >= markEveryMs)
    await store.changeWatermark({ ...mark, version: known.version });
}

/** When the last run over all properties ended, in ms; `undefined` where none ever did. Rejects with StoreUnavailableError. */
export async function findSweptAtMs(store: Pick<Store, 'findWatermark'>): Promise<number | undefined> {
  return (await store.findWatermark(markId))?.askedAtMs;
}
