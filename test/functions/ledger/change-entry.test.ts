// The optimistic loop under conflicts.
import { describe, expect, it } from 'vitest';
import { changeStoredEntry, toLaterEntry, toSessionEntry, writeEntry } from '../../../functions/ledger/change-entry.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import { openStore } from '../../../functions/store/open-store.ts';
import { countCalls, wrapStore } from '../public/wrap-store.ts';
import { newFullEntry, newRefundEntry } from '../store/records.ts';

const touch = (entry: Entry): Entry => ({ ...entry, firstSeenAtMs: entry.firstSeenAtMs + 1 });

async function openWith(entry: Entry) {
  const store = await openStore('sqlite::memory:');
  await store.createEntry(entry);
  return store;
}

describe('changeStoredEntry', () => {
  it('writes the change and answers the entry as it then stands', async () => {
    const entry = newRefundEntry();
    const store = await openWith(entry);
    const outcome = await changeStoredEntry(store, entry.id, touch);
    expect(outcome).toEqual({ kind: 'changed', entry: await store.findEntry(entry.id) });
    expect(outcome).toMatchObject({ entry: { version: 2, firstSeenAtMs: entry.firstSeenAtMs + 1 } });
  });

  it('answers "unchanged" where nothing is to change, and "missing" where nothing is', async () => {
    const entry = newRefundEntry();
    const store = await openWith(entry);
    expect(await changeStoredEntry(store, entry.id, () => undefined)).toEqual({ kind: 'unchanged', entry });
    expect(await changeStoredEntry(store, 'tt_shop:re_none', touch)).toEqual({ kind: 'missing' });
  });

  it('loses no change of many at once', async () => {
    const entry = newRefundEntry();
    const store = await openWith(entry);
    await Promise.all(Array.from({ length: 5 }, () => changeStoredEntry(store, entry.id, touch)));
    expect(await store.findEntry(entry.id)).toMatchObject({ version: 6, firstSeenAtMs: entry.firstSeenAtMs + 5 });
  });

  it('gives up with StoreUnavailableError when others always write first', async () => {
    const entry = newRefundEntry();
    const contended = { ...wrapStore(await openWith(entry)), changeEntry: async () => 'conflict' as const };
    await expect(changeStoredEntry(contended, entry.id, touch)).rejects.toMatchObject({
      name: 'StoreUnavailableError',
    });
  });
});

describe('writeEntry', () => {
  it('spares the read where the entry is as it was recalled', async () => {
    const entry = newRefundEntry();
    const calls: string[] = [];
    const store = countCalls(await openWith(entry), calls);
    const rule = { id: entry.id, narrow: toLaterEntry, decide: () => ({ next: { ...entry, share: null } }) };
    expect(await writeEntry(store, rule, { kind: 'recalled', entry })).toMatchObject({ kind: 'changed' });
    expect(calls).toEqual(['changeEntry']);
  });

  it('decides anew by what is stored where the entry changed since', async () => {
    const entry = newRefundEntry();
    const store = await openWith(entry);
    await store.changeEntry(entry);
    const seen: (number | undefined)[] = [];
    const decide = (stored: Entry | undefined) => {
      seen.push(stored?.version);
      return { next: stored };
    };
    await writeEntry(store, { id: entry.id, narrow: (found) => found, decide }, { kind: 'recalled', entry });
    expect(seen).toEqual([1, 2]);
  });
});

describe('toSessionEntry and toLaterEntry', () => {
  it('let an entry of their kind through and refuse any other as damaged', () => {
    const [session, refund] = [newFullEntry(), newRefundEntry()];
    expect(toSessionEntry(session)).toBe(session);
    expect(toLaterEntry(refund)).toBe(refund);
    expect(() => toSessionEntry(refund)).toThrow('The stored refund stands where a session was expected');
    expect(() => toLaterEntry(session)).toThrow('The stored session stands where another entry was expected');
  });
});
