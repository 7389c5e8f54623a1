// What every store promises of damaged records, and after it was closed.
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../functions/rules/entry.ts';
import { shortSessionId } from '../../../functions/rules/redact.ts';
import { CorruptRecordError, StoreUnavailableError } from '../../../functions/store/errors.ts';
import { callEverything } from './call-everything.ts';
import {
  newClick,
  newDeliveries,
  newDisputeEntry,
  newEntry,
  newFullEntry,
  newProperty,
  newRefundEntry,
} from './records.ts';
import { newBuyer, newWatermark } from './small-records.ts';
import type { Connections } from './store-under-test.ts';

/** Declares what holds for failures. */
export function describeFailures(connections: Connections): void {
  describeDamagedEntries(connections);
  describeOtherDamages(connections);
  describeClosing(connections);
}

function describeDamagedEntries({ store, damage }: Connections): void {
  const readDamaged = async (entry: Entry, body: string): Promise<unknown> => {
    await store().createEntry(entry);
    await damage('entries', entry.id, body);
    return store()
      .findEntry(entry.id)
      .then(fail, (reason) => reason);
  };

  describe('damaged entries', () => {
    const damages: { name: string; words: string; damaged: (entry: Entry) => string }[] = [
      { name: 'no JSON', words: 'it is no JSON', damaged: () => '{"id":' },
      { name: 'JSON without a kind', words: "required property 'kind'", damaged: () => '{"version":1}' },
      { name: 'of an unknown kind', words: 'value of tag "kind"', damaged: () => '{"kind":"payout"}' },
      { name: 'of a kind without its fields', words: "required property 'id'", damaged: () => '{"kind":"refund"}' },
      { name: 'null', words: 'must be object', damaged: () => 'null' },
      {
        name: 'of another version than the one beside it',
        words: 'its version differs',
        damaged: (entry) => JSON.stringify({ ...entry, version: 9 }),
      },
    ];
    test.each(damages)('an entry whose body is $name is corrupt, and the error says so', async ({ words, damaged }) => {
      const entry = newEntry();
      const error = await readDamaged(entry, damaged(entry));
      expect(error).toBeInstanceOf(CorruptRecordError);
      expect(String(error)).toContain(words);
    });

    const entry = newFullEntry({ deliveries: newDeliveries() });
    const [key = ''] = Object.keys(entry.deliveries);
    const faults: { name: string; path: string; damaged: object }[] = [
      { name: 'an unknown status', path: '/status', damaged: { ...entry, status: 'lost' } },
      { name: 'a claim without a moment', path: '/events/purchase', damaged: { ...entry, events: { purchase: {} } } },
      {
        name: 'a container’s claim without a moment',
        path: '/containerClaims/…',
        damaged: { ...entry, containerClaims: { [key]: { claims: [] } } },
      },
      {
        name: 'claims of containers that are null',
        path: '/containerClaims',
        damaged: { ...entry, containerClaims: null },
      },
      {
        name: 'a delivery in an unknown state',
        path: '/deliveries/…/state',
        damaged: { ...entry, deliveries: { [key]: { ...entry.deliveries[key], state: 'sending' } } },
      },
      {
        name: 'a share of a refund that is no number',
        path: '/refunds/…/valueMinor',
        damaged: { ...entry, refunds: { re_1abcdefghijklmn: { amountMinor: 1, valueMinor: '1' } } },
      },
      {
        name: 'a page whose consent is half known',
        path: '/pageConsent/states',
        damaged: { ...entry, pageConsent: { atMs: 1, states: { ad_storage: 'granted' } } },
      },
      {
        name: 'a session whose amount is a text',
        path: '/session/amountTotalMinor',
        damaged: { ...entry, session: { ...entry.session, amountTotalMinor: '4950' } },
      },
    ];
    test.each(faults)('an entry with $name is corrupt, and the error says where', async ({ path, damaged }) => {
      const own = newFullEntry();
      const error = await readDamaged(own, JSON.stringify({ ...damaged, id: own.id }));
      expect(error).toBeInstanceOf(CorruptRecordError);
      expect(String(error)).toContain(`is damaged: ${path} `);
    });

    test('a body that belongs to another entry is corrupt', async () => {
      const error = await readDamaged(newEntry(), JSON.stringify(newEntry()));
      expect(String(error)).toContain('it carries the id of another');
    });

    test('an orphan that is not said when to be looked for is corrupt', async () => {
      const orphan = newDisputeEntry();
      const error = await readDamaged(orphan, JSON.stringify({ ...orphan, resolution: { state: 'orphan' } }));
      expect(String(error)).toContain("/resolution must have required property 'dueAtMs'");
    });

    test('the error shows neither the body nor the whole id of a session or a refund', async () => {
      const session = newEntry();
      const sessionError = String(await readDamaged(session, '{"kind":"session","events":"buyer@example.com"}'));
      expect(sessionError).not.toContain('buyer');
      expect(sessionError).not.toContain(session.sessionId);
      expect(sessionError).toContain(`${session.propertyId}:${shortSessionId(session.sessionId)} `);
      const refund = newRefundEntry();
      const refundError = String(await readDamaged(refund, 'null'));
      expect(refundError).toContain(`${refund.propertyId}:re_…${refund.refund.id.slice(-4)} `);
    });

    test('the error names no key of an object whose keys are not ours', async () => {
      const own = newFullEntry();
      const error = await readDamaged(own, JSON.stringify({ ...own, events: { 'buyer@example.com': {} } }));
      expect(String(error)).toContain('is damaged: /events/… must have');
      expect(String(error)).not.toContain('buyer');
    });
  });
}

function describeOtherDamages({ store, damage }: Connections): void {
  describe('other damaged records', () => {
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

    test('the error of a corrupt buyer shows nothing of the buyer and no whole session id', async () => {
      const entry = newEntry();
      const buyer = newBuyer(entry);
      await store().createEntry(entry, buyer);
      await damage('buyers', entry.id, JSON.stringify({ ...buyer, phone: 49 }));
      const error: Error = await store()
        .findBuyer(entry.id, 0)
        .then(fail, (reason) => reason);
      expect(error).toBeInstanceOf(CorruptRecordError);
      expect(error.message).toContain(
        `The stored buyer ${entry.propertyId}:${shortSessionId(entry.sessionId)} is damaged`,
      );
      expect(error.message).not.toContain('buyer@');
    });

    test('a watermark of another version than the one beside it is corrupt', async () => {
      const watermark = newWatermark();
      await store().createWatermark(watermark);
      await damage('watermarks', watermark.id, JSON.stringify({ ...watermark, version: 2 }));
      await expect(store().findWatermark(watermark.id)).rejects.toThrow('its version differs');
    });

    const propertyDamages = [
      { name: 'one hostname instead of a list', damaged: { hostnames: 'shop.example.test' } },
      { name: 'an unknown scope', damaged: { scope: { kind: 'planet' } } },
      { name: 'payment links without a list', damaged: { scope: { kind: 'payment_links' } } },
      { name: 'a destination of an unknown kind', damaged: { destinations: [{ kind: 'pigeon' }] } },
      { name: 'webhook secrets of one mode only', damaged: { webhookSecrets: { live: [] } } },
      { name: 'no word on unknown consent', damaged: { unknownConsent: undefined } },
    ];
    test.each(propertyDamages)('a property with $name is corrupt', async ({ damaged }) => {
      const property = newProperty();
      await store().createProperty(property);
      await damage('properties', property.id, JSON.stringify({ ...property, ...damaged }));
      await expect(store().findProperty(property.id)).rejects.toThrow(CorruptRecordError);
      expect(await store().deleteProperty(property.id)).toBe('deleted');
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
  });
}

function describeClosing({ open }: Connections): void {
  test('a closed store is unavailable, in every method, and may be closed again', async () => {
    const closed = await open();
    await closed.close();
    await closed.close();
    for (const [method, outcomes] of Object.entries(await callEverything(closed))) {
      for (const outcome of outcomes) {
        expect(outcome, method).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailableError) });
      }
    }
  });
}

function fail(): never {
  throw new Error('It did not reject.');
}
