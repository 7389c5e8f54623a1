// What every store promises where several write one record at once.
import { describe, expect, test } from 'vitest';
import { readSessionEntry } from './read-session-entry.ts';
import { newEntry, newProperty } from './records.ts';
import { alternate, type Connections, times } from './store-under-test.ts';

/** Declares what holds for races. */
export function describeRaces(connections: Connections): void {
  const { store, other } = connections;

  describe('races', () => {
    test('of many that create one entry at once, exactly one creates it, and its entry is the one stored', async () => {
      const entry = newEntry();
      const candidates = times(20).map((index) => ({ ...entry, firstSeenAtMs: index }));
      const outcomes = await Promise.all(
        candidates.map((one, index) => alternate(connections, index).createEntry(one)),
      );
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(19);
      expect((await store().findEntry(entry.id))?.firstSeenAtMs).toBe(outcomes.indexOf('created'));
    });

    test('of many that change one version at once, exactly one changes it, and its change is the one stored', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      const changes = times(20).map((index) => ({ ...entry, settledAtMs: index }));
      const outcomes = await Promise.all(changes.map((one, index) => alternate(connections, index).changeEntry(one)));
      expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(19);
      const settledAtMs = outcomes.indexOf('changed');
      expect(await store().findEntry(entry.id)).toEqual({ ...entry, version: 2, settledAtMs });
    });

    test('a change from an old version is a conflict, on the connection that made it old and on any other', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      await other().findEntry(entry.id);
      await store().changeEntry({ ...entry, status: 'free' });
      expect(await store().changeEntry(entry)).toBe('conflict');
      expect(await other().changeEntry(entry)).toBe('conflict');
      expect((await readSessionEntry(store(), entry.id)).status).toBe('free');
    });

    test('a change from a version that does not exist yet is a conflict', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      expect(await store().changeEntry({ ...entry, version: 2 })).toBe('conflict');
    });

    test('a change from a version of a record that was deleted and made anew by another is refused', async () => {
      const property = newProperty({ version: 1 });
      await store().createProperty(property);
      await store().changeProperty(property);
      await other().deleteProperty(property.id);
      await other().createProperty({ ...property, name: 'Made anew' });
      expect(await store().changeProperty({ ...property, version: 2, name: 'Late' })).toBe('conflict');
      expect((await store().findProperty(property.id))?.name).toBe('Made anew');
    });

    test('writers that read again after each conflict lose no change', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      const addClaim = async (index: number): Promise<void> => {
        const connection = alternate(connections, index);
        for (let outcome = 'conflict'; outcome !== 'changed'; ) {
          const current = await readSessionEntry(connection, entry.id);
          const claims = [...(current.events.purchase?.claims ?? []), { claim: `claim ${index}`, atMs: index }];
          outcome = await connection.changeEntry({ ...current, events: { purchase: { claims, reportedAtMs: null } } });
        }
      };
      await Promise.all(times(6).map(addClaim));
      const stored = await readSessionEntry(store(), entry.id);
      expect(stored.version).toBe(7);
      expect(stored.events.purchase?.claims.map(({ atMs }) => atMs).toSorted()).toEqual(times(6));
    });
  });
}
