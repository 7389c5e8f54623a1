// Does something again and again, never twice at once.

export interface Repetition {
  /** Begins nothing more, and waits for what runs. */
  stop(): Promise<void>;
}

export interface RepetitionOptions {
  everyMs: number;
  /** Told when to end early. */
  run: (signal: AbortSignal) => Promise<void>;
  /** Waits, or rejects as soon as the signal says so. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told of every failure; the next turn comes all the same. */
  onError: (error: unknown) => void;
}

/** Runs after every pause of `everyMs`, which begins where the last run ended. */
export function repeat({ everyMs, run, sleep, onError }: RepetitionOptions): Repetition {
  const ending = new AbortController();
  const { signal } = ending;

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      try {
        await sleep(everyMs, signal);
        if (!signal.aborted) await run(signal);
      } catch (error) {
        if (!signal.aborted) onError(error);
      }
    }
  }

  const running = loop();
  return {
    stop() {
      ending.abort();
      return running;
    },
  };
}
