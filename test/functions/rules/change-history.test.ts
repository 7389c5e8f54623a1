// How much of an entry's history is kept.
import { describe, expect, test } from 'vitest';
import { addChanges, maxChanges } from '../../../functions/rules/change-history.ts';
import type { EntryChange } from '../../../functions/rules/entry.ts';

const line = (atMs: number): EntryChange => ({ atMs, source: 'page', what: 'claimed' });

describe('addChanges', () => {
  test('puts the newest last and leaves the given list as it is', () => {
    const before = Object.freeze([line(1)]);
    expect(addChanges(before, [line(2), line(3)])).toEqual([line(1), line(2), line(3)]);
  });

  test('drops the oldest after the first', () => {
    let changes: EntryChange[] = [];
    for (let atMs = 0; atMs <= maxChanges + 1; atMs++) changes = addChanges(changes, [line(atMs)]);
    expect(changes).toHaveLength(maxChanges);
    expect(changes.slice(0, 2)).toEqual([line(0), line(3)]);
    expect(changes.at(-1)).toEqual(line(maxChanges + 1));
  });
});
