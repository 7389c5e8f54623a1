// A clock that runs as the real one does, and leaps ahead where nothing happens; other processes are told of each leap.
import type { Clock } from '../../soak/world/clock.ts';

/** Told how far ahead of the real clock this one is, in milliseconds; resolves when that counts over there. */
export type Follower = (offsetMs: number) => Promise<void>;

export interface LeapingClock extends Clock {
  offsetMs(): number;
  /** From now on the follower hears of every leap; answers what ends that. */
  follow(follower: Follower): () => void;
  /** Resolves when all followers know the last leap. */
  followed(): Promise<void>;
}

/** A clock at the real time. `realNow` is in milliseconds since 1970. */
export function createLeapingClock(realNow: () => number): LeapingClock {
  const followers = new Set<Follower>();
  let offsetMs = 0;
  let telling: Promise<unknown> = Promise.resolve();
  const nowMs = (): number => realNow() + offsetMs;
  function leap(ms: number): void {
    if (ms <= 0) return;
    offsetMs += Math.round(ms);
    telling = Promise.all([telling, ...[...followers].map((follower) => follower(offsetMs))]);
  }
  return {
    nowMs,
    offsetMs: () => offsetMs,
    advance: leap,
    moveTo: (ms) => leap(ms - nowMs()),
    follow(follower) {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    async followed() {
      await telling;
    },
  };
}
