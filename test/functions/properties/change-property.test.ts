// Changing a stored property while others change it, too.
import { describe, expect, test } from 'vitest';
import { changeProperty, ensureSender } from '../../../functions/properties/change-property.ts';
import { PropertyError } from '../../../functions/properties/property-error.ts';
import { newProperty } from '../../../functions/rules/new-property.ts';
import { faultOf, nowMs, propertyId, useProperties } from './use-properties.ts';

const { tools, read, put } = useProperties();

describe('changeProperty', () => {
  test('stores what changed with its time, and answers the property before and after', async () => {
    const { before, after } = await changeProperty(tools(), propertyId, (stored) => ({ ...stored, name: 'Renamed' }));
    expect(before).toMatchObject({ name: 'Shop', version: 1 });
    expect(after).toMatchObject({ name: 'Renamed', version: 2, updatedAtMs: nowMs });
    expect(await read()).toEqual(after);
  });

  test('notes when the scope came to take in more', async () => {
    await changeProperty(tools(), propertyId, (stored) => ({
      ...stored,
      scope: { kind: 'payment_links', ids: ['a'] },
    }));
    expect(await read()).not.toHaveProperty('scopeGrewAtMs');
    const scope = { kind: 'payment_links' as const, ids: ['a', 'b'] };
    const { after } = await changeProperty(tools(), propertyId, (stored) => ({ ...stored, scope }));
    expect(after.scopeGrewAtMs).toBe(nowMs);
    expect(await read()).toEqual(after);
  });

  test('writes nothing where nothing is to be changed', async () => {
    const { before, after } = await changeProperty(tools(), propertyId, (stored) => stored);
    expect(after).toBe(before);
    expect((await read()).version).toBe(1);
  });

  test('applies the change anew where someone else changed the property in between', async () => {
    const seen: string[] = [];
    const { store } = tools();
    const racing = {
      ...tools(),
      store: {
        findProperty: async (id: string) => {
          const found = await store.findProperty(id);
          if (seen.length === 0) await put({ name: 'Changed by another' });
          return found;
        },
        changeProperty: (property: Parameters<typeof store.changeProperty>[0]) => store.changeProperty(property),
      },
    };
    await changeProperty(racing, propertyId, (stored) => {
      seen.push(stored.name);
      return { ...stored, clickDays: 7 };
    });
    expect(seen).toEqual(['Shop', 'Changed by another']);
    expect(await read()).toMatchObject({ name: 'Changed by another', clickDays: 7 });
  });

  test('gives up where others keep changing it', async () => {
    const busy = {
      ...tools(),
      store: { ...tools().store, findProperty: read, changeProperty: async () => 'conflict' as const },
    };
    const change = changeProperty(busy, propertyId, (stored) => ({ ...stored, name: 'x' }));
    expect(await faultOf(change)).toEqual({ code: 'property_busy' });
  });

  test('changes nothing of a property that is being removed', async () => {
    await put({ removalStartedAtMs: nowMs });
    const before = await read();
    const change = changeProperty(tools(), propertyId, (stored) => ({ ...stored, name: 'Renamed' }));
    expect(await faultOf(change)).toEqual({ code: 'property_being_removed' });
    expect(await read()).toEqual(before);
    expect((await changeProperty(tools(), propertyId, (stored) => stored)).after).toEqual(before);
  });

  test('says that there is no such property', async () => {
    const change = changeProperty(tools(), 'tt_unknown', (stored) => stored);
    await expect(change).rejects.toMatchObject({
      name: 'PropertyError',
      code: 'unknown_property',
      propertyId: 'tt_unknown',
      message: 'There is no such property.',
    });
  });
});

describe('ensureSender', () => {
  test('answers a property whose sender has somewhere to send to', () => {
    const property = newProperty(propertyId, 0);
    expect(ensureSender(property)).toBe(property);
  });

  test('refuses one that would lose payments, with the sender and why', () => {
    const property = { ...newProperty(propertyId, 0), sender: 'server' as const };
    expect(() => ensureSender(property)).toThrow(PropertyError);
    expect(() => ensureSender(property)).toThrow(
      expect.objectContaining({
        fault: { code: 'sender_loses_payments', sender: 'server', fault: 'no_destination' },
      }),
    );
  });
});
