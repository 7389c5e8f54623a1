// Removing a property step by step: what is shut at first, and when the rest goes.
import { describe, expect, test } from 'vitest';
import { goOnWithRemoval, removeAllOwned, settleMs } from '../../../../functions/properties/removal/remove-owned.ts';
import { startRemoval } from '../../../../functions/properties/removal/start-removal.ts';
import { entryId } from '../../../../functions/store/store.ts';
import { newEntry } from '../../store/records.ts';
import { faultOf, nowMs, propertyId, useProperties } from '../use-properties.ts';

const { tools, read, put } = useProperties();
const fill = async (count: number) => {
  for (let index = 0; index < count; index += 1) {
    await tools().store.createEntry(newEntry({ id: entryId(propertyId, `cs_test_${index}`), propertyId }));
  }
};

describe('startRemoval', () => {
  test('shuts every door and remembers when, also a second time', async () => {
    await put({ containerSecretHash: 'a'.repeat(64) });
    expect(await startRemoval(tools(), propertyId, undefined)).toEqual({ live: 'none', test: 'none' });
    const shut = await read();
    expect(shut).toMatchObject({ hostnames: [], containerSecretHash: null, removalStartedAtMs: nowMs });
    await startRemoval({ ...tools(), now: () => nowMs + 1 }, propertyId, undefined);
    expect(await read()).toEqual(shut);
  });

  test('a webhook without a key that could remove it is left to a person', async () => {
    await put({ webhookSecrets: { live: ['v1.sealed'], test: [] } });
    expect(await startRemoval(tools(), propertyId, undefined)).toEqual({ live: 'left', test: 'none' });
  });

  test('refuses a property that is not there', async () => {
    expect(await faultOf(startRemoval(tools(), 'tt_nopenopenopenopenope', undefined))).toEqual({
      code: 'unknown_property',
    });
  });
});

describe('goOnWithRemoval', () => {
  test('goes on while there is more, settles, and ends with the property', async () => {
    await fill(3);
    await startRemoval(tools(), propertyId, undefined);
    const step = async (atMs: number, rounds = 5) =>
      await goOnWithRemoval({ store: tools().store, now: () => atMs }, await read(), rounds);
    expect(await step(nowMs, 1)).toEqual({ state: 'going_on', records: 3 });
    expect(await step(nowMs + settleMs - 1)).toEqual({ state: 'settling', records: 0 });
    await fill(1);
    expect(await step(nowMs + settleMs)).toEqual({ state: 'gone', records: 1 });
    expect(await tools().store.findProperty(propertyId)).toBeUndefined();
  });

  test('says of the last step of all which of two took the property', async () => {
    await startRemoval(tools(), propertyId, undefined);
    const property = await read();
    const step = async () => await goOnWithRemoval({ store: tools().store, now: () => nowMs + settleMs }, property, 1);
    const states = (await Promise.all([step(), step()])).map(({ state }) => state);
    expect(states.sort()).toEqual(['gone', 'missing']);
  });

  test('never ends with a property whose removal nobody began', async () => {
    expect(await goOnWithRemoval(tools(), await read(), 5)).toEqual({ state: 'settling', records: 0 });
    expect((await read()).id).toBe(propertyId);
  });
});

describe('removeAllOwned', () => {
  test('removes all records and counts them', async () => {
    await fill(3);
    expect(await removeAllOwned(tools(), propertyId)).toBe(3);
    expect(await removeAllOwned(tools(), propertyId)).toBe(0);
  });
});
