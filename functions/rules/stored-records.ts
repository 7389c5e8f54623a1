// The small records beside properties, clicks and entries: buyers, how far Stripe was asked, and what was counted.
import type { Buyer } from './user-data.ts';

/** The buyer of one entry, apart from it so that it can expire and be erased while the entry stays. */
export interface BuyerRecord extends Buyer {
  /** The id of the entry. */
  id: string;
  propertyId: string;
  /** From then on the record counts as not there, whenever the database gets round to removing it. */
  expiresAtMs: number;
}

/** Up to where Stripe was asked for missed events of one property and mode. */
export interface Watermark {
  /** `<property id>:<live|test>`, as the store builds it. */
  id: string;
  version: number;
  /** Events created before this were asked for, by Stripe's clock. */
  checkedUntilSeconds: number;
  /** When somebody last began to ask; nobody else does within the hour. */
  askedAtMs: number;
  /** Days that were too large to be added up, by `<property id>:<day>`: when each was tried last. Absent where that is not what is kept. */
  leftDays?: Record<string, number>;
  /** Keys that were the newest of the ring, by an id that tells nothing of them: when a sweep first saw each, in ms. Absent as above. */
  keysSeenAtMs?: Record<string, number>;
}

/** How often what happened to a property's events on one day, as one instance counted it; sums are made when read. */
export interface Tally {
  /** `<property id>:<YYYY-MM-DD>:<instance>`, as the store builds it. */
  id: string;
  propertyId: string;
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  /** By a short stable word, such as `accepted`, `invalid_signature` or `out_of_scope`. */
  counts: Record<string, number>;
  expiresAtMs: number;
}
