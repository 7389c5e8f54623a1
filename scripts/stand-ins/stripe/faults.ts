// Switches that make the API misbehave as a network or an overloaded Stripe does.

/** What the next API requests meet. Pages of the stand-in are never affected. */
export interface Faults {
  /** Wait this long before anything else. */
  latencyMs?: number;
  /** Answer this status with Stripe's error JSON. */
  status?: number;
  /** Accept the request and never answer. */
  hang?: boolean;
  /** Cut the connection with a TCP reset. */
  reset?: boolean;
  /** Do what a request of this method asks, and cut the connection instead of answering. */
  loseAnswersTo?: 'GET' | 'POST';
  /** Answer 200 with something that is no JSON. */
  garbage?: boolean;
  /** Answer 429 above this many requests per second and account; without `retryAfterSeconds`, without the header. */
  rateLimit?: { perSecond: number; retryAfterSeconds?: number; reason?: string };
  /** How many requests the faults last; for good when left out. */
  times?: number;
}

/** The switches, and a count of what each account has asked in the running second. */
export interface FaultBox {
  set: (faults: Faults) => void;
  /** The faults that the next request meets; counts it. */
  take: () => Faults;
  /** Whether this request of an account is one too many. */
  exceedsRate: (accountId: string, perSecond: number) => boolean;
}

/** A box without faults. `now` is in milliseconds. */
export function createFaultBox(now: () => number): FaultBox {
  let current: Faults = {};
  let remaining = Number.POSITIVE_INFINITY;
  const windows = new Map<string, { second: number; count: number }>();
  return {
    set(faults) {
      current = faults;
      remaining = faults.times ?? Number.POSITIVE_INFINITY;
      windows.clear();
    },
    take() {
      if (remaining <= 0) {
        return {};
      }
      remaining -= 1;
      return current;
    },
    exceedsRate(accountId, perSecond) {
      const second = Math.floor(now() / 1000);
      const window = windows.get(accountId);
      const count = window?.second === second ? window.count + 1 : 1;
      windows.set(accountId, { second, count });
      return count > perSecond;
    },
  };
}
