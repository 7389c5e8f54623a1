// Calls what a scenario left for later, and puts an end to what would go on for ever.
import type { Failures } from './failures.ts';
import { EndlessError, runLimited } from './run-limited.ts';

/** How calls that come later are made. */
export interface LateCalls {
  /** Calls a function of template or test; what it throws is a failure and goes no further. */
  readonly callLate: (call: () => unknown) => unknown;
  /** Calls a callback of a promise; what it throws rejects the next promise. */
  readonly callThen: (call: () => unknown) => unknown;
}

const mostCalls = 2000;

/** Calls of one scenario, each of which may take `limitMs`. */
export function createLateCalls(failures: Failures, limitMs: number): LateCalls {
  let calls = 0;
  let isOver = false;

  function callLimited(call: () => unknown): unknown {
    calls += 1;
    if (isOver || calls > mostCalls) {
      isOver = true;
      throw new EndlessError(
        `The scenario did not end: ${mostCalls} callbacks were called. Look for one that starts itself.`,
      );
    }
    try {
      return runLimited(call, limitMs);
    } catch (error) {
      isOver = error instanceof EndlessError;
      throw error;
    }
  }

  return {
    callLate: (call) => {
      try {
        return callLimited(call);
      } catch (error) {
        failures.add(error);
        return undefined;
      }
    },
    callThen: (call) => {
      try {
        return callLimited(call);
      } catch (error) {
        // The template may handle a rejection; that it was stopped is a failure all the same.
        if (isOver) {
          failures.add(error);
        }
        throw error;
      }
    },
  };
}
