// Time that stands still until a test moves it, for the fake page and the fake server.

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** A clock under a test's control. */
export interface FakeClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `callback` once, `delayMs` from now, when the time is moved there. */
  schedule(callback: () => void, delayMs: number): void;
  /** Runs the first timer that is due at `untilMs` or before, at its own time; false when there is none. */
  runNext(untilMs: number): boolean;
  /** Lets `ms` pass and runs every timer that falls due, in order of time. */
  advance(ms: number): void;
}

/** A clock that starts at `startMs`, by default with the year 2026. */
export function createFakeClock(startMs: number = Date.UTC(2026, 0, 1)): FakeClock {
  let nowMs = startMs;
  const timers: Timer[] = [];

  function runNext(untilMs: number): boolean {
    const next = timers.reduce<Timer | undefined>(
      (first, timer) => (timer.dueMs <= untilMs && (!first || timer.dueMs < first.dueMs) ? timer : first),
      undefined,
    );
    if (!next) {
      return false;
    }
    timers.splice(timers.indexOf(next), 1);
    nowMs = Math.max(nowMs, next.dueMs);
    next.callback();
    return true;
  }

  return {
    now: () => nowMs,
    schedule: (callback, delayMs) => {
      timers.push({ dueMs: nowMs + Math.max(0, delayMs), callback });
    },
    runNext,
    advance: (ms) => {
      const untilMs = nowMs + ms;
      while (runNext(untilMs));
      nowMs = untilMs;
    },
  };
}

/** Gives the numbers in turn; the last one repeats. */
export function createRandom(randoms: readonly number[] = [0.5]): () => number {
  let used = 0;
  return () => randoms[Math.min(used++, randoms.length - 1)] ?? 0.5;
}
