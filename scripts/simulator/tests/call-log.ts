// Keeps the calls of APIs and callbacks that a scenario's assertApi asks for.

/** The arguments of one call. */
export type Call = readonly unknown[];

/** All calls since the scenario began. */
export interface CallLog {
  /** A function that notes each call under this name, then does what the original does. */
  record(name: string, original: (...values: unknown[]) => unknown): (...values: unknown[]) => unknown;
  /** The calls under one name, in order; their values are the ones that were passed, not copies. */
  callsOf(name: string): readonly Call[];
}

/** A log in which nothing was called yet. */
export function createCallLog(): CallLog {
  const calls = new Map<string, Call[]>();
  return {
    record: (name, original) => {
      const list = calls.get(name) ?? [];
      calls.set(name, list);
      return (...values) => {
        list.push(values);
        return original(...values);
      };
    },
    callsOf: (name) => calls.get(name) ?? [],
  };
}
