// Switches that make a receiver of events misbehave as networks and overloaded servers do.
import type { ServerResponse } from 'node:http';

/** What the next requests meet. Alone, a fault takes nothing; with `takesFirst`, the event was taken before it. */
export interface ReceiverFaults {
  /** Answer this status. */
  status?: number;
  /** Goes with the status. */
  retryAfterSeconds?: number;
  /** Accept the request and never answer. */
  hang?: boolean;
  /** Cut the connection with a TCP reset once the request is there. */
  reset?: boolean;
  takesFirst?: boolean;
  /** Wait this long before the answer, whatever it is. */
  latencyMs?: number;
  /** How many requests the faults last; for good when left out. */
  times?: number;
  /** Until when they last by the receiver's clock, milliseconds since 1970: `status: 503` for an hour is an outage. */
  untilMs?: number;
}

export interface FaultBox {
  /** Replaces all faults; `{}` ends them. */
  set: (faults: ReceiverFaults) => void;
  /** The faults that the next request meets; counts it. */
  take: () => ReceiverFaults;
}

/** How a receiver without faults answers. */
export interface Answer {
  status: number;
  body?: string;
}

/** A box without faults. `now` is in milliseconds. */
export function createFaultBox(now: () => number): FaultBox {
  let current: ReceiverFaults = {};
  let remaining = Number.POSITIVE_INFINITY;
  return {
    set(faults) {
      current = faults;
      remaining = faults.times ?? Number.POSITIVE_INFINITY;
    },
    take() {
      if (remaining <= 0 || now() >= (current.untilMs ?? Number.POSITIVE_INFINITY)) return {};
      remaining -= 1;
      return current;
    },
  };
}

/** Answers as the faults would have it. `take` takes what was sent, and is called once or not at all. */
export async function answerWithFaults(
  response: ServerResponse,
  faults: ReceiverFaults,
  sleep: (delayMs: number) => Promise<void>,
  take: () => Answer,
): Promise<void> {
  const fails = faults.status !== undefined || faults.hang === true || faults.reset === true;
  const answer = !fails || faults.takesFirst === true ? take() : undefined;
  if (faults.latencyMs !== undefined) await sleep(faults.latencyMs);
  if (faults.hang === true) return;
  if (faults.reset === true) {
    response.socket?.resetAndDestroy();
    return;
  }
  const { retryAfterSeconds } = faults;
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', String(retryAfterSeconds));
  if (answer?.body !== undefined) response.setHeader('content-type', 'application/json');
  response.writeHead(faults.status ?? answer?.status ?? 204).end(fails ? undefined : answer?.body);
}
