// The time of a run: it moves when something is waited for or done, and never by itself.

export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  advance(ms: number): void;
  /** Forward to this moment; nothing where it has passed. */
  moveTo(ms: number): void;
}

/** A clock that stands at `startMs`. */
export function createClock(startMs: number): Clock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advance(ms) {
      nowMs += Math.max(0, Math.round(ms));
    },
    moveTo(ms) {
      nowMs = Math.max(nowMs, ms);
    },
  };
}
