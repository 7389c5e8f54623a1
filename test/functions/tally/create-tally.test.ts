// What is counted, when it is written down, and what a failing or slow store does to it.
import { describe, expect, it } from 'vitest';
import type { Tally } from '../../../functions/rules/stored-records.ts';
import { StoreUnavailableError } from '../../../functions/store/errors.ts';
import { createTally } from '../../../functions/tally/create-tally.ts';

const noonMs = Date.UTC(2026, 10, 21, 12);

/** A book over a store that keeps what is put, fails while `isDown`, and answers late while `gate` is there. */
function createBook() {
  const state = { nowMs: noonMs, isDown: false, gate: undefined as Promise<void> | undefined, instances: 0 };
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
  });
  /** The sums as the store holds them in the end, by document. */
  const stored = () => Object.fromEntries(writes.map(({ id, counts }) => [id, counts]));
  return { book, state, writes, failures, stored };
}

describe('createTally', () => {
  it('writes the first count at once, under property, day and instance, to be kept for 35 days', async () => {
    const { book, writes } = createBook();
    book.count('tt_a', 'accepted');
    await book.flush();
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

  it('writes sums at most once a minute, and nothing where nothing was counted', async () => {
    const { book, state, writes, stored } = createBook();
    book.count('tt_a', 'accepted');
    await book.flush();
    book.count('tt_a', 'accepted');
    book.count('tt_a', 'out_of_scope');
    state.nowMs += 59_999;
    await book.flush();
    expect(writes).toHaveLength(1);
    state.nowMs += 1;
    await book.flush();
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 2, out_of_scope: 1 } });
    state.nowMs += 600_000;
    await book.flush();
    expect(writes).toHaveLength(2);
  });

  it('keeps properties apart, and a minute of one does not hold up another', async () => {
    const { book, state, stored } = createBook();
    book.count('tt_a', 'accepted');
    await book.flush();
    state.nowMs += 1_000;
    book.count('tt_b', 'repeated');
    await book.flush();
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 1 }, 'tt_b:2026-11-21:i2': { repeated: 1 } });
  });

  it('begins a new document at midnight UTC and still writes what is left of the old day', async () => {
    const { book, state, stored } = createBook();
    state.nowMs = Date.UTC(2026, 10, 21, 23, 59, 59, 999);
    book.count('tt_a', 'accepted');
    await book.flush();
    book.count('tt_a', 'accepted');
    state.nowMs += 1;
    book.count('tt_a', 'accepted');
    state.nowMs += 60_000;
    await book.flush();
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 2 }, 'tt_a:2026-11-22:i2': { accepted: 1 } });
  });

  it('writes everything when it is closed', async () => {
    const { book, stored } = createBook();
    for (let index = 0; index < 50; index++) book.count(`tt_${index}`, 'accepted');
    await book.flush();
    expect(Object.keys(stored())).toHaveLength(20);
    book.count('tt_0', 'accepted');
    await book.close();
    expect(Object.keys(stored())).toHaveLength(50);
    expect(stored()['tt_0:2026-11-21:i1']).toEqual({ accepted: 2 });
  });

  it('writes the rest with the next request where many properties are due', async () => {
    const { book, stored } = createBook();
    for (let index = 0; index < 50; index++) book.count(`tt_${index}`, 'accepted');
    for (let request = 0; request < 3; request++) await book.flush();
    expect(Object.keys(stored())).toHaveLength(50);
  });

  it('loses no count that comes while it writes, and never writes one document twice at once', async () => {
    const { book, state, writes } = createBook();
    let open = (): void => {};
    state.gate = new Promise((resolve) => {
      open = resolve;
    });
    book.count('tt_a', 'accepted');
    const flushing = book.flush();
    book.count('tt_a', 'accepted');
    state.nowMs += 120_000;
    await book.flush();
    open();
    await flushing;
    expect(writes.map(({ counts }) => counts)).toEqual([{ accepted: 1 }]);
    await book.flush();
    expect(writes.map(({ counts }) => counts)).toEqual([{ accepted: 1 }, { accepted: 2 }]);
  });

  it('keeps what the store did not take, says so, and tries again a minute later', async () => {
    const { book, state, failures, stored } = createBook();
    state.isDown = true;
    book.count('tt_a', 'accepted');
    await book.flush();
    await book.flush();
    expect(failures).toEqual(['tt_a']);
    state.isDown = false;
    state.nowMs += 60_000;
    await book.flush();
    expect(stored()).toEqual({ 'tt_a:2026-11-21:i1': { accepted: 1 } });
  });

  it('closes where the store takes nothing', async () => {
    const { book, state, failures } = createBook();
    state.isDown = true;
    book.count('tt_a', 'accepted');
    await book.close();
    expect(failures).toEqual(['tt_a']);
  });

  it('holds 2,000 properties at most, and never writes smaller sums over those of one that it forgot', async () => {
    const { book, state, stored } = createBook();
    book.count('tt_a', 'accepted');
    book.count('tt_a', 'accepted');
    await book.flush();
    for (let index = 0; index < 2_000; index++) book.count(`tt_${index}`, 'accepted');
    book.count('tt_a', 'accepted');
    await book.close();
    const sums = Object.entries(stored()).filter(([id]) => id.startsWith('tt_a:'));
    expect(sums.map(([, counts]) => counts)).toEqual([{ accepted: 2 }, { accepted: 1 }]);
    expect(state.instances).toBe(2_002);
    expect(Object.keys(stored()).length).toBeLessThanOrEqual(2_001);
  });

  it('forgets what could not be written of a property that was pushed out meanwhile', async () => {
    const { book, state, failures } = createBook();
    let open = (): void => {};
    state.gate = new Promise((resolve) => {
      open = resolve;
    });
    state.isDown = true;
    book.count('tt_a', 'accepted');
    const flushing = book.flush();
    for (let index = 0; index < 2_000; index++) book.count(`tt_${index}`, 'accepted');
    open();
    await flushing;
    expect(failures).toEqual(['tt_a']);
    await book.close();
    expect(failures.filter((id) => id === 'tt_a')).toHaveLength(1);
    expect(failures).toHaveLength(2_001);
  });

  it('counts what is beyond 64 words as other', async () => {
    const { book, writes } = createBook();
    for (let index = 0; index < 70; index++) book.count('tt_a', `word_${index}`);
    await book.close();
    expect(Object.keys(writes[0]?.counts ?? {})).toHaveLength(65);
    expect(writes[0]?.counts['other']).toBe(6);
  });
});
