// Who writes into the ledger, when, and how thoroughly.
import type { ChangeSource } from '../rules/entry.ts';

/** Goes into an entry's history with each change. */
export interface Recording {
  nowMs: number;
  source: ChangeSource;
  /** Also plans what happened before, for destinations that have no delivery of it; never a second one. */
  replan?: boolean | undefined;
}
