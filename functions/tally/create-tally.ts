// Counts what happened to a property's events, by day, and writes the sums down: at once, but in the middle of a burst.
import { LRUCache } from 'lru-cache';
import { type Store, tallyId } from '../store/store.ts';

export interface TallyBook {
  /**
   * Counts one `word`, a short stable one, for a property that exists. Resolves when it is written, or left to a later write
   * because it is part of a burst: to be awaited before the request is answered, after which an instance may be frozen. As long
   * as the store answers, less than `maxUnwritten` counts of a property and day are left. Never rejects.
   */
  count(propertyId: string, word: string): Promise<void>;
  /** Writes everything that is not written yet: for a timer, and for the end. Never rejects. */
  flush(): Promise<void>;
}

export interface TallyOptions {
  store: Pick<Store, 'putTally'>;
  now: () => number;
  /** Random: tells apart the sums of instances, and those of one instance that forgot what it had counted. */
  newInstanceId: () => string;
  /** Told why sums of a property could not be written; they are kept and tried again. */
  onFailure: (propertyId: string, error: unknown) => void;
  /** Whether a count may be written at once, rather than with those after it. */
  takeTurn: () => boolean;
}

/** As soon as a document has so many counts before it, it is written, however fast they come. */
export const maxUnwritten = 20;

const dayMs = 86_400_000;
/** After as long, what a burst left is written by whoever counts next, of whichever property. */
const leftOverMs = 5_000;
const pauseAfterFailureMs = 60_000;
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
  /** How many counts came after what was written, or is being written, last. */
  unwritten: number;
  /** What a burst left is written by whoever counts anything from then on. */
  restsUntilMs: number;
  /** The last write failed, and until then it is not tried again at every count. */
  isFailing: boolean;
  writing: Promise<void> | undefined;
  /** The write that begins when the one under way ends, for everybody who counted meanwhile. */
  writingNext: Promise<void> | undefined;
}

/** A book without counts. */
export function createTally({ store, now, newInstanceId, onFailure, takeTurn }: TallyOptions): TallyBook {
  /** What is to be written, that which waits longest first. */
  const dirty = new Set<Cell>();
  const cells = new LRUCache<string, Cell>({ max: maxCells, dispose: (cell) => dirty.delete(cell) });

  function findCell(propertyId: string): Cell {
    const nowMs = now();
    const day = new Date(nowMs).toISOString().slice(0, 10);
    const key = `${propertyId}:${day}`;
    const known = cells.get(key);
    if (known !== undefined) return known;
    const expiresAtMs = (Math.floor(nowMs / dayMs) + 1 + keptDays) * dayMs;
    const cell: Cell = {
      ...{ propertyId, day, expiresAtMs, instanceId: newInstanceId(), counts: new Map<string, number>() },
      ...{ unwritten: 0, restsUntilMs: 0, isFailing: false, writing: undefined, writingNext: undefined },
    };
    cells.set(key, cell);
    return cell;
  }

  function add(cell: Cell, word: string, nowMs: number): void {
    const { counts } = cell;
    const counted = counts.has(word) || counts.size < maxWords ? word : 'other';
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
    if (cell.unwritten === 0) cell.restsUntilMs = nowMs + leftOverMs;
    cell.unwritten += 1;
    dirty.add(cell);
  }

  /** Has the cell written with all that was counted by now. */
  function write(cell: Cell): Promise<void> {
    if (cell.writing === undefined) {
      cell.writing = put(cell).finally(() => {
        cell.writing = undefined;
      });
      return cell.writing;
    }
    cell.writingNext ??= cell.writing.then(() => {
      cell.writingNext = undefined;
      return cell.isFailing ? undefined : write(cell);
    });
    return cell.writingNext;
  }

  async function put(cell: Cell): Promise<void> {
    const { propertyId, day, instanceId, counts, expiresAtMs, unwritten } = cell;
    cell.unwritten = 0;
    dirty.delete(cell);
    try {
      const id = tallyId(propertyId, day, instanceId);
      await store.putTally({ id, propertyId, day, counts: Object.fromEntries(counts), expiresAtMs });
      cell.isFailing = false;
    } catch (error) {
      cell.isFailing = true;
      cell.unwritten += unwritten;
      cell.restsUntilMs = now() + pauseAfterFailureMs;
      // One that was pushed out of memory meanwhile is past writing.
      if (cells.peek(`${propertyId}:${day}`) === cell) dirty.add(cell);
      onFailure(propertyId, error);
    }
  }

  function findLeftOvers(nowMs: number): Cell[] {
    const oldest: Cell[] = [];
    // Not all of them: in a burst over many properties that would be a long way at every count.
    for (const cell of dirty) if (oldest.push(cell) === maxWritesAtOnce) break;
    return oldest.filter(({ restsUntilMs }) => restsUntilMs <= nowMs);
  }

  return {
    async count(propertyId, word) {
      const cell = findCell(propertyId);
      const nowMs = now();
      add(cell, word, nowMs);
      const hasTurn = takeTurn() || cell.unwritten >= maxUnwritten;
      const due = new Set(findLeftOvers(nowMs));
      if (hasTurn && !cell.isFailing) due.add(cell);
      await Promise.all([...due].map(write));
    },
    async flush() {
      const left = [...dirty];
      while (left.length > 0) await Promise.all(left.splice(0, maxWritesAtOnce).map(write));
    },
  };
}
