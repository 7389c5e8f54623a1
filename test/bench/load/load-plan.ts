// What one stretch of load is, as it travels from the bench to the process that makes it, and what comes back.

/** The requests of one stretch. Session numbers go from `first` on, `sessions` of them, round and round. */
export interface LoadPlan {
  /** Where the server under test answers, without a slash at the end. */
  origin: string;
  /**
   * `click`, `lookup` and `report` as a page sends them; `unclaimed`, a lookup that leaves the event to others; `event` as Stripe's webhook tells of the session; `stripe` asks the stand-in
   * itself, with the shop's key.
   */
  request: 'click' | 'lookup' | 'unclaimed' | 'report' | 'event' | 'stripe';
  /** Names the sessions together with their number; see `toSessionId`. */
  run: string;
  first: number;
  sessions: number;
  /** Over how many shops the sessions are spread, `shopCount` unless given. */
  shops?: number;
  /** How many requests in all; each session is asked for `requests / sessions` times. */
  requests: number;
  /** How many requests are under way at any time. */
  concurrency: number;
  /** Whether lookups name the click that a `click` of the same session told of. */
  hasClicks?: boolean;
  /** The text that every answer has to hold; without one, its own session id, or that an event was received. */
  expected?: string;
}

/** How a stretch went. */
export interface LoadResult {
  elapsedMs: number;
  p50Ms: number;
  p99Ms: number;
  /** How much of that time, 0 to 1, this process worked; near 1 it measured itself. */
  busyShare: number;
  wrongAnswers: number;
  /** Status and body of the first wrong answer, or the error in its place. */
  firstWrongAnswer?: string;
}
