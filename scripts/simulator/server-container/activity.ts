// Keeps count of what a simulated server still has to do, on real timers, so that it can be closed when all of it is done.

/** Work in progress. */
export interface Activity {
  /** Runs `callback` once after `delayMs`. What is due at once counts as work; a time limit does not. */
  schedule(callback: () => void, delayMs: number): void;
  /** Counts the promise as work until it is settled, and gives it back. */
  track<Result>(work: Promise<Result>): Promise<Result>;
  /** Resolves with true when nothing is left to do, or with false after the limit. */
  whenIdle(limitMs: number): Promise<boolean>;
  /** Forgets every timer; what is scheduled from now on never runs. */
  stop(): void;
}

/** A turn of Node's loop, after which every promise that could go on has gone on. */
function letPromisesRun(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Nothing to do yet. */
export function createActivity(): Activity {
  const timers = new Set<NodeJS.Timeout>();
  const waiting: (() => void)[] = [];
  let count = 0;
  let isStopped = false;

  const begin = (): void => {
    count += 1;
  };
  const end = (): void => {
    count -= 1;
    for (const wake of waiting.splice(0)) {
      wake();
    }
  };
  const startTimer = (callback: () => void, delayMs: number): NodeJS.Timeout => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      callback();
    }, delayMs);
    timers.add(timer);
    return timer;
  };

  return {
    schedule: (callback, delayMs) => {
      if (isStopped) {
        return;
      }
      const isWork = delayMs <= 0;
      if (isWork) begin();
      startTimer(() => {
        try {
          callback();
        } finally {
          if (isWork) end();
        }
      }, delayMs);
    },
    track: (work) => {
      begin();
      return work.finally(end);
    },
    whenIdle: async (limitMs) => {
      let isOver = false;
      const limit = startTimer(() => {
        isOver = true;
        begin();
        end();
      }, limitMs);
      while (!isOver) {
        await letPromisesRun();
        if (count === 0) break;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      clearTimeout(limit);
      timers.delete(limit);
      return count === 0;
    },
    stop: () => {
      isStopped = true;
      for (const timer of timers) {
        clearTimeout(timer);
      }
      timers.clear();
    },
  };
}
