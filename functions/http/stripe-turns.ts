// Lets requests to Stripe out in turn, key by key, so that in no second more of them leave than Stripe allows.
import { LRUCache } from 'lru-cache';
import { createTokenBuckets } from './token-buckets.ts';

/** One line for each key. Whoever asks for turns of the same object stands in the same line, a page or the sweep. */
export interface StripeTurns {
  /**
   * Waits until it is this one's turn, at most about `patienceMs`. `refused` at once where that is too short, with the
   * milliseconds after which there will be a turn.
   */
  take(apiKey: string, patienceMs: number): Promise<Turn>;
}

/** Whether there was a turn. */
export type Turn = { kind: 'taken' } | { kind: 'refused'; retryAfterMs: number };

/** How many turns there are, as the settings have it. */
export interface StripeLimits {
  stripeKeyPerSecond: number;
  stripeKeyBurst: number;
}

/** What time it is, and how one waits. */
export interface TurnClock {
  now: () => number;
  sleep: (ms: number) => Promise<void>;
}

/** The most patient there may be. */
export const longestPatienceMs = 5_000;

const maxKeys = 2_000;

/** A second, and by how much two requests may come closer to each other on their way. */
const windowMs = 1_100;

/** Turns of which nobody has taken any. In no second there are more than rate and burst together. */
export function createStripeTurns(
  { stripeKeyPerSecond: perSecond, stripeKeyBurst: burst }: StripeLimits,
  { now, sleep }: TurnClock,
): StripeTurns {
  const buckets = createTokenBuckets({ perSecond, burst, maxKeys, maxWaitMs: longestPatienceMs, now });
  const departures = new LRUCache<string, number[]>({ max: maxKeys });
  const most = Math.max(1, Math.floor(perSecond + burst));

  /** Turns are planned evenly; but where a busy process wakes late, all of a while would leave at once. */
  async function depart(apiKey: string): Promise<void> {
    for (;;) {
      const nowMs = now();
      const recent = departures.get(apiKey) ?? [];
      // A time ahead was written before the clock was set back.
      while (recent[0] !== undefined && (recent[0] > nowMs || nowMs - recent[0] >= windowMs)) recent.shift();
      const [oldest] = recent;
      if (oldest === undefined || recent.length < most) {
        recent.push(nowMs);
        departures.set(apiKey, recent);
        return;
      }
      await sleep(oldest + windowMs - nowMs);
    }
  }

  return {
    async take(apiKey, patienceMs) {
      const turn = buckets.reserve(apiKey, patienceMs);
      if (turn.kind === 'refused') return turn;
      if (turn.waitMs > 0) await sleep(turn.waitMs);
      await depart(apiKey);
      return { kind: 'taken' };
    },
  };
}
