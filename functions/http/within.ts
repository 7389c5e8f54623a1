// Puts an end to waiting: the page that asked has its own time-out, and is better served by an error than by silence.

/**
 * What `promise` comes to, unless `limitMs` pass first; then rejects with what `toError` makes. The work behind the promise
 * goes on, and a later failure of it is nobody's.
 */
export async function within<T>(promise: Promise<T>, limitMs: number, toError: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(toError()), Math.max(0, limitMs));
  });
  try {
    return await Promise.race([promise, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
