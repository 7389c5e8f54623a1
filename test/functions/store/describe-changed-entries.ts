// What every store promises of the list of entries that changed.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../functions/rules/entry.ts';
import { findChangedAtMs, findOccurredAtMs } from '../../../functions/rules/entry-index.ts';
import type { ChangedEntry, ChangePosition } from '../../../functions/store/store.ts';
import { newRefundEntry } from './records.ts';
import type { Connections } from './store-under-test.ts';

/** Declares what holds for them. */
export function describeChangedEntries({ store, other, damage }: Connections): void {
  /** Later than nearly every entry that another test makes, of which some may have any moment. */
  const sinceMs = Number.MAX_SAFE_INTEGER - 1_000_000;
  const changedAt = (propertyId: string, ...moments: number[]): Entry =>
    newRefundEntry({
      propertyId,
      changes: moments.map((moment) => ({ atMs: sinceMs + moment, source: 'sweep', what: 'sent' })),
    });
  const listAll = async (limit: number): Promise<ChangedEntry[]> => {
    const listed: ChangedEntry[] = [];
    for (let after: ChangePosition | undefined; ; after = listed.at(-1)) {
      const page = await other().listChangedEntries({ sinceMs, after, limit });
      listed.push(...page);
      if (page.length === 0) return listed;
    }
  };

  describe('changed entries', () => {
    test('those of all properties come in the order in which they changed, those of one moment by id', async () => {
      const properties = [newPropertyId(), newPropertyId()];
      const entries = [30, 10, 20, 20, 20, 0].map((moment, index) => changedAt(properties[index % 2] ?? '', moment));
      const before = changedAt(properties[0] ?? '', -1);
      for (const entry of [...entries, before]) await store().createEntry(entry);
      const expected = entries.toSorted((a, b) => findChangedAtMs(a) - findChangedAtMs(b) || (a.id < b.id ? -1 : 1));
      for (const limit of [2, 100]) {
        const ours = (await listAll(limit)).filter(({ propertyId }) => properties.includes(propertyId));
        expect(ours).toEqual(
          expected.map((entry) => ({
            id: entry.id,
            propertyId: entry.propertyId,
            changedAtMs: findChangedAtMs(entry),
            occurredAtMs: findOccurredAtMs(entry),
          })),
        );
      }
    });

    test('no more come than the limit allows', async () => {
      const propertyId = newPropertyId();
      for (const moment of [40, 41, 42]) await store().createEntry(changedAt(propertyId, moment));
      expect(await store().listChangedEntries({ sinceMs, limit: 2 })).toHaveLength(2);
      expect(await store().listChangedEntries({ sinceMs, limit: 1 })).toHaveLength(1);
    });

    test('a change moves an entry behind what changed before', async () => {
      const propertyId = newPropertyId();
      const [first, second] = [changedAt(propertyId, 50), changedAt(propertyId, 51)];
      for (const entry of [first, second]) await store().createEntry(entry);
      const [latest] = changedAt(propertyId, 52).changes;
      if (!latest) throw new Error('Nothing changed.');
      await store().changeEntry({ ...first, changes: [...first.changes, latest] });
      const ours = (await listAll(100)).filter((entry) => entry.propertyId === propertyId);
      expect(ours.map(({ id, changedAtMs }) => [id, changedAtMs - sinceMs])).toEqual([
        [second.id, 51],
        [first.id, 52],
      ]);
    });

    test('a damaged entry is listed too, because its moments stand beside it', async () => {
      const propertyId = newPropertyId();
      const entry = changedAt(propertyId, 60);
      await store().createEntry(entry);
      await damage('entries', entry.id, 'null');
      expect((await listAll(100)).filter((one) => one.propertyId === propertyId)).toHaveLength(1);
    });
  });
}

function newPropertyId(): string {
  return `tt_${randomBytes(10).toString('hex')}`;
}
