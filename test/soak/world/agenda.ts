// What is still to come, in the order of its time.

export interface Item {
  atMs: number;
  /** `request`: something that a process is asked, so that others may be asked at the same time. */
  kind: 'step' | 'request';
  /** Asks at this address; a step needs none. */
  run: (url: string) => Promise<void> | void;
}

export interface Agenda {
  add(item: Item): void;
  /** The first; `undefined` where nothing is left. */
  take(): Item | undefined;
  peek(): Item | undefined;
}

/** An empty agenda. What is added for the same moment comes in the order in which it was added. */
export function createAgenda(): Agenda {
  const items: Item[] = [];
  return {
    add(item) {
      const later = items.findLastIndex(({ atMs }) => atMs <= item.atMs);
      items.splice(later + 1, 0, item);
    },
    take: () => items.shift(),
    peek: () => items[0],
  };
}
