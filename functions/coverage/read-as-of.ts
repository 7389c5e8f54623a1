// Tells until when what happened is in the roll-ups of all days.
import type { Store } from '../store/store.ts';
import { overlapMs, rollUpTurnId } from './recompute-changed-days.ts';

/** The moment; `undefined` where nothing was ever added up to the end. Rejects as the store does. */
export async function readAsOf(store: Pick<Store, 'findWatermark'>): Promise<number | undefined> {
  const reached = await store.findWatermark(rollUpTurnId);
  if (reached === undefined || reached.checkedUntilSeconds === 0) return undefined;
  const { checkedUntilSeconds, askedAtMs } = reached;
  // A run that came to the end wrote when it began; another one wrote where the next goes on, which looks back again.
  const isWhole = Math.floor(askedAtMs / 1000) === checkedUntilSeconds;
  const reachedMs = checkedUntilSeconds * 1000;
  return isWhole ? reachedMs : Math.max(0, reachedMs - overlapMs);
}
