// How long to wait before something that failed is tried again, and when to give it up.

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** After the first, the second, … send; together about three days. */
const sendDelaysMs = [
  30 * secondMs,
  2 * minuteMs,
  10 * minuteMs,
  hourMs,
  3 * hourMs,
  6 * hourMs,
  ...Array<number>(5).fill(12 * hourMs),
];

/**
 * After the first, the second, … search for a session; together about three days, in fewer steps, because Stripe knows a
 * session before anything that comes of it and each search costs reads.
 */
const searchDelaysMs = [minuteMs, hourMs, 12 * hourMs, dayMs, 1.5 * dayMs];

/** How many sends are begun at most. */
export const maxSends = sendDelaysMs.length + 1;

/** A destination may ask for more patience than we have of ourselves, but not for more than this. */
export const maxRetryAfterMs = 12 * hourMs;

/** How long something waits for what it needs before it is given up. */
export const maxWaitMs = 3 * dayMs;

const shortestPauseMs = 30 * secondMs;
const longestPauseMs = 6 * hourMs;

/**
 * The wait after the `attempts`-th send, `undefined` after the last. `random` in [0, 1) spreads it by a quarter either way;
 * what the destination asked for counts where it is longer.
 */
export function findSendDelayMs(attempts: number, random: number, retryAfterMs = 0): number | undefined {
  const delayMs = sendDelaysMs[attempts - 1];
  if (delayMs === undefined) return undefined;
  return Math.max(spread(delayMs, random), Math.min(retryAfterMs, maxRetryAfterMs));
}

/** The wait after the `attempts`-th search for a session, `undefined` after the last. */
export function findSearchDelayMs(attempts: number, random: number): number | undefined {
  const delayMs = searchDelaysMs[attempts - 1];
  return delayMs === undefined ? undefined : spread(delayMs, random);
}

/**
 * The wait before looking again for what is missing, such as Stripe or its key, when it has been missing for `waitedMs`: an
 * eighth of that again, from half a minute to six hours.
 */
export function findPauseMs(waitedMs: number, random: number, retryAfterMs = 0): number {
  const pauseMs = Math.min(Math.max(waitedMs / 8, shortestPauseMs), longestPauseMs);
  return Math.max(spread(pauseMs, random), Math.min(retryAfterMs, maxRetryAfterMs));
}

function spread(delayMs: number, random: number): number {
  return Math.round(delayMs * (0.75 + random / 2));
}
