// Lets one instance at a time do what is due every so often, by a watermark that all of them see.
import type { Watermark } from '../rules/stored-records.ts';
import type { Store } from '../store/store.ts';

/** What is done by turns. */
export interface Turn {
  /** The watermark's id. No property is called `deployment`. */
  id: `deployment:${string}`;
  nowMs: number;
  /** How long after somebody took a turn the next may. */
  everyMs: number;
  /** Whether there is anything to do at all, judged by how far the last turn got; where there is not, none is taken. */
  isWanted?: (checkedUntilSeconds: number) => boolean;
}

/** The watermark in this instance's hands; `undefined` where it is not due, or another was faster. Rejects as the store does. */
export async function takeTurn(
  store: Pick<Store, 'findWatermark' | 'createWatermark' | 'changeWatermark'>,
  { id, nowMs, everyMs, isWanted = () => true }: Turn,
): Promise<Watermark | undefined> {
  const known = await store.findWatermark(id);
  if (known === undefined) {
    const first: Watermark = { id, version: 1, checkedUntilSeconds: 0, askedAtMs: nowMs };
    return (await store.createWatermark(first)) === 'created' ? first : undefined;
  }
  // A time far ahead was written by a clock that was wrong.
  if (Math.abs(nowMs - known.askedAtMs) < everyMs || !isWanted(known.checkedUntilSeconds)) return undefined;
  const taken: Watermark = { ...known, askedAtMs: nowMs };
  if ((await store.changeWatermark(taken)) !== 'changed') return undefined;
  return { ...taken, version: taken.version + 1 };
}
