// A count that misses rows would prove that a sweep reads little when it reads much.
import { beforeEach, describe, expect, test } from 'vitest';
import { CountedDatabase } from './counted-database.ts';
import { ReadCounts } from './read-counts.ts';

let reads: ReadCounts;
let database: CountedDatabase;

beforeEach(() => {
  reads = new ReadCounts();
  database = new CountedDatabase(':memory:', reads);
  database.exec('CREATE TABLE numbers (number INTEGER PRIMARY KEY) STRICT; INSERT INTO numbers VALUES (1), (2), (3)');
});

describe('CountedDatabase', () => {
  test('rows are counted by table, however they are asked for, until they are taken', () => {
    const find = database.prepare('SELECT * FROM numbers WHERE number = ?');
    expect(find.get(2)).toEqual({ number: 2 });
    expect(find.get(4)).toBeUndefined();
    expect(database.prepare('SELECT *\n FROM numbers').all()).toHaveLength(3);
    expect(reads.take()).toEqual({ numbers: 4 });
    expect(reads.take()).toEqual({});
  });

  test('what is written is not counted, and done', () => {
    expect(database.prepare('INSERT INTO numbers VALUES (?)').run(4).changes).toBe(1);
    expect(reads.take()).toEqual({});
  });

  test('a question that found something is told with its plan', () => {
    database.prepare('SELECT * FROM numbers WHERE number = ?').get(1);
    database.prepare('SELECT * FROM numbers WHERE number > ?').all(9);
    expect(database.listPlans('numbers')).toEqual([
      expect.stringMatching(/^SEARCH numbers USING INTEGER PRIMARY KEY \(rowid=\?\)$/),
    ]);
    expect(database.listPlans('others')).toEqual([]);
  });
});
