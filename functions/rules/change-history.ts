// An entry's history: who changed what and when, bounded, so that an entry stays small whatever happens to it.
import type { EntryChange } from './entry.ts';

/** How many lines are kept: the first, which tells how the entry came about, and the newest. */
export const maxChanges = 40;

/** The history with further lines at its end. Of a long one the oldest after the first are dropped. */
export function addChanges(changes: readonly EntryChange[], added: readonly EntryChange[]): EntryChange[] {
  const all = [...changes, ...added];
  return all.length <= maxChanges ? all : [...all.slice(0, 1), ...all.slice(1 - maxChanges)];
}
