// How many records a store's database hands out, counted where they come in.

/** Counts by table or collection. */
export class ReadCounts {
  readonly #counts = new Map<string, number>();

  add(kind: string, records: number): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + records);
  }

  /** What was counted since the last time. */
  take(): Record<string, number> {
    const counts = Object.fromEntries(this.#counts);
    this.#counts.clear();
    return counts;
  }
}
