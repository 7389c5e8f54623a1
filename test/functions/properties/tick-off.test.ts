// What a person said of the set-up stays said.
import { describe, expect, test } from 'vitest';
import { tickOff } from '../../../functions/properties/tick-off.ts';
import { faultOf, nowMs, propertyId, useProperties } from './use-properties.ts';

const { tools, read, put } = useProperties();

describe('tickOff', () => {
  test('keeps when each was ticked off, the first time', async () => {
    await tickOff({ ...tools(), now: () => 1 }, propertyId, { done: ['value'] });
    await tickOff(tools(), propertyId, { done: ['value', 'webhook'] });
    expect((await read()).ticked).toEqual({ value: 1, webhook: nowMs });
  });

  test('takes back what is open again, and leaves the others', async () => {
    await tickOff(tools(), propertyId, { done: ['value', 'webhook'] });
    await tickOff(tools(), propertyId, { done: [], open: ['webhook', 'payments'] });
    expect((await read()).ticked).toEqual({ value: nowMs });
  });

  test('writes nothing where all is said already', async () => {
    await tickOff(tools(), propertyId, { done: ['value'] });
    const { version } = await read();
    await tickOff(tools(), propertyId, { done: ['value'], open: ['webhook'] });
    expect((await read()).version).toBe(version);
  });

  test('a property of before has nothing ticked off, and other changes leave the ticks', async () => {
    expect(await read()).not.toHaveProperty('ticked');
    await tickOff(tools(), propertyId, { done: ['value'] });
    await put({ name: 'Renamed' });
    expect((await read()).ticked).toEqual({ value: nowMs });
  });

  test('says that there is no such property', async () => {
    expect(await faultOf(tickOff(tools(), 'tt_unknown', { done: ['value'] }))).toEqual({ code: 'unknown_property' });
  });
});
