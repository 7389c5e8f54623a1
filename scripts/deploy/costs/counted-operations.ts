// What was counted against Firestore's emulator; a test counts again and fails where it comes to something else.
import type { ActionName, Operations } from './operations.ts';

/** When, and how. */
export const countedHow =
  'Counted on 2026-11-22 with the functions over HTTP, their store on Firestore’s emulator and a stand-in for Stripe: one payment of a property whose page goes first and whose server sends to GA4.';

/** By action. */
export const countedOperations: Readonly<Record<ActionName, Operations>> = {
  click: { reads: 1, writes: 1, deletes: 0, calls: 2, stripe: 0, sends: 0 },
  lookup: { reads: 3, writes: 1, deletes: 0, calls: 4, stripe: 1, sends: 0 },
  report: { reads: 1, writes: 1, deletes: 0, calls: 2, stripe: 0, sends: 0 },
  event: { reads: 0, writes: 3, deletes: 0, calls: 2, stripe: 0, sends: 0 },
  settle: { reads: 1, writes: 1, deletes: 0, calls: 2, stripe: 0, sends: 0 },
  send: { reads: 5, writes: 5, deletes: 0, calls: 9, stripe: 1, sends: 1 },
  idleHour: { reads: 252, writes: 94, deletes: 0, calls: 346, stripe: 1, sends: 0 },
};

/** Bytes that the counted payment left for good: its entry, as written, and a half on top for names and indexes. */
export const bytesPerPayment = 4_150;
