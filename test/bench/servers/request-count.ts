// Counts requests by key: how many in all, and how many at most within any second.

/** What was counted so far. */
export interface RequestCounts {
  total: number;
  /** The most that one key sent within any second. */
  mostInSecond: number;
}

export interface RequestCount {
  /** Times of one key never go back. */
  add(apiKey: string, atMs: number): void;
  read(): RequestCounts;
}

const secondMs = 1_000;

/** Nothing counted yet. */
export function createRequestCount(): RequestCount {
  const recent = new Map<string, number[]>();
  let total = 0;
  let mostInSecond = 0;
  return {
    add(apiKey, atMs) {
      const times = (recent.get(apiKey) ?? []).filter((earlierMs) => atMs - earlierMs < secondMs);
      times.push(atMs);
      recent.set(apiKey, times);
      total += 1;
      mostInSecond = Math.max(mostInSecond, times.length);
    },
    read: () => ({ total, mostInSecond }),
  };
}
