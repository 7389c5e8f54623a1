// What is counted, when it is written down, and what a failing or slow store does to it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tally } from '../../../functions/rules/stored-records.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import { createTally, maxUnwritten } from '../../../functions/tally/create-tally.ts';

const noonMs = Date.UTC(2026, 10, 21, 12);

/** A book over a store that keeps what is put, fails while `isDown`, and answers late while `gate` is there. */
function createBook() {
  const state = {
    ...{ nowMs: noonMs, isDown: false, gate: undefined as Promise<void> | undefined, instances: 0 },
    /** How many counts are still written at once; beyond them it is a burst. */
    turns: Number.POSITIVE_INFINITY,
  };
  const writes: Tally[] = [];
  const failures: string[] = [];
  const book = createTally({
    store: {
      async putTally(tally) {
        await state.gate;
        if (state.isDown) throw new StoreUnavailableError('down');
        writes.push(tally);
      },
    },
    now: () => state.nowMs,
    newInstanceId: () => `i${++state.instances}`,
    onFailure: (propertyId) => failures.push(propertyId),
    takeTurn: () => state.turns-- > 0,
  });
  /** The sums as the store holds them in the end, by document. */
  const stored = () => Object.fromEntries(writes.map(({ id, counts }) => [id, counts]));
  const countTimes = async (times: number, propertyId = 'tt_a') => {
    for (let index = 0; index < times; index++) await book.count(propertyId, 'accepted');
  };
  return { book, state, writes, failures, stored, countTimes };
}

/** Keeps the store from answering until `open` is called. */
function closeGate(state: ReturnType<typeof createBook>['state']): { open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  state.gate = promise;
  return {
    open() {
      state.gate = undefined;
      resolve();
    },
  };
}

describe('createTally', () => {
  it('writes a count before it resolves, under property, day and instance, to be kept for 35 days', async () => {
    const { book, writes } = createBook();
    await book.count('tt_a', 'accepted');
    expect(writes).toEqual([
      {
        id: 'tt_a:2026-11-21:i1',
        propertyId: 'tt_a',
        day: '2026-11-21',
        counts: { accepted: 1 },
        expiresAtMs: Date.UTC(2026, 10, 22) + 35 * 86_400_000,
      },
    ]);
  });

  it('writes every one of a few counts that come one after the other', async () => {
    const { book, stored } = createBook();
    await book.count('tt_a', 'accepted');
    await book.count('tt_a', 'repeated');
    await book.count('tt_a', 'accepted');
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 2, repeated: 1 } });
  });

  it('has counts that come at once share a write, and none of them resolves before its own is in it', async () => {
    const { book, state, writes } = createBook();
    const gate = closeGate(state);
    const seen: unknown[] = [];
    const count = async () => {
      await book.count('tt_a', 'accepted');
      seen.push(writes.at(-1)?.counts);
    };
    const counting = Promise.all(Array.from({ length: 5 }, count));
    gate.open();
    await counting;
    expect(writes.map(({ counts }) => counts)).toEqual([{ accepted: 1 }, { accepted: 5 }]);
    expect(seen.slice(1)).toEqual(Array.from({ length: 4 }, () => ({ accepted: 5 })));
  });

  it('leaves less than 20 counts of a burst, and writes them when it is flushed', async () => {
    const { book, state, countTimes, stored, writes } = createBook();
    state.turns = 2;
    await countTimes(2 + 19);
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 2 } });
    await countTimes(1);
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 22 } });
    await countTimes(19);
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 22 } });
    await book.flush();
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 41 } });
    await book.flush();
    expect(writes).toHaveLength(4);
  });

  it('writes what a burst left with whatever is counted five seconds later, of another property too', async () => {
    const { book, state, countTimes, stored } = createBook();
    state.turns = 0;
    await countTimes(3);
    state.nowMs += 4_999;
    await book.count('tt_b', 'accepted');
    expect(stored()).toEqual({});
    state.nowMs += 1;
    await book.count('tt_b', 'accepted');
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 3 } });
  });

  it('never leaves 20 counts of a property and day unwritten, whatever comes when', async () => {
    const step = fc.record({
      propertyId: fc.constantFrom('tt_a', 'tt_b'),
      afterMs: fc.nat({ max: 2_000 }),
      hasTurn: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120 }), async (steps) => {
        const { book, state, stored } = createBook();
        const counted: Record<string, number> = {};
        for (const { propertyId, afterMs, hasTurn } of steps) {
          state.nowMs += afterMs;
          state.turns = hasTurn ? 1 : 0;
          await book.count(propertyId, 'accepted');
          counted[propertyId] = (counted[propertyId] ?? 0) + 1;
          for (const [id, times] of Object.entries(counted)) {
            const written = Object.entries(stored()).find(([key]) => key.startsWith(id))?.[1]['accepted'] ?? 0;
            expect(times - written).toBeLessThan(maxUnwritten);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps properties apart', async () => {
    const { book, stored } = createBook();
    await book.count('tt_a', 'accepted');
    await book.count('tt_b', 'repeated');
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 1 }, 'tt_b:2026-11-21:i2': { repeated: 1 } });
  });

  it('begins a new document at midnight UTC and still writes what is left of the old day', async () => {
    const { book, state, stored } = createBook();
    state.nowMs = Date.UTC(2026, 10, 21, 23, 59, 59, 999);
    await book.count('tt_a', 'accepted');
    state.turns = 0;
    await book.count('tt_a', 'accepted');
    state.nowMs += 5_000;
    state.turns = 1;
    await book.count('tt_a', 'accepted');
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 2 }, 'tt_a:2026-11-22:i2': { accepted: 1 } });
  });

  it('writes what is left of twenty properties with one count, and all of it when it is flushed', async () => {
    const { book, state, stored } = createBook();
    state.turns = 0;
    for (let index = 0; index < 50; index++) await book.count(`tt_${index}`, 'accepted');
    state.nowMs += 5_000;
    await book.count('tt_0', 'accepted');
    expect(Object.keys(stored())).toHaveLength(20);
    await book.flush();
    expect(Object.keys(stored())).toHaveLength(50);
    expect(stored()['tt_0:2026-11-21:i1']).toEqual({ accepted: 2 });
  });

  it('keeps what the store did not take, says so, and tries again a minute later or when it is flushed', async () => {
    const { book, state, failures, stored, countTimes } = createBook();
    state.isDown = true;
    await countTimes(30);
    expect(failures).toEqual(['tt_a']);
    state.isDown = false;
    await book.flush();
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 30 } });
    state.isDown = true;
    await countTimes(1);
    state.isDown = false;
    state.nowMs += 59_999;
    await countTimes(1);
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 30 } });
    state.nowMs += 1;
    await countTimes(1);
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 33 } });
    await countTimes(1);
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 34 } });
  });

  it('makes nobody who counts while a write fails wait for another one', async () => {
    const { book, state, failures } = createBook();
    const gate = closeGate(state);
    state.isDown = true;
    const counting = Promise.all([book.count('tt_a', 'accepted'), book.count('tt_a', 'accepted')]);
    gate.open();
    await counting;
    expect(failures).toEqual(['tt_a']);
  });

  it('flushes where the store takes nothing', async () => {
    const { book, state, failures } = createBook();
    state.isDown = true;
    state.turns = 0;
    await book.count('tt_a', 'accepted');
    await book.flush();
    expect(failures).toEqual(['tt_a']);
  });

  it('holds 2,000 properties at most, and never writes smaller sums over those of one that it forgot', async () => {
    const { book, state, stored, countTimes } = createBook();
    await countTimes(2);
    state.turns = 0;
    for (let index = 0; index < 2_000; index++) await book.count(`tt_${index}`, 'accepted');
    await book.count('tt_a', 'accepted');
    await book.flush();
    const sums = Object.entries(stored()).filter(([id]) => id.startsWith('tt_a:'));
    expect(sums.map(([, counts]) => counts)).toEqual([{ accepted: 2 }, { accepted: 1 }]);
    expect(state.instances).toBe(2_002);
    expect(Object.keys(stored()).length).toBeLessThanOrEqual(2_001);
  });

  it('forgets what could not be written of a property that was pushed out meanwhile', async () => {
    const { book, state, failures } = createBook();
    const gate = closeGate(state);
    state.isDown = true;
    state.turns = 1;
    const counting = book.count('tt_a', 'accepted');
    for (let index = 0; index < 2_000; index++) await book.count(`tt_${index}`, 'accepted');
    gate.open();
    await counting;
    expect(failures).toEqual(['tt_a']);
    await book.flush();
    expect(failures.filter((id) => id === 'tt_a')).toHaveLength(1);
    expect(failures).toHaveLength(2_001);
  });

  it('counts what is beyond 64 words as other', async () => {
    const { book, writes } = createBook();
    for (let index = 0; index < 70; index++) await book.count('tt_a', `word_${index}`);
    expect(Object.keys(writes.at(-1)?.counts ?? {})).toHaveLength(65);
    expect(writes.at(-1)?.counts['other']).toBe(6);
  });
});
