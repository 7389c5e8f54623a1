// How a SQLite file loses its expired records.
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { buyerLifeMs } from '../../../../functions/rules/buyer-record.ts';
import { newSignIn, newTicket } from '../console-records.ts';
import { newClick, newEntry } from '../records.ts';
import { newBuyer, newTally } from '../small-records.ts';
import { failOnDamage } from '../store-under-test.ts';
import { useSqliteFile } from './use-sqlite-file.ts';

const file = useSqliteFile();
const { open } = file;

describe('SqliteStore and expired records', () => {
  const nowMs = 1_700_000_000_000;

  const count = (table: 'clicks' | 'buyers' | 'tallies' | 'sign_ins' | 'tickets'): unknown => {
    const database = new DatabaseSync(file.path);
    const row = database.prepare(`SELECT count(*) AS count FROM ${table}`).get();
    database.close();
    return row?.['count'];
  };

  const countClicks = (): unknown => count('clicks');

  test('each new click removes twenty expired ones at most, the oldest first, and none that is alive', async () => {
    const store = await open();
    const expired = Array.from({ length: 50 }, (_, index) =>
      newClick({ receivedAtMs: 0, expiresAtMs: nowMs - 50 + index }),
    );
    for (const click of expired) await store.createClick(click);
    const alive = newClick({ receivedAtMs: 0, expiresAtMs: nowMs + 1 });
    await store.createClick(alive);
    expect(countClicks()).toBe(51);
    await store.createClick(newClick({ receivedAtMs: nowMs }));
    expect(countClicks()).toBe(32);
    const find = async (index: number): Promise<unknown> => {
      const { propertyId = '', clickId = '' } = expired[index] ?? {};
      return await store.findClick(propertyId, clickId, 0);
    };
    expect(await find(19)).toBeUndefined();
    expect(await find(20)).toBeDefined();
    for (let more = 0; more < 3; more++) await store.createClick(newClick({ receivedAtMs: nowMs }));
    expect(countClicks()).toBe(5);
    expect(await store.findClick(alive.propertyId, alive.clickId, nowMs)).toEqual(alive);
  });

  test('each new buyer removes twenty expired ones at most, the oldest first, and none that is alive', async () => {
    const store = await open();
    const write = async (expiresAtMs: number): Promise<string> => {
      const entry = newEntry();
      await store.createEntry(entry, newBuyer(entry, { expiresAtMs }));
      return entry.id;
    };
    const expired: string[] = [];
    for (let index = 0; index < 25; index++) expired.push(await write(nowMs - 25 + index));
    const alive = await write(nowMs + 1);
    expect(count('buyers')).toBe(26);
    await write(nowMs + buyerLifeMs);
    expect(count('buyers')).toBe(7);
    expect(await store.findBuyer(expired[19] ?? '', 0)).toBeUndefined();
    expect(await store.findBuyer(expired[20] ?? '', 0)).toBeDefined();
    const late = newEntry();
    await store.createEntry(late);
    await store.changeEntry(late, newBuyer(late, { expiresAtMs: nowMs + buyerLifeMs }));
    expect(count('buyers')).toBe(3);
    expect(await store.findBuyer(alive, nowMs)).toBeDefined();
  });

  test('each new sign-in and each new ticket removes expired ones of its kind, and none that is alive', async () => {
    const store = await open();
    for (const expiresAtMs of [nowMs - 1, nowMs, nowMs + 1]) {
      await store.console.createSignIn(newSignIn({ createdAtMs: 0, expiresAtMs }));
      await store.console.createTicket(newTicket({ createdAtMs: 0, expiresAtMs }));
    }
    await store.console.createSignIn(newSignIn({ createdAtMs: nowMs }));
    expect([count('sign_ins'), count('tickets')]).toEqual([2, 3]);
    await store.console.createTicket(newTicket({ createdAtMs: nowMs }));
    expect([count('sign_ins'), count('tickets')]).toEqual([2, 2]);
  });

  test('whoever asks what is due has expired records of every kind removed, and none that is alive', async () => {
    const store = await open();
    for (const expiresAtMs of [nowMs - 1, nowMs, nowMs + 1]) {
      const entry = newEntry();
      await store.createEntry(entry, newBuyer(entry, { expiresAtMs }));
      await store.putTally(newTally({ expiresAtMs }));
      await store.createClick(newClick({ receivedAtMs: 0, expiresAtMs }));
      await store.console.createSignIn(newSignIn({ createdAtMs: 0, expiresAtMs }));
      await store.console.createTicket(newTicket({ createdAtMs: 0, expiresAtMs }));
    }
    const countAll = (): unknown[] => (['buyers', 'tallies', 'clicks', 'sign_ins', 'tickets'] as const).map(count);
    expect(countAll()).toEqual([3, 3, 3, 3, 3]);
    await store.findDueEntries({ nowMs, limit: 1 }, failOnDamage);
    expect(countAll()).toEqual([1, 1, 1, 1, 1]);
    // Who looks ahead does not make it later than it is.
    await store.findDueEntries({ nowMs, untilMs: Number.MAX_SAFE_INTEGER, limit: 1 }, failOnDamage);
    expect(countAll()).toEqual([1, 1, 1, 1, 1]);
  });
});
