// Latencies over time: for each stretch of the load and kind of request, how many there were and how long they took.
import { toPercentile } from '../../bench/statistics.ts';
import { type RequestKind, requestKinds } from './arrivals.ts';

/** One kind of request within one stretch. */
export interface KindFigures {
  requests: number;
  /** Answers that were wrong or did not come. */
  errors: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** One stretch; kinds of which nothing was due are missing. */
export type LatencyRow = Partial<Record<RequestKind, KindFigures>>;

export interface LatencyWindows {
  /** A request that was due at `atMs` of the load was answered after `latencyMs`. */
  add(atMs: number, kind: RequestKind, latencyMs: number, isWrong: boolean): void;
  /** One row for each stretch up to the last in which anything was due. */
  read(): LatencyRow[];
}

interface Collected {
  latenciesMs: number[];
  errors: number;
}

/** Stretches of `windowMs` each, by when a request was due and not by when it was answered. */
export function createLatencyWindows(windowMs: number): LatencyWindows {
  const windows: Map<RequestKind, Collected>[] = [];
  return {
    add(atMs, kind, latencyMs, isWrong) {
      const index = Math.floor(atMs / windowMs);
      while (windows.length <= index) windows.push(new Map());
      const window = windows[index] ?? new Map<RequestKind, Collected>();
      const collected = window.get(kind) ?? { latenciesMs: [], errors: 0 };
      collected.latenciesMs.push(latencyMs);
      if (isWrong) collected.errors += 1;
      window.set(kind, collected);
    },
    read: () =>
      windows.map((window) =>
        Object.fromEntries(
          requestKinds.flatMap((kind) => {
            const collected = window.get(kind);
            return collected === undefined ? [] : [[kind, toFigures(collected)]];
          }),
        ),
      ),
  };
}

function toFigures({ latenciesMs, errors }: Collected): KindFigures {
  return {
    requests: latenciesMs.length,
    errors,
    p50Ms: toPercentile(latenciesMs, 0.5),
    p95Ms: toPercentile(latenciesMs, 0.95),
    p99Ms: toPercentile(latenciesMs, 0.99),
    maxMs: toPercentile(latenciesMs, 1),
  };
}
