// That somebody saw an event arrive counts for the destination as it was then.
import { describe, expect, test } from 'vitest';
import { addDestination, exchangeSecret } from '../../../../functions/properties/destinations/add-destination.ts';
import { changeDestination } from '../../../../functions/properties/destinations/change-destination.ts';
import { confirmDestination } from '../../../../functions/properties/destinations/confirm-destination.ts';
import type { DestinationPlace } from '../../../../functions/properties/destinations/destination-place.ts';
import { faultOf, nowMs, propertyId, useProperties } from '../use-properties.ts';
import { ga4Place, shopPlace } from './use-destinations.ts';

const { tools, read } = useProperties();

async function add(place: DestinationPlace): Promise<string> {
  const secret = place.kind === 'ga4' ? 'ApiSecret' : undefined;
  return (await addDestination(tools(), propertyId, { place, mode: 'test', secret })).destination.id;
}

const confirm = (id: string) => confirmDestination(tools(), propertyId, id);

describe('confirmDestination', () => {
  test('keeps when somebody saw the event', async () => {
    const id = await add(ga4Place);
    expect((await read()).destinations[0]).not.toHaveProperty('confirmedAtMs');
    await confirm(id);
    expect((await read()).destinations).toMatchObject([{ id, confirmedAtMs: nowMs }]);
  });

  test('another secret or another stream has to be seen anew', async () => {
    const id = await add(ga4Place);
    await confirm(id);
    await exchangeSecret(tools(), propertyId, { destinationId: id, secret: 'AnotherSecret' });
    expect((await read()).destinations[0]).not.toHaveProperty('confirmedAtMs');
    await confirm(id);
    const place = { ...ga4Place, measurementId: 'G-OTHER123' };
    await changeDestination(tools(), propertyId, { destinationId: id, place, secret: 'AnotherSecret' });
    expect((await read()).destinations[0]).not.toHaveProperty('confirmedAtMs');
  });

  test('a server container needs no witness', async () => {
    const { before, after } = await confirm(await add(shopPlace));
    expect(after).toBe(before);
  });

  test('says that there is no such destination', async () => {
    expect(await faultOf(confirm('dst_none'))).toEqual({ code: 'unknown_destination', destinationId: 'dst_none' });
  });
});
