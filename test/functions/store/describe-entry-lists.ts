// What every store promises of lists of entries: newest first, and what goes back to a session.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../functions/rules/entry.ts';
import { findOccurredAtMs } from '../../../functions/rules/entry-index.ts';
import { CorruptRecordError } from '../../../functions/store/errors.ts';
import type { EntryPosition, EntryQuery } from '../../../functions/store/store.ts';
import { anyEntry } from './arbitraries.ts';
import {
  newDisputeEntry,
  newEntry,
  newInvoiceEntry,
  newRefundEntry,
  newSessionRecord,
  newSubscriptionEntry,
} from './records.ts';
import { type Connections, times } from './store-under-test.ts';

/** Declares what holds for lists of entries. */
export function describeEntryLists(connections: Connections): void {
  describeNewestFirst(connections);
  describeLater(connections);
}

function describeNewestFirst({ store, other, damage }: Connections): void {
  const happenedAt = (propertyId: string, firstSeenAtMs: number): Entry => {
    const sessionId = `cs_test_${randomBytes(29).toString('hex')}`;
    return newEntry({ id: `${propertyId}:${sessionId}`, propertyId, sessionId, firstSeenAtMs });
  };
  const create = async (entries: readonly Entry[]): Promise<void> => {
    for (const entry of entries) expect(await store().createEntry(entry)).toBe('created');
  };

  describe('entries by when they happened', () => {
    test('those of a property come newest first, those of one moment the greatest id first', async () => {
      const [ours, theirs] = [newPropertyId(), newPropertyId()];
      const entries = [30, 10, 20, 20, 20].map((moment) => happenedAt(ours, moment));
      await create([...entries, happenedAt(theirs, 20)]);
      const expected = entries.toSorted(compareNewest);
      expect(await store().listEntries({ propertyId: ours, limit: 9 })).toEqual(expected);
      expect(await other().listEntries({ propertyId: ours, limit: 9 })).toEqual(expected);
      expect(await store().listEntries({ propertyId: ours, limit: 2 })).toEqual(expected.slice(0, 2));
      expect(await store().listEntries({ propertyId: ours, limit: 0 })).toEqual([]);
      expect(await store().listEntries({ propertyId: newPropertyId(), limit: 9 })).toEqual([]);
    });

    test('what Stripe made earlier stands earlier, whenever it was seen first', async () => {
      const propertyId = newPropertyId();
      const [early, late] = [1_000, 2_000].map((createdSeconds) => {
        const session = newSessionRecord({ createdSeconds });
        return newEntry({ id: `${propertyId}:${session.id}`, propertyId, sessionId: session.id, session });
      });
      if (!(early && late)) throw new Error('There are not two.');
      await create([{ ...late, firstSeenAtMs: 1 }, early]);
      const listed = await store().listEntries({ propertyId, limit: 9 });
      expect(listed.map(({ id }) => id)).toEqual([late.id, early.id]);
    });

    test('a time begins with its first moment and ends before its last', async () => {
      const propertyId = newPropertyId();
      const [first, second, third] = [100, 200, 300].map((moment) => happenedAt(propertyId, moment));
      if (!(first && second && third)) throw new Error('There are not three.');
      await create([first, second, third]);
      const list = (query: Partial<EntryQuery>) => store().listEntries({ propertyId, limit: 9, ...query });
      expect(await list({ fromMs: 200 })).toEqual([third, second]);
      expect(await list({ fromMs: 201 })).toEqual([third]);
      expect(await list({ untilMs: 200 })).toEqual([first]);
      expect(await list({ untilMs: 201 })).toEqual([second, first]);
      expect(await list({ fromMs: 100, untilMs: 300 })).toEqual([second, first]);
      expect(await list({ fromMs: 200, untilMs: 200 })).toEqual([]);
    });

    test('pages follow one another without a gap or an overlap, also where many happened at one moment', async () => {
      const propertyId = newPropertyId();
      const entries = [5, 7, 7, 7, 7, 7, 8, 8].map((moment) => happenedAt(propertyId, moment));
      await create(entries);
      const listed: Entry[] = [];
      for (let after: EntryPosition | undefined; ; ) {
        const page = await other().listEntries({ propertyId, fromMs: 6, untilMs: 9, after, limit: 2 });
        listed.push(...page);
        const last = page.at(-1);
        if (last === undefined) break;
        after = { occurredAtMs: findOccurredAtMs(last), id: last.id };
      }
      expect(listed).toEqual(entries.slice(1).toSorted(compareNewest));
    });

    test('a time that ended before the last page does begins where it ends', async () => {
      const propertyId = newPropertyId();
      const entries = [1, 2, 3].map((moment) => happenedAt(propertyId, moment));
      await create(entries);
      const after = { occurredAtMs: 9, id: `${propertyId}:cs_9` };
      expect(await store().listEntries({ propertyId, untilMs: 3, after, limit: 9 })).toEqual(
        entries.slice(0, 2).toReversed(),
      );
    });

    test('an entry moves to where Stripe says that it happened', async () => {
      const propertyId = newPropertyId();
      const entry = newEntry({ propertyId, firstSeenAtMs: 5_000_000 });
      await create([entry, happenedAt(propertyId, 4_000_000)]);
      const session = newSessionRecord({ id: entry.sessionId, createdSeconds: 3_000 });
      await other().changeEntry({ ...entry, session });
      const listed = await store().listEntries({ propertyId, limit: 9 });
      expect(listed.map(({ id }) => id).indexOf(entry.id)).toBe(1);
      expect(listed).toHaveLength(2);
    });

    test('damaged ones are told of, leave the list and take nobody’s place in it, or else the first is thrown', async () => {
      const propertyId = newPropertyId();
      const entries = times(6).map((index) => happenedAt(propertyId, 100 - index));
      await create(entries);
      for (const index of [0, 1, 3]) await damage('entries', entries[index]?.id ?? '', 'null');
      const told: string[] = [];
      const listed = await store().listEntries({ propertyId, limit: 2 }, (id) => told.push(id));
      expect(listed).toEqual([entries[2], entries[4]]);
      expect(told).toHaveLength(3);
      expect(told.join()).not.toContain(entries[0]?.id);
      await expect(store().listEntries({ propertyId, limit: 2 })).rejects.toThrow(CorruptRecordError);
    });

    test('any entry stands where the rules say that it happened', async () => {
      await fc.assert(
        fc.asyncProperty(anyEntry, async (entry) => {
          const propertyId = newPropertyId();
          const own = { ...entry, propertyId, id: entry.id.replace(entry.propertyId, propertyId) };
          await create([own]);
          const moment = findOccurredAtMs(own);
          const list = (query: Partial<EntryQuery>) => store().listEntries({ propertyId, limit: 9, ...query });
          expect(await list({})).toEqual([own]);
          expect(await list({ fromMs: moment, untilMs: moment + 1 })).toEqual([own]);
          expect(await list({ untilMs: moment })).toEqual([]);
          expect(await list({ after: { occurredAtMs: moment, id: own.id } })).toEqual([]);
        }),
        { numRuns: 40, endOnFailure: true },
      );
    });
  });
}

function describeLater({ store, other, damage }: Connections): void {
  describe('what goes back to a session', () => {
    test('are its refunds, invoices, disputes and the end of its subscription, by id, and nothing else', async () => {
      const propertyId = newPropertyId();
      const session = newEntry({ propertyId });
      const { sessionId } = session;
      const later = [
        newRefundEntry({ propertyId, sessionId }),
        newRefundEntry({ propertyId, sessionId }),
        newInvoiceEntry({ propertyId, sessionId }),
        newDisputeEntry({ propertyId, sessionId }),
        newSubscriptionEntry({ propertyId, sessionId }),
      ];
      const others = [
        session,
        newRefundEntry({ propertyId }),
        newRefundEntry({ propertyId, sessionId: 'cs_test_another' }),
        newRefundEntry({ propertyId: newPropertyId(), sessionId }),
      ];
      for (const entry of [...later, ...others]) await store().createEntry(entry);
      const expected = later.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(await store().listLaterEntries(propertyId, sessionId)).toEqual(expected);
      expect(await other().listLaterEntries(propertyId, sessionId)).toEqual(expected);
      expect(await store().listLaterEntries(propertyId, 'cs_test_nobody')).toEqual([]);
    });

    test('a refund is there from the moment that its session is known', async () => {
      const refund = newRefundEntry({ propertyId: newPropertyId() });
      const list = () => other().listLaterEntries(refund.propertyId, 'cs_test_1');
      await store().createEntry(refund);
      expect(await list()).toEqual([]);
      await store().changeEntry({ ...refund, sessionId: 'cs_test_1' });
      expect(await list()).toEqual([{ ...refund, sessionId: 'cs_test_1', version: 2 }]);
    });

    test('a damaged one goes to who is told of it, or else is thrown', async () => {
      const propertyId = newPropertyId();
      const [bad, sound] = times(2).map(() => newRefundEntry({ propertyId, sessionId: 'cs_test_1' }));
      if (!(bad && sound)) throw new Error('There are not two.');
      for (const entry of [bad, sound]) await store().createEntry(entry);
      await damage('entries', bad.id, '{}');
      await expect(store().listLaterEntries(propertyId, 'cs_test_1')).rejects.toThrow(CorruptRecordError);
      const told: string[] = [];
      expect(await store().listLaterEntries(propertyId, 'cs_test_1', (id) => told.push(id))).toEqual([sound]);
      expect(told).toEqual([`${propertyId}:re_…${bad.id.slice(-4)}`]);
    });
  });
}

function compareNewest(one: Entry, two: Entry): number {
  return findOccurredAtMs(two) - findOccurredAtMs(one) || (one.id < two.id ? 1 : -1);
}

function newPropertyId(): string {
  return `tt_${randomBytes(10).toString('hex')}`;
}
