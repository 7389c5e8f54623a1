// Which ids belong together: they begin with the same words, so that a range of ids is a list.
import { type RollupQuery, rollupId } from './store.ts';

/** From the first id up to, but not including, the other. */
export interface IdRange {
  from: string;
  until: string;
}

/** The ids that begin with that of a property or account and a colon. */
export function toIdRange(owner: string): IdRange {
  // The semicolon follows the colon, and no owner's id holds either.
  return { from: `${owner}:`, until: `${owner};` };
}

/** The ids of roll-ups of these days. */
export function toRollupRange({ propertyId, mode, fromDay, untilDay }: RollupQuery): IdRange {
  return { from: rollupId(propertyId, mode, fromDay), until: `${rollupId(propertyId, mode, untilDay)};` };
}
