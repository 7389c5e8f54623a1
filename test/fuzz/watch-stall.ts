// Tells how long this process stood still while it waited for something, so that its own lateness is not blamed on a server in it.
const tickMs = 5;

/** What the work came to, and by how many milliseconds timers were late meanwhile, all together. Rejects as the work does. */
export async function watchStall<Value>(work: () => Promise<Value>): Promise<{ value: Value; lateMs: number }> {
  let lateMs = 0;
  let tickedAtMs = performance.now();
  const tick = (): void => {
    const nowMs = performance.now();
    lateMs += Math.max(0, nowMs - tickedAtMs - 2 * tickMs);
    tickedAtMs = nowMs;
  };
  const ticking = setInterval(tick, tickMs);
  try {
    const value = await work();
    tick();
    return { value, lateMs };
  } finally {
    clearInterval(ticking);
  }
}
