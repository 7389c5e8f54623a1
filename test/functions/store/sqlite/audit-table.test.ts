// How long SQLite keeps the lines of the audit trail, those of earlier versions too.
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { auditLifeMs } from '../../../../functions/rules/account.ts';
import { CorruptRecordError } from '../../../../functions/store/errors.ts';
import type { Store } from '../../../../functions/store/store.ts';
import { newAuditEvent } from '../console-records.ts';
import { useSqliteFile } from './use-sqlite-file.ts';

const file = useSqliteFile();
const { open } = file;
const accountId = 'acc_shop';
const nowMs = 1_800_000_000_000;

const sweep = (store: Store, atMs: number) => store.findDueEntries({ nowMs: atMs, limit: 1 }, () => {});
const listMoments = async (store: Store): Promise<number[]> =>
  (await store.console.listAuditEvents({ accountId, limit: 9 })).map(({ atMs }) => atMs);

describe('the audit trail', () => {
  test('is kept for two years, and what is older goes with a sweep', async () => {
    const store = await open();
    const moments = [nowMs, nowMs - auditLifeMs + 1, nowMs - auditLifeMs, 1];
    for (const atMs of moments) await store.console.addAuditEvent(newAuditEvent({ accountId, atMs }));
    expect(await listMoments(store)).toEqual(moments);
    await sweep(store, nowMs);
    expect(await listMoments(store)).toEqual(moments.slice(0, 2));
  });

  test('loses nothing by a line that a wrong clock wrote', async () => {
    const store = await open();
    for (const atMs of [nowMs, 9_999_999_999_999])
      await store.console.addAuditEvent(newAuditEvent({ accountId, atMs }));
    expect(await listMoments(store)).toEqual([9_999_999_999_999, nowMs]);
  });

  test('of a file of version 5 is kept for as long, and a damaged line does not keep the file from being opened', async () => {
    const lines = [nowMs, nowMs - auditLifeMs].map((atMs) => newAuditEvent({ accountId, atMs }));
    const bodies = ['{"id":', '[1]', '{"atMs":"soon"}', '{"atMs":1e400}', '{"atMs":9223372036854775807}'];
    await writeVersion5([
      ...lines.map((line) => ({ id: line.id, body: JSON.stringify(line) })),
      ...bodies.map((body, index) => ({ id: `acc_damaged:${index}`, body })),
    ]);
    const store = await open();
    expect(await listMoments(store)).toEqual([nowMs, nowMs - auditLifeMs]);
    await sweep(store, nowMs);
    expect(await listMoments(store)).toEqual([nowMs]);
    const damaged = store.console.listAuditEvents({ accountId: 'acc_damaged', limit: 9 });
    await expect(damaged).rejects.toThrow(CorruptRecordError);
  });

  /** The file as that version left it, as far as it concerns the trail. */
  async function writeVersion5(lines: readonly { id: string; body: string }[]): Promise<void> {
    await (await open()).close();
    const older = new DatabaseSync(file.path);
    older.exec(`DROP INDEX audit_events_by_expiry;
      ALTER TABLE audit_events DROP COLUMN expires_at_ms;
      PRAGMA user_version = 5;`);
    const insert = older.prepare('INSERT INTO audit_events (id, body) VALUES (?, ?)');
    for (const { id, body } of lines) insert.run(id, body);
    older.close();
  }
});
