// What every store promises of the entries of which something is due.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../functions/rules/entry.ts';
import { findDueAtMs } from '../../../functions/rules/entry-index.ts';
import type { DueQuery } from '../../../functions/store/store.ts';
import { anyEntry } from './arbitraries.ts';
import { newDeliveries, newEntry, newRefundEntry } from './records.ts';
import { type Connections, failOnDamage, times } from './store-under-test.ts';

/** Declares what holds for them. It comes before other entries are made, since one test asks for those of all properties. */
export function describeDueEntries(connections: Connections): void {
  const { store, other, damage } = connections;
  const dueAt = (propertyId: string, dueAtMs: number | null): Entry => {
    const sessionId = `cs_test_${randomBytes(29).toString('hex')}`;
    const state = dueAtMs === null ? 'sent' : 'waiting';
    const id = `${propertyId}:${sessionId}`;
    return newEntry({ id, propertyId, sessionId, deliveries: newDeliveries({ state, dueAtMs }) });
  };
  const create = async (...entries: Entry[]): Promise<void> => {
    for (const entry of entries) expect(await store().createEntry(entry)).toBe('created');
  };
  const find = (query: Partial<DueQuery>): Promise<Entry[]> =>
    other().findDueEntries({ nowMs: 1_000, limit: 100, ...query }, failOnDamage);

  describe('due entries', () => {
    test('of no entries nothing is due', async () => {
      expect(await find({ nowMs: Number.MAX_SAFE_INTEGER })).toEqual([]);
      expect(await find({ propertyId: newPropertyId() })).toEqual([]);
    });

    test('those of all properties come the longest due first, those of one moment by id', async () => {
      const [one, two] = [newPropertyId(), newPropertyId()];
      const tied = [dueAt(one, 20), dueAt(two, 20), dueAt(one, 20)].toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const [first, last] = [dueAt(two, 10), dueAt(one, 30)];
      await create(last, ...tied.toReversed(), first);
      expect(await find({})).toEqual([first, ...tied, last]);
    });

    test('of one property only its own come, in the same order', async () => {
      const [ours, theirs] = [newPropertyId(), newPropertyId()];
      const [early, late] = [dueAt(ours, 100), dueAt(ours, 200)];
      await create(late, dueAt(theirs, 150), early);
      expect(await find({ propertyId: ours })).toEqual([early, late]);
    });

    test('an entry is due from its very moment on, not before', async () => {
      const propertyId = newPropertyId();
      const entry = dueAt(propertyId, 500);
      await create(entry);
      expect(await find({ propertyId, nowMs: 499 })).toEqual([]);
      expect(await find({ propertyId, nowMs: 500 })).toEqual([entry]);
    });

    test('who looks ahead finds what falls due until then as well, and changes nothing by it', async () => {
      const propertyId = newPropertyId();
      const [due, soon, later] = [dueAt(propertyId, 400), dueAt(propertyId, 600), dueAt(propertyId, 601)];
      await create(soon, later, due, dueAt(propertyId, null));
      expect(await find({ propertyId, nowMs: 500, untilMs: 600 })).toEqual([due, soon]);
      expect(await find({ propertyId, nowMs: 500, untilMs: Number.MAX_SAFE_INTEGER })).toEqual([due, soon, later]);
      expect(await find({ propertyId, nowMs: 500 })).toEqual([due]);
    });

    test('no more come than the limit allows, and those are the longest due', async () => {
      const propertyId = newPropertyId();
      const entries = times(5).map((index) => dueAt(propertyId, 100 + index));
      await create(...entries.toReversed());
      expect(await find({ propertyId, limit: 3 })).toEqual(entries.slice(0, 3));
      expect(await find({ propertyId, limit: 0 })).toEqual([]);
    });

    test('an orphan is due when its session is to be looked for', async () => {
      const propertyId = newPropertyId();
      const orphan = newRefundEntry({
        propertyId,
        resolution: { state: 'orphan', dueAtMs: 700, attempts: 2, reason: null },
      });
      await create(orphan, newRefundEntry({ propertyId, resolution: { state: 'resolved' } }));
      expect(await find({ propertyId, nowMs: 699 })).toEqual([]);
      expect(await find({ propertyId, nowMs: 700 })).toEqual([orphan]);
    });

    test('a change moves an entry to its new place, or out of what is due', async () => {
      const propertyId = newPropertyId();
      const [moved, ended, begun] = [dueAt(propertyId, 100), dueAt(propertyId, 200), dueAt(propertyId, null)];
      await create(moved, ended, begun);
      expect(await find({ propertyId })).toEqual([moved, ended]);
      await store().changeEntry({ ...moved, deliveries: newDeliveries({ state: 'leased', lease: 'l', dueAtMs: 900 }) });
      await store().changeEntry({ ...ended, deliveries: newDeliveries({ state: 'dead', dueAtMs: null }) });
      await store().changeEntry({ ...begun, deliveries: newDeliveries({ dueAtMs: 300 }) });
      expect((await find({ propertyId })).map(({ id, version }) => [id, version])).toEqual([
        [begun.id, 2],
        [moved.id, 2],
      ]);
    });

    test('a found entry can be changed without a read in between', async () => {
      const propertyId = newPropertyId();
      await create(dueAt(propertyId, 100));
      const [found] = await find({ propertyId });
      if (!found) throw new Error('Nothing is due.');
      expect(await other().changeEntry(found)).toBe('changed');
    });

    test('damaged ones are told of without their whole ids, and keep no sound one out of the limit', async () => {
      const propertyId = newPropertyId();
      const entries = times(9).map((index) => dueAt(propertyId, 100 + index));
      await create(...entries);
      const bad = [0, 1, 2, 4, 5].flatMap((index) => entries[index] ?? []);
      for (const { id } of bad) await damage('entries', id, '{"kind":"session"}');
      const told: string[] = [];
      const query = { propertyId, nowMs: 1_000, limit: 3 };
      const found = await store().findDueEntries(query, (id, { name }) => told.push(`${id} ${name}`));
      expect(found).toEqual([entries[3], entries[6], entries[7]]);
      const masked = bad.map(({ id }) => `${propertyId}:cs_test_…${id.slice(-4)} CorruptRecordError`);
      expect(told).toEqual(masked);
    });

    test('what is due is exactly what the rules say is due', async () => {
      await fc.assert(
        fc.asyncProperty(anyEntry, fc.nat({ max: Number.MAX_SAFE_INTEGER }), async (entry, nowMs) => {
          const propertyId = newPropertyId();
          const own = { ...entry, propertyId, id: entry.id.replace(entry.propertyId, propertyId) };
          await create(own);
          const dueAtMs = findDueAtMs(own);
          expect(await find({ propertyId, nowMs })).toEqual(dueAtMs !== null && dueAtMs <= nowMs ? [own] : []);
        }),
        { numRuns: 60, endOnFailure: true },
      );
    });
  });
}

function newPropertyId(): string {
  return `tt_${randomBytes(10).toString('hex')}`;
}
