// Keeps this process from doing anything, as a machine does that has no time for it.

/** Returns after so many milliseconds, in which no timer and no socket of this process was served. */
export function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
