// Loaded into a server before its own code: tells, when asked by message, how much memory is left after a garbage collection.

/** In bytes. */
export interface MemoryUse {
  rss: number;
  heapUsed: number;
}

process.on('message', () => {
  // Twice: the first run only marks what finalizers and caches with weak references let go of.
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heapUsed } satisfies MemoryUse);
});
// The channel alone must not keep the server alive when it drains.
process.channel?.unref();
