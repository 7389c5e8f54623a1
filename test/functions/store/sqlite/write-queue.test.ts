// Writes that arrive together are committed together, and none suffers for another.
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../../../functions/store/errors.ts';
import { defaultPatience, type Patience } from '../../../../functions/store/sqlite/retry-while-busy.ts';
import { WriteQueue } from '../../../../functions/store/sqlite/write-queue.ts';

let database: DatabaseSync;
/** What the queue ran itself, oldest first. */
let steps: string[];

beforeEach(() => {
  database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE numbers (number INTEGER PRIMARY KEY) STRICT');
  steps = [];
});

/** A queue over the database; a word in `failures` makes the step of that name fail with that SQLite code, once unless `always`. */
function openQueue(
  failures: Record<string, number> = {},
  patience: Patience = defaultPatience,
  always = false,
): WriteQueue {
  const recording = new Proxy(database, {
    get(target, name) {
      if (name !== 'prepare') {
        const member = Reflect.get(target, name);
        return typeof member === 'function' ? member.bind(target) : member;
      }
      return (sql: string) => {
        const statement = target.prepare(sql);
        const run = (): void => {
          steps.push(sql);
          const errcode = failures[sql];
          if (errcode !== undefined) {
            if (!always) delete failures[sql];
            throw Object.assign(new Error('It failed.'), { errcode });
          }
          statement.run();
        };
        return { run };
      };
    },
  });
  return new WriteQueue(recording, patience);
}

const add = (number: number) => () => database.prepare('INSERT INTO numbers VALUES (?)').run(number).changes;
const listNumbers = () =>
  database
    .prepare('SELECT number FROM numbers ORDER BY number')
    .all()
    .map(({ number }) => number);

describe('WriteQueue', () => {
  test('writes of one turn share one commit, in their order, and each gets its own outcome', async () => {
    const queue = openQueue();
    const outcomes = await Promise.all([
      queue.run(() => `${add(1)()} first`),
      queue.run(() => `${add(2)()} second ${listNumbers()}`),
    ]);
    expect(outcomes).toEqual(['1 first', '1 second 1,2']);
    expect(steps).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
  });

  test('a write is told of only after its commit', async () => {
    const queue = openQueue();
    let isTold = false;
    const done = queue.run(add(1)).then(() => {
      isTold = true;
      return database.isTransaction;
    });
    await Promise.resolve();
    expect(isTold).toBe(false);
    expect(await done).toBe(false);
  });

  test('a write of a later turn has a commit of its own', async () => {
    const queue = openQueue();
    await queue.run(add(1));
    await queue.run(add(2));
    expect(steps).toEqual(['BEGIN IMMEDIATE', 'COMMIT', 'BEGIN IMMEDIATE', 'COMMIT']);
  });

  test('one that cannot be written fails alone', async () => {
    const queue = openQueue();
    const ends = await Promise.allSettled([queue.run(add(1)), queue.run(add(1)), queue.run(add(2))]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(ends[1]).toMatchObject({ reason: expect.any(StoreUnavailableError) });
    expect(listNumbers()).toEqual([1, 2]);
  });

  test('where the commit fails, none is told that it was written before it is', async () => {
    const fullDisk = 13;
    const queue = openQueue({ COMMIT: fullDisk });
    expect(await Promise.all([queue.run(add(1)), queue.run(add(2))])).toEqual([1, 1]);
    expect(listNumbers()).toEqual([1, 2]);
    expect(steps.filter((step) => step === 'COMMIT')).toHaveLength(3);
  });

  test('where no commit comes about, none is told that it was written', async () => {
    const fullDisk = 13;
    const queue = openQueue({ COMMIT: fullDisk }, defaultPatience, true);
    const ends = await Promise.allSettled([queue.run(add(1)), queue.run(add(2))]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(listNumbers()).toEqual([]);
  });

  test('while another process holds the file, all wait for it once', async () => {
    const busy = 5;
    const waitsMs: number[] = [];
    const sleep = async (ms: number) => waitsMs.push(ms);
    const queue = openQueue({ 'BEGIN IMMEDIATE': busy }, { budgetMs: 1_000, now: () => 0, sleep });
    expect(await Promise.all([queue.run(add(1)), queue.run(add(2))])).toEqual([1, 1]);
    expect(waitsMs).toEqual([10]);
  });

  test('when the patience with the file is at its end, all are refused at once', async () => {
    const busy = 5;
    const queue = openQueue({ 'BEGIN IMMEDIATE': busy }, { ...defaultPatience, budgetMs: 0 });
    const ends = await Promise.allSettled([queue.run(add(1)), queue.run(add(2))]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(steps).toEqual(['BEGIN IMMEDIATE']);
    expect(listNumbers()).toEqual([]);
  });

  test('what waits is written before a flush ends, for whoever closes the database after it', async () => {
    const queue = openQueue();
    const done = queue.run(add(1));
    queue.flush();
    expect(listNumbers()).toEqual([1]);
    expect(await done).toBe(1);
  });
});
