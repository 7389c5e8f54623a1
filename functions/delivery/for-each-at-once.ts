// Does something for each of many things, only so many at a time.

/**
 * Runs `work` for each item, at most `limit` at once, in order of the list. Stops beginning further ones as soon as `mayGoOn`
 * says no; answers how many were begun. `work` must not reject.
 */
export async function forEachAtOnce<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
  mayGoOn: () => boolean = () => true,
): Promise<number> {
  let begun = 0;
  const next = async (): Promise<void> => {
    for (;;) {
      const item = items[begun];
      if (item === undefined || !mayGoOn()) return;
      begun += 1;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, next));
  return begun;
}
