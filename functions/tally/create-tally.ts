// Counts what happened to a property's events, by day, in memory, and writes the sums down now and then.
import { LRUCache } from 'lru-cache';
import { type Store, tallyId } from '../store/store.ts';

export interface TallyBook {
  /** Counts one `word`, a short stable one, for a property that exists. */
  count(propertyId: string, word: string): void;
  /**
   * Writes what is due, each property's sums at once at first and then at most once a minute. To be called within a request,
   * before its answer, because an instance may be frozen after it. Never rejects.
   */
  flush(): Promise<void>;
  /** Writes everything that is not written yet. Never rejects. */
  close(): Promise<void>;
}

export interface TallyOptions {
  store: Pick<Store, 'putTally'>;
  now: () => number;
  /** Random: tells apart the sums of instances, and those of one instance that forgot what it had counted. */
  newInstanceId: () => string;
  /** Told why sums of a property could not be written; they are kept and tried again. */
  onFailure: (propertyId: string, error: unknown) => void;
}

const dayMs = 86_400_000;
const writeEveryMs = 60_000;
const keptDays = 35;
/** What is counted of a property of which nobody heard for long is lost at most, and of it only what was not written. */
const maxCells = 2_000;
const maxWords = 64;
const maxWritesAtOnce = 20;

/** The sums of one property and day, as one document holds them. */
interface Cell {
  propertyId: string;
  day: string;
  instanceId: string;
  counts: Map<string, number>;
  expiresAtMs: number;
  dueAtMs: number;
  isDirty: boolean;
  isWriting: boolean;
}

/** A book without counts. */
export function createTally({ store, now, newInstanceId, onFailure }: TallyOptions): TallyBook {
  /** What is to be written and not being written; it is added again where more was counted meanwhile. */
  const dirty = new Set<Cell>();
  const cells = new LRUCache<string, Cell>({ max: maxCells, dispose: (cell) => dirty.delete(cell) });
  /** Before this no cell is due, so that most requests need not look. */
  let nextDueAtMs = Number.POSITIVE_INFINITY;

  function findCell(propertyId: string): Cell {
    const nowMs = now();
    const day = new Date(nowMs).toISOString().slice(0, 10);
    const key = `${propertyId}:${day}`;
    const known = cells.get(key);
    if (known !== undefined) return known;
    const expiresAtMs = (Math.floor(nowMs / dayMs) + 1 + keptDays) * dayMs;
    const cell: Cell = {
      ...{ propertyId, day, expiresAtMs, dueAtMs: nowMs },
      ...{ instanceId: newInstanceId(), counts: new Map<string, number>(), isDirty: false, isWriting: false },
    };
    cells.set(key, cell);
    return cell;
  }

  function markDirty(cell: Cell): void {
    cell.isDirty = true;
    dirty.add(cell);
    nextDueAtMs = Math.min(nextDueAtMs, cell.dueAtMs);
  }

  async function write(cell: Cell): Promise<void> {
    const { propertyId, day, instanceId, expiresAtMs } = cell;
    dirty.delete(cell);
    cell.isDirty = false;
    cell.isWriting = true;
    cell.dueAtMs = now() + writeEveryMs;
    try {
      const id = tallyId(propertyId, day, instanceId);
      await store.putTally({ id, propertyId, day, counts: Object.fromEntries(cell.counts), expiresAtMs });
    } catch (error) {
      cell.isDirty = true;
      onFailure(propertyId, error);
    } finally {
      cell.isWriting = false;
    }
    // Counted in the meantime, or not written; a cell that was pushed out of memory is past writing.
    if (cell.isDirty && cells.peek(`${propertyId}:${day}`) === cell) markDirty(cell);
  }

  async function flush(): Promise<void> {
    const nowMs = now();
    if (nowMs < nextDueAtMs) return;
    const due = [...dirty].filter(({ dueAtMs }) => dueAtMs <= nowMs).slice(0, maxWritesAtOnce);
    const writing = Promise.all(due.map(write));
    nextDueAtMs = Math.min(...[...dirty].map(({ dueAtMs }) => dueAtMs));
    await writing;
  }

  return {
    count(propertyId, word) {
      const cell = findCell(propertyId);
      const { counts } = cell;
      const counted = counts.has(word) || counts.size < maxWords ? word : 'other';
      counts.set(counted, (counts.get(counted) ?? 0) + 1);
      if (cell.isWriting) cell.isDirty = true;
      else markDirty(cell);
    },
    flush,
    async close() {
      const left = [...dirty];
      while (left.length > 0) await Promise.all(left.splice(0, maxWritesAtOnce).map(write));
    },
  };
}
