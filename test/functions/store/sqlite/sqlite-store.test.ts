// What is special about the store on SQLite: its indexes, its own clean-up, and other processes at the same file.
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { migrate } from '../../../../functions/store/sqlite/migrate.ts';
import { defaultPatience } from '../../../../functions/store/sqlite/retry-while-busy.ts';
import { SqliteStore } from '../../../../functions/store/sqlite/sqlite-store.ts';
import { newEntry } from '../records.ts';
import { newBuyer } from '../small-records.ts';
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
