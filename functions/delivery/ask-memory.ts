// What one instance remembers so as not to ask the store every minute whether Stripe is to be asked; losing it costs reads only.

export interface AskMemory {
  /** Whether the properties were listed so recently that this run need not. */
  mayList(nowMs: number): boolean;
  noteListed(nowMs: number): void;
  /** Some of those listed were not come to, so that the next run is to list them again. */
  noteLeftOver(): void;
  /** Whether nobody may ask yet, as far as this instance knows. `id` is that of the watermark. */
  isEarly(id: string, nowMs: number): boolean;
  noteAsked(id: string, askedAtMs: number): void;
}

/** How often Stripe is asked for the missed events of one property and mode. */
export const askEveryMs = 3_600_000;

/** How long a new property may wait until it is asked for the first time. */
const listEveryMs = 300_000;

/** A memory that knows nothing. */
export function createAskMemory(): AskMemory {
  let listedAtMs = Number.NEGATIVE_INFINITY;
  const earlyUntilMs = new Map<string, number>();
  return {
    mayList: (nowMs) => nowMs - listedAtMs >= listEveryMs || nowMs < listedAtMs,
    noteListed(nowMs) {
      listedAtMs = nowMs;
      for (const [id, untilMs] of earlyUntilMs) if (untilMs <= nowMs) earlyUntilMs.delete(id);
    },
    noteLeftOver() {
      listedAtMs = Number.NEGATIVE_INFINITY;
    },
    isEarly(id, nowMs) {
      const untilMs = earlyUntilMs.get(id);
      return untilMs !== undefined && Math.abs(untilMs - nowMs) < 2 * askEveryMs && nowMs < untilMs;
    },
    noteAsked(id, askedAtMs) {
      earlyUntilMs.set(id, askedAtMs + askEveryMs);
    },
  };
}
