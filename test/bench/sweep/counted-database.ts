// An SQLite database that counts the rows which its statements hand out, and tells how it finds them.
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { ReadCounts } from './read-counts.ts';

/** Counts by table. */
export class CountedDatabase extends DatabaseSync {
  readonly #counts: ReadCounts;
  readonly #plans = new Map<string, string>();

  constructor(path: string, counts: ReadCounts) {
    super(path);
    this.#counts = counts;
  }

  /** Its rows are counted where it is a question to one of the tables. */
  override prepare(sql: string): StatementSync {
    const statement = super.prepare(sql);
    const table = /^SELECT .* FROM (\w+)/s.exec(sql)?.[1];
    if (table === undefined) return statement;
    const count = (rows: number): void => {
      this.#counts.add(table, rows);
      if (rows > 0) this.#notePlan(table, sql);
    };
    return new Proxy(statement, {
      get(target, name) {
        if (name === 'get') return (...values: string[]) => countOne(target.get(...values), count);
        if (name === 'all') return (...values: string[]) => countAll(target.all(...values), count);
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }

  /** How each question to the table that found anything was answered, as SQLite says it. */
  listPlans(table: string): string[] {
    return [...this.#plans].flatMap(([key, plan]) => (key.startsWith(`${table} `) ? [plan] : []));
  }

  #notePlan(table: string, sql: string): void {
    const key = `${table} ${sql}`;
    if (this.#plans.has(key)) return;
    const steps = super.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
    this.#plans.set(key, steps.map(({ detail }) => String(detail)).join('; '));
  }
}

function countOne<T>(row: T | undefined, count: (rows: number) => void): T | undefined {
  count(row === undefined ? 0 : 1);
  return row;
}

function countAll<T>(rows: T[], count: (rows: number) => void): T[] {
  count(rows.length);
  return rows;
}
