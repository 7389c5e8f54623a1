// What every store promises, as one suite that each implementation runs.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Click } from '../../../functions/rules/click.ts';
import type { Entry } from '../../../functions/rules/entry.ts';
import { shortSessionId } from '../../../functions/rules/redact.ts';
import { CorruptRecordError, StoreUnavailableError } from '../../../functions/store/errors.ts';
import type { Store } from '../../../functions/store/store.ts';
import { anyClick, anyEntry, anyProperty, anyPropertyId } from './arbitraries.ts';
import { newClick, newEntry, newProperty } from './records.ts';

/** A database for one run of the suite. */
export interface StoreUnderTest {
  /** A further connection to the same, at first empty, database. */
  open: () => Promise<Store>;
  /** Replaces the stored body of a record, past the store. */
  damage: (collection: 'properties' | 'entries' | 'clicks', id: string, body: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** Declares the suite; `skipped` is the sentence that says what is missing here, when it cannot run. */
export function describeStore(name: string, start: () => Promise<StoreUnderTest>, skipped?: string): void {
  describe.skipIf(skipped !== undefined)(skipped ? `${name} (skipped, ${skipped})` : name, () => {
    let database: StoreUnderTest;
    let store: Store;
    let other: Store;
    const both: Both = { store: () => store, other: () => other, damage: (...args) => database.damage(...args) };

    beforeAll(async () => {
      database = await start();
      store = await database.open();
      other = await database.open();
    });
    afterAll(async () => {
      await store?.close();
      await other?.close();
      await database?.stop();
    });

    describeProperties(both);
    describeEntries(both);
    describeClicks(both);
    describeRaces(both);
    describeFailures(both, () => database.open());
  });
}

interface Both {
  store: () => Store;
  other: () => Store;
  damage: StoreUnderTest['damage'];
}

function describeProperties({ store, other }: Both): void {
  describe('properties', () => {
    test('the list is empty at first', async () => {
      expect(await store().listProperties()).toEqual([]);
    });

    test('a created property is found on every connection', async () => {
      const property = newProperty();
      expect(await store().createProperty(property)).toBe('created');
      expect(await store().findProperty(property.id)).toEqual(property);
      expect(await other().findProperty(property.id)).toEqual(property);
    });

    test('a change is stored under the next version and answers "changed"', async () => {
      const property = newProperty();
      await store().createProperty(property);
      expect(await store().changeProperty({ ...property, name: 'Renamed' })).toBe('changed');
      expect(await other().findProperty(property.id)).toEqual({ ...property, name: 'Renamed', version: 2 });
    });

    test('a change of the next version follows without a read in between', async () => {
      const property = newProperty();
      await store().createProperty(property);
      await store().changeProperty(property);
      expect(await store().changeProperty({ ...property, version: 2 })).toBe('changed');
      expect((await store().findProperty(property.id))?.version).toBe(3);
    });

    test('properties are listed oldest first, those of one moment by id', async () => {
      const id = (letter: string): string => `list_${letter}${'0'.repeat(15)}`;
      const made = [
        newProperty({ id: id('c'), createdAtMs: 30 }),
        newProperty({ id: id('B'), createdAtMs: 20 }),
        newProperty({ id: id('b'), createdAtMs: 20 }),
        newProperty({ id: id('_'), createdAtMs: 20 }),
        newProperty({ id: id('a'), createdAtMs: 1_800_000_000_000 }),
      ];
      for (const property of made) await store().createProperty(property);
      const listed = (await store().listProperties())
        .map((property) => property.id)
        .filter((key) => /^list_/.test(key));
      expect(listed).toEqual(['B', '_', 'b', 'c', 'a'].map(id));
    });

    test('a list of hundreds is whole and in order', async () => {
      const made = Array.from({ length: 350 }, (_, index) =>
        newProperty({ createdAtMs: 100 + (index % 7), name: 'Many' }),
      );
      // In parts, because every single write has a deadline that a crowd on a slow machine would miss.
      for (let from = 0; from < made.length; from += 50) {
        await Promise.all(made.slice(from, from + 50).map((property) => store().createProperty(property)));
      }
      const listed = (await store().listProperties()).filter(({ name }) => name === 'Many');
      expect(listed).toEqual(made.toSorted((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1)));
    });

    test('a changed property is listed as it is now and where it was', async () => {
      const [first] = await store().listProperties();
      if (!first) throw new Error('The list is empty.');
      await store().changeProperty({ ...first, name: 'Changed in place' });
      expect((await store().listProperties())[0]).toEqual({
        ...first,
        name: 'Changed in place',
        version: first.version + 1,
      });
    });

    test('a taken id answers "exists" and keeps what is there', async () => {
      const property = newProperty();
      await store().createProperty(property);
      expect(await other().createProperty({ ...property, name: 'Another' })).toBe('exists');
      expect(await store().findProperty(property.id)).toEqual(property);
    });

    test('a deleted property is gone, and its id is free again', async () => {
      const property = newProperty();
      await store().createProperty(property);
      expect(await other().deleteProperty(property.id)).toBe('deleted');
      expect(await store().findProperty(property.id)).toBeUndefined();
      expect(await store().changeProperty(property)).toBe('missing');
      expect(await store().createProperty(property)).toBe('created');
    });

    test('a property that is not there is undefined, and cannot be changed or deleted', async () => {
      await fc.assert(
        fc.asyncProperty(anyPropertyId, async (id) => {
          expect(await store().findProperty(id)).toBeUndefined();
          expect(await store().changeProperty(newProperty({ id }))).toBe('missing');
          expect(await store().deleteProperty(id)).toBe('missing');
        }),
        { numRuns: 20 },
      );
    });

    test('any property comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyProperty, async (property) => {
          await store().deleteProperty(property.id);
          expect(await store().createProperty(property)).toBe('created');
          expect(await other().findProperty(property.id)).toEqual(property);
        }),
        { numRuns: 50 },
      );
    });
  });
}

function describeEntries({ store, other }: Both): void {
  describe('entries', () => {
    test('a created entry is found on every connection', async () => {
      const entry = newEntry();
      expect(await store().createEntry(entry)).toBe('created');
      expect(await store().findEntry(entry.id)).toEqual(entry);
      expect(await other().findEntry(entry.id)).toEqual(entry);
    });

    test('a taken id answers "exists" and keeps what is there', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      expect(await other().createEntry({ ...entry, status: 'pending' })).toBe('exists');
      expect(await store().findEntry(entry.id)).toEqual(entry);
    });

    test('an entry that is not there is undefined and cannot be changed', async () => {
      const entry = newEntry();
      expect(await store().findEntry(entry.id)).toBeUndefined();
      expect(await store().changeEntry(entry)).toBe('missing');
      expect(await store().findEntry(entry.id)).toBeUndefined();
    });

    test('any entry, and any change of one, comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyEntry, anyEntry, async (entry, { events, status, settledAtMs }) => {
          const changed = { ...entry, events, status, settledAtMs };
          expect(await store().createEntry(entry)).toBe('created');
          expect(await other().findEntry(entry.id)).toEqual(entry);
          expect(await other().changeEntry(changed)).toBe('changed');
          expect(await store().findEntry(entry.id)).toEqual({ ...changed, version: entry.version + 1 });
        }),
        { numRuns: 50 },
      );
    });
  });
}

function describeClicks({ store, other }: Both): void {
  describe('clicks', () => {
    const beforeExpiry = (click: Click): [string, string, number] => [
      click.propertyId,
      click.clickId,
      click.expiresAtMs - 1,
    ];

    test('a click that was taken down is found on every connection', async () => {
      const click = newClick();
      expect(await store().createClick(click)).toBe('created');
      expect(await store().findClick(...beforeExpiry(click))).toEqual(click);
      expect(await other().findClick(...beforeExpiry(click))).toEqual(click);
    });

    test('a click that is told twice stays as it was told first', async () => {
      const click = newClick();
      await store().createClick(click);
      expect(await other().createClick({ ...click, fbp: 'fb.1.2.3', visit: { at: 1, parameters: {} } })).toBe('exists');
      expect(await store().findClick(...beforeExpiry(click))).toEqual(click);
    });

    test('one click id under two properties is two clicks', async () => {
      const click = newClick({ propertyId: 'tt_first_shop' });
      const foreign = newClick({ propertyId: 'tt_other_shop', clickId: click.clickId, fbp: 'fb.1.2.3' });
      expect(await store().createClick(click)).toBe('created');
      expect(await store().createClick(foreign)).toBe('created');
      expect(await store().findClick(...beforeExpiry(click))).toEqual(click);
      expect(await store().findClick(...beforeExpiry(foreign))).toEqual(foreign);
    });

    test('a click that nobody told is undefined', async () => {
      expect(await store().findClick(...beforeExpiry(newClick()))).toBeUndefined();
    });

    test('a click is not there from the moment that it expires', async () => {
      const click = newClick();
      await store().createClick(click);
      expect(await store().findClick(click.propertyId, click.clickId, click.expiresAtMs)).toBeUndefined();
      expect(await other().findClick(click.propertyId, click.clickId, click.expiresAtMs + 1)).toBeUndefined();
    });

    test('any click comes back as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyClick, async (click) => {
          expect(await store().createClick(click)).toBe('created');
          expect(await other().findClick(...beforeExpiry(click))).toEqual(click);
        }),
        { numRuns: 50 },
      );
    });

    test('of many that tell one click at once, exactly one is taken, and its record is the one stored', async () => {
      const click = newClick();
      const candidates = Array.from({ length: 20 }, (_, index) => ({ ...click, clickedAtSeconds: index }));
      const outcomes = await Promise.all(
        candidates.map((one, index) => (index % 2 ? other() : store()).createClick(one)),
      );
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect((await store().findClick(...beforeExpiry(click)))?.clickedAtSeconds).toBe(outcomes.indexOf('created'));
    });
  });
}

function describeRaces({ store, other }: Both): void {
  const times = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
  const connection = (index: number): Store => (index % 2 ? other() : store());

  describe('races', () => {
    test('of many that create one entry at once, exactly one creates it, and its entry is the one stored', async () => {
      const entry = newEntry();
      const candidates = times(20).map((index) => ({ ...entry, firstSeenAtMs: index }));
      const outcomes = await Promise.all(candidates.map((one, index) => connection(index).createEntry(one)));
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(19);
      expect((await store().findEntry(entry.id))?.firstSeenAtMs).toBe(outcomes.indexOf('created'));
    });

    test('of many that change one version at once, exactly one changes it, and its change is the one stored', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      const changes = times(20).map((index) => ({ ...entry, settledAtMs: index }));
      const outcomes = await Promise.all(changes.map((one, index) => connection(index).changeEntry(one)));
      expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(19);
      expect(await store().findEntry(entry.id)).toEqual({
        ...entry,
        version: 2,
        settledAtMs: outcomes.indexOf('changed'),
      });
    });

    test('a change from an old version is a conflict, on the connection that made it old and on any other', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      await other().findEntry(entry.id);
      await store().changeEntry({ ...entry, status: 'free' });
      expect(await store().changeEntry(entry)).toBe('conflict');
      expect(await other().changeEntry(entry)).toBe('conflict');
      expect((await store().findEntry(entry.id))?.status).toBe('free');
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
        for (let outcome = 'conflict'; outcome !== 'changed'; ) {
          const current = await connection(index).findEntry(entry.id);
          if (!current) throw new Error('The entry is gone.');
          const claims = [...(current.events.purchase?.claims ?? []), { claim: `claim ${index}`, atMs: index }];
          outcome = await connection(index).changeEntry({
            ...current,
            events: { purchase: { claims, reportedAtMs: null } },
          });
        }
      };
      await Promise.all(times(6).map(addClaim));
      const stored = await store().findEntry(entry.id);
      expect(stored?.version).toBe(7);
      expect(stored?.events.purchase?.claims.map(({ atMs }) => atMs).toSorted()).toEqual(times(6));
    });
  });
}

function describeFailures({ store, damage }: Both, open: () => Promise<Store>): void {
  describe('failures', () => {
    const damages: { name: string; words: string; damaged: (entry: Entry) => string }[] = [
      { name: 'no JSON', words: 'it is no JSON', damaged: () => '{"id":' },
      { name: 'JSON of another shape', words: 'must have required property', damaged: () => '{"version":1}' },
      { name: 'null', words: 'must be object', damaged: () => 'null' },
      {
        name: 'of another version than the one beside it',
        words: 'its version differs',
        damaged: (entry) => JSON.stringify({ ...entry, version: 9 }),
      },
    ];
    test.each(damages)('an entry whose body is $name is corrupt, and the error says so', async ({ words, damaged }) => {
      const entry = newEntry();
      await store().createEntry(entry);
      await damage('entries', entry.id, damaged(entry));
      const reading = store().findEntry(entry.id);
      await expect(reading).rejects.toThrow(CorruptRecordError);
      await expect(reading).rejects.toThrow(words);
    });

    test('a body that belongs to another entry is corrupt', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      await damage('entries', entry.id, JSON.stringify(newEntry()));
      await expect(store().findEntry(entry.id)).rejects.toThrow('it carries the id of another');
    });

    test('the error of a corrupt entry shows neither its body nor the whole session id', async () => {
      const entry = newEntry();
      await store().createEntry(entry);
      await damage('entries', entry.id, '{"events":"buyer@example.com"}');
      const error: Error = await store()
        .findEntry(entry.id)
        .then(fail, (reason) => reason);
      expect(error).toBeInstanceOf(CorruptRecordError);
      expect(error.message).not.toContain('buyer');
      expect(error.message).not.toContain(entry.sessionId);
      expect(error.message).toContain(`${entry.propertyId}:${shortSessionId(entry.sessionId)} `);
    });

    test('the error of a corrupt click shows neither its body nor the whole click id', async () => {
      const click = newClick();
      await store().createClick(click);
      await damage('clicks', click.id, '{"visit":"buyer@example.com"}');
      const error: Error = await store()
        .findClick(click.propertyId, click.clickId, 0)
        .then(fail, (reason) => reason);
      expect(error).toBeInstanceOf(CorruptRecordError);
      expect(error.message).not.toContain('buyer');
      expect(error.message).not.toContain(click.clickId);
      expect(error.message).toContain(`The stored click ${click.propertyId}:…${click.clickId.slice(-4)} is damaged`);
    });

    test('a click whose visit was set to null is corrupt', async () => {
      const click = newClick();
      await store().createClick(click);
      await damage('clicks', click.id, JSON.stringify({ ...click, visit: null }));
      await expect(store().findClick(click.propertyId, click.clickId, 0)).rejects.toThrow(CorruptRecordError);
    });

    test('records of before clicks were taken down are read with what they lack', async () => {
      const { clickDays, ...property } = newProperty();
      const { clickId, passport, ...entry } = newEntry();
      await store().createProperty({ ...property, clickDays });
      await store().createEntry({ ...entry, clickId, passport });
      await damage('properties', property.id, JSON.stringify(property));
      await damage('entries', entry.id, JSON.stringify(entry));
      expect(await store().findProperty(property.id)).toEqual({ ...property, clickDays: 90 });
      expect(await store().findEntry(entry.id)).toEqual({ ...entry, clickId: null, passport: null });
    });

    test('a corrupt property is named by its lookup and by the list, hides no other from a list that is told of it, and can still be deleted', async () => {
      const property = newProperty();
      await store().createProperty(property);
      await damage('properties', property.id, JSON.stringify({ ...property, hostnames: 'shop.example.test' }));
      await expect(store().findProperty(property.id)).rejects.toThrow(CorruptRecordError);
      await expect(store().listProperties()).rejects.toThrow(property.id);
      const sound = newProperty();
      await store().createProperty(sound);
      const told: [string, string][] = [];
      const listed = await store().listProperties((id, { name }) => told.push([id, name]));
      expect(listed.filter(({ id }) => id === sound.id || id === property.id)).toEqual([sound]);
      expect(told).toEqual([[property.id, 'CorruptRecordError']]);
      expect(await store().deleteProperty(property.id)).toBe('deleted');
    });

    test('a closed store is unavailable, in every method, and may be closed again', async () => {
      const closed = await open();
      await closed.close();
      await closed.close();
      const property = newProperty();
      const entry = newEntry();
      const attempts = [
        closed.createProperty(property),
        closed.findProperty(property.id),
        closed.listProperties(),
        closed.changeProperty(property),
        closed.deleteProperty(property.id),
        closed.createEntry(entry),
        closed.findEntry(entry.id),
        closed.changeEntry(entry),
        closed.createClick(newClick()),
        closed.findClick('tt_shop', 'click', 0),
      ];
      for (const attempt of await Promise.allSettled(attempts)) {
        expect(attempt).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailableError) });
      }
    });
  });
}

function fail(): never {
  throw new Error('It did not reject.');
}
