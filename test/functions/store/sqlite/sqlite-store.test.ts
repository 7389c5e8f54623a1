// What is special about the store on SQLite: its indexes, its own clean-up, and other processes at the same file.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { buyerLifeMs } from '../../../../functions/rules/buyer-record.ts';
import { StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { migrate } from '../../../../functions/store/sqlite/migrate.ts';
import { defaultPatience } from '../../../../functions/store/sqlite/retry-while-busy.ts';
import { SqliteStore } from '../../../../functions/store/sqlite/sqlite-store.ts';
import { newSignIn, newTicket } from '../console-records.ts';
import { newClick, newEntry, newProperty } from '../records.ts';
import { newBuyer, newTally } from '../small-records.ts';
import { failOnDamage } from '../store-under-test.ts';
import { useSqliteFile } from './use-sqlite-file.ts';

const file = useSqliteFile();
const { open, lock } = file;

describe('SqliteStore and its indexes', () => {
  /** How SQLite goes about each statement that the store prepares, one text each. */
  const explainAll = (): { sql: string; plan: string }[] => {
    const database = new DatabaseSync(':memory:');
    migrate(database);
    const statements: string[] = [];
    const recording = new Proxy(database, {
      get(target, name) {
        if (name === 'prepare') statements.push('');
        const member = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          if (name === 'prepare') statements[statements.length - 1] = String(args[0]);
          return member.apply(target, args);
        };
      },
    });
    expect(new SqliteStore(recording, defaultPatience).kind).toBe('sqlite');
    const plans = statements.map((sql) => {
      const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
      return { sql, plan: steps.map(({ detail }) => String(detail)).join('; ') };
    });
    database.close();
    return plans;
  };

  test('what is due, in trouble or joined is read from indexes that hold just that, in order', () => {
    const plans = explainAll();
    const planOf = (words: RegExp): string[] => plans.flatMap(({ sql, plan }) => (words.test(sql) ? [plan] : []));
    expect(planOf(/INDEXED BY entries_due WHERE due_at_ms/)).toEqual([
      expect.stringMatching(/^SEARCH entries USING INDEX entries_due \(.*<\?.*\)$/),
    ]);
    expect(planOf(/^SELECT .*property_id = \?.*due_at_ms/)).toEqual([
      expect.stringMatching(/^SEARCH entries USING INDEX entries_due \(.*<\?.*\)$/),
    ]);
    expect(planOf(/is_troubled = 1/)).toEqual(['SEARCH entries USING INDEX entries_troubled (property_id=?)']);
    expect(planOf(/join_key = \? AND/)).toEqual(['SEARCH entries USING INDEX entries_joined (join_key=?)']);
  });

  test('lists of entries are read from indexes that hold them in order, from where they begin to where they end', () => {
    const plans = explainAll();
    const planOf = (words: RegExp): string[] => plans.flatMap(({ sql, plan }) => (words.test(sql) ? [plan] : []));
    expect(planOf(/occurred_at_ms DESC/)).toEqual([
      'SEARCH entries USING INDEX entries_by_occurrence (property_id=? AND occurred_at_ms>? AND (occurred_at_ms,id)<(?,?))',
    ]);
    expect(planOf(/^SELECT .*origin_session_id = \?/)).toEqual([
      'SEARCH entries USING INDEX entries_by_origin (origin_session_id=? AND id>? AND id<?)',
    ]);
    expect(planOf(/BY changed_at_ms/)).toEqual([
      'SEARCH entries USING COVERING INDEX entries_by_change ((changed_at_ms,id)>(?,?))',
    ]);
    expect(planOf(/count\(\*\)/)).toEqual([
      'SEARCH clicks USING COVERING INDEX clicks_by_arrival (property_id=? AND received_at_ms>? AND received_at_ms<?)',
    ]);
    expect(planOf(/email = \? AND id/)).toEqual([
      'SEARCH buyers USING COVERING INDEX buyers_by_email (email=? AND id>? AND id<?)',
    ]);
    for (const table of ['rollups', 'audit_events', 'memberships']) {
      expect(planOf(new RegExp(`^SELECT \\* FROM ${table} WHERE id >=`))).toEqual([
        `SEARCH ${table} USING INDEX sqlite_autoindex_${table}_1 (id>? AND id<?)`,
      ]);
    }
  });

  test('an entry that is not due, not in trouble, of no known payment and goes back to nothing is in the indexes of lists alone', async () => {
    await open();
    const database = new DatabaseSync(file.path);
    const indexes = database.prepare("SELECT name, partial FROM pragma_index_list('entries') WHERE origin = 'c'").all();
    expect(indexes.map(({ name, partial }) => [name, partial]).toSorted()).toEqual([
      ['entries_by_change', 0],
      ['entries_by_occurrence', 0],
      ['entries_by_origin', 1],
      ['entries_due', 1],
      ['entries_joined', 1],
      ['entries_troubled', 1],
    ]);
    database.close();
  });

  test('a plain change of an entry writes to the indexes of what is due, in trouble or changed, and to no other', () => {
    const [sql = ''] = explainAll().flatMap((statement) =>
      statement.sql.startsWith('UPDATE entries') && statement.sql.includes('IS ?') ? [statement.sql] : [],
    );
    const database = new DatabaseSync(':memory:');
    migrate(database);
    const program = database.prepare(`EXPLAIN ${sql}`).all();
    const rootOf = new Map(program.flatMap(({ opcode, p1, p2 }) => (opcode === 'OpenWrite' ? [[p1, p2]] : [])));
    const written = program.flatMap(({ opcode, p1 }) => (opcode === 'IdxInsert' ? [Number(rootOf.get(p1))] : []));
    const names = database.prepare('SELECT name FROM sqlite_schema WHERE rootpage = ?');
    expect(written.map((root) => names.get(root)?.['name']).toSorted()).toEqual([
      'entries_by_change',
      'entries_due',
      'entries_troubled',
    ]);
    database.close();
  });

  test('the index of what is due tells the property, so that for one of them no entry of another is read', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database);
    const columns = database.prepare("SELECT name FROM pragma_index_info('entries_due')").all();
    expect(columns.map(({ name }) => name)).toEqual(['due_at_ms', 'id', 'property_id']);
    database.close();
  });

  test('no statement reads a whole table but the one that lists all properties, and none sorts', () => {
    const plans = explainAll().filter(({ plan }) => /SCAN|TEMP B-TREE/.test(plan));
    expect(plans.map(({ plan }) => plan)).toEqual(['SCAN properties USING INDEX properties_by_age']);
  });
});

describe('SqliteStore and a step of two writes', () => {
  test('where the buyer cannot be written, the entry is not written either, and the next step is free to begin', async () => {
    const store = await open();
    const hand = new DatabaseSync(file.path);
    hand.exec('ALTER TABLE buyers RENAME TO hidden_buyers');
    const entry = newEntry();
    await expect(store.createEntry(entry, newBuyer(entry))).rejects.toThrow(StoreUnavailableError);
    expect(await store.findEntry(entry.id)).toBeUndefined();
    expect(await store.createEntry(entry)).toBe('created');
    await expect(store.changeEntry({ ...entry, status: 'free' }, newBuyer(entry))).rejects.toThrow(
      StoreUnavailableError,
    );
    expect(await store.findEntry(entry.id)).toEqual(entry);
    await expect(store.eraseBuyer({ ...entry, erasedAtMs: 1 })).rejects.toThrow(StoreUnavailableError);
    expect(await store.findEntry(entry.id)).toEqual(entry);
    hand.exec('ALTER TABLE hidden_buyers RENAME TO buyers');
    expect(await store.changeEntry({ ...entry, status: 'free' }, newBuyer(entry))).toBe('changed');
    hand.close();
  });
});

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

describe('SqliteStore at its end', () => {
  test('writes what was asked of it before it is closed, and refuses what comes after', async () => {
    const store = await open();
    const [entry, late] = [newEntry(), newEntry()];
    const written = store.createEntry(entry);
    await store.close();
    expect(await written).toBe('created');
    await expect(store.createEntry(late)).rejects.toThrow(StoreUnavailableError);
    expect(await (await open()).findEntry(entry.id)).toEqual(entry);
  });

  test('refuses what waits for another process, rather than leave it without an answer', async () => {
    const store = await open();
    const holder = lock();
    const written = store.createEntry(newEntry());
    await Promise.all([store.close(), expect(written).rejects.toThrow(StoreUnavailableError)]);
    holder.close();
  });
});

describe('SqliteStore while another connection writes', () => {
  test('reads go on', async () => {
    const store = await open();
    const property = newProperty();
    await store.createProperty(property);
    const holder = lock();
    expect(await store.findProperty(property.id)).toEqual(property);
    holder.close();
  });

  test('a write waits until the other is done, and other work goes on meanwhile', async () => {
    const store = await open(file.path, 3_000);
    const holder = lock();
    const entry = newEntry();
    const written = store.createEntry(entry);
    expect(await store.findEntry(entry.id)).toBeUndefined();
    holder.exec('COMMIT');
    expect(await written).toBe('created');
    holder.close();
  });

  test('an entry with its buyer waits as well, and then both are there', async () => {
    const store = await open(file.path, 3_000);
    const entry = newEntry();
    const buyer = newBuyer(entry);
    const holder = lock();
    const written = store.createEntry(entry, buyer);
    expect(await store.findBuyer(entry.id, 0)).toBeUndefined();
    holder.exec('COMMIT');
    expect(await written).toBe('created');
    expect(await store.findBuyer(entry.id, 0)).toEqual(buyer);
    holder.close();
  });

  test('a write that waits too long is unavailable, and the next one after the lock is not', async () => {
    const store = await open();
    const holder = lock();
    await expect(store.createEntry(newEntry())).rejects.toThrow('locked by another process');
    holder.close();
    expect(await store.createEntry(newEntry())).toBe('created');
  });

  test('two processes that count up one entry lose no change', async () => {
    const store = await open(file.path, 3_000);
    const entry = newEntry({ firstSeenAtMs: 0 });
    await store.createEntry(entry);
    const children = [1, 2].map(() => fork(join(import.meta.dirname, 'count-up.ts'), [file.path, entry.id, '100']));
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0]);
    expect(await store.findEntry(entry.id)).toMatchObject({ version: 201, firstSeenAtMs: 200 });
  });
});
