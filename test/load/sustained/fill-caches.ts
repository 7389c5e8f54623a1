// Fills the caches of a server before it is measured, as fast as it answers, so that what it learns later is no growth.
import { startLoad } from '../../bench/load/load.ts';
import type { LoadPlan } from '../../bench/load/load-plan.ts';
import { requestKinds, requestOfKind } from './arrivals.ts';

/** After so many payments every cache of the server is full, and forgets as much as it learns. */
export const fillingPayments = 10_000;

export interface Filling {
  /** Where the server answers, without a slash at the end. */
  origin: string;
  /** Names the sessions; another one than that of the load behind. */
  run: string;
  payments: number;
  onProgress: (text: string) => void;
}

/** So few at a time, so that a page has reported before its grace is over, however slow the store is. */
const paymentsAtOnce = 100;

const concurrency = 16;

/** So many of the last come with all that a payment brings: as many sessions are remembered with their answers. */
const wholePayments = 4_000;

/** The others fill what counts addresses and sessions. */
const shortKinds: readonly LoadPlan['request'][] = ['lookup', 'report'];

/** Resolves when every payment was made. Rejects where an answer was wrong, or the load process died. */
export async function fillCaches({ origin, run, payments, onProgress }: Filling): Promise<void> {
  const load = startLoad();
  try {
    for (let first = 0; first < payments; first += paymentsAtOnce) {
      onProgress(`${first} of ${payments} payments before the load, which fill the caches`);
      const sessions = Math.min(paymentsAtOnce, payments - first);
      const isWhole = first >= payments - wholePayments;
      const requests = isWhole ? requestKinds.map((kind) => requestOfKind[kind]) : shortKinds;
      for (const request of requests) {
        const some = { origin, run, first, sessions, requests: sessions, concurrency, hasClicks: isWhole };
        await load.run({ ...some, request });
      }
    }
  } finally {
    load.stop();
  }
}
