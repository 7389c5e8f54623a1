// Which ids belong together: they begin with the same words, so that a range of ids is a list.
import { auditEventId } from './console-store.ts';
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

/** The ids that begin with that of any account behind this one; of any at all without one. */
export function toRangeBehind(owner: string | undefined): IdRange {
  // Ids of accounts begin with a letter.
  return { from: owner === undefined ? 'A' : `${owner};`, until: '~' };
}

/** The ids of an account's audit events from before a moment. */
export function toOldAuditRange(accountId: string, beforeMs: number): IdRange {
  return { from: auditEventId(accountId, beforeMs - 1, ''), until: toIdRange(accountId).until };
}

/** The owner in an id that begins with it. */
export function toOwner(id: string): string {
  return id.split(':', 1)[0] ?? '';
}
