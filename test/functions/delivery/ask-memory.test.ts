// What is remembered spares reads, and must never keep anybody from being asked about.
import { describe, expect, it } from 'vitest';
import { askEveryMs, createAskMemory, type ListedWork } from '../../../functions/delivery/ask-memory.ts';

const minuteMs = 60_000;
const work: ListedWork = { parties: [{ propertyId: 'tt_a', mode: 'live' }], removals: ['tt_b'] };

describe('createAskMemory', () => {
  it('remembers whom to ask about for five minutes where there are few properties', () => {
    const memory = createAskMemory();
    expect(memory.recall(0)).toBeUndefined();
    memory.noteListed(0, work, 100);
    expect(memory.recall(5 * minuteMs - 1)).toEqual(work);
    expect(memory.recall(5 * minuteMs)).toBeUndefined();
  });

  it.each([1_000, 5_000, 10_000])('reads a day no more than a list of 1,000 would for %i properties', (count) => {
    const memory = createAskMemory();
    let read = 0;
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      if (memory.recall(minute * minuteMs) !== undefined) continue;
      memory.noteListed(minute * minuteMs, work, count);
      read += count;
    }
    // One list more, because a day begins with one.
    expect(read).toBeLessThanOrEqual(((24 * 60) / 5) * 1_000 + count);
  });

  it('remembers nobody for longer than an hour, however many there are', () => {
    const memory = createAskMemory();
    memory.noteListed(0, work, 1_000_000);
    expect(memory.recall(askEveryMs - 1)).toEqual(work);
    expect(memory.recall(askEveryMs)).toBeUndefined();
  });

  it('forgets the list where the clock was set back', () => {
    const memory = createAskMemory();
    memory.noteListed(10 * minuteMs, work, 1);
    expect(memory.recall(9 * minuteMs)).toBeUndefined();
  });

  it('is early for an hour after somebody asked, and not for a time far ahead', () => {
    const memory = createAskMemory();
    memory.noteAsked('tt_a:live', 0);
    expect(memory.isEarly('tt_a:live', askEveryMs - 1)).toBe(true);
    expect(memory.isEarly('tt_a:live', askEveryMs)).toBe(false);
    expect(memory.isEarly('tt_b:live', 0)).toBe(false);
    memory.noteAsked('tt_a:live', 10 * askEveryMs);
    expect(memory.isEarly('tt_a:live', 0)).toBe(false);
  });
});
