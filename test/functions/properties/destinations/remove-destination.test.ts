// Taking destinations from a property.
import { describe, expect, test } from 'vitest';
import { addDestination } from '../../../../functions/properties/destinations/add-destination.ts';
import type { DestinationPlace } from '../../../../functions/properties/destinations/destination-place.ts';
import { removeDestination } from '../../../../functions/properties/destinations/remove-destination.ts';
import type { StripeMode } from '../../../../functions/rules/property.ts';
import { faultOf, propertyId, useProperties } from '../use-properties.ts';
import { ga4Place, otherPlace, shopPlace } from './use-destinations.ts';

const { tools, put, read } = useProperties();

async function add(place: DestinationPlace, mode: StripeMode = 'test'): Promise<string> {
  const secret = place.kind === 'ga4' ? 'ApiSecret' : undefined;
  return (await addDestination(tools(), propertyId, { place, mode, secret })).destination.id;
}

const remove = (id: string) => removeDestination(tools(), propertyId, id);

describe('removeDestination', () => {
  test('takes the destination away and leaves the others', async () => {
    const ga4 = await add(ga4Place);
    const container = await add(shopPlace);
    const { removed, after, hasEndedSecret, isStillTrusted } = await remove(ga4);
    expect({ removed: removed.id, hasEndedSecret, isStillTrusted }).toEqual({
      removed: ga4,
      hasEndedSecret: false,
      isStillTrusted: false,
    });
    expect(after.destinations.map(({ id }) => id)).toEqual([container]);
    expect(after.sender).toBe('browser_first');
  });

  test('with the last one pages send again, and with the last container its secret ends', async () => {
    const id = await add(shopPlace);
    expect(await remove(id)).toMatchObject({
      hasEndedSecret: true,
      isStillTrusted: false,
      after: { sender: 'browser', destinations: [], containerSecretHash: null },
    });
  });

  test('a container that went still knows the secret which others share', async () => {
    await add(shopPlace);
    const other = await add(otherPlace);
    expect(await remove(other)).toMatchObject({ hasEndedSecret: false, isStillTrusted: true });
  });

  test('a client that still gets the other mode is trusted with good reason', async () => {
    await add(shopPlace, 'live');
    expect(await remove(await add(shopPlace, 'test'))).toMatchObject({ isStillTrusted: false });
  });

  test('with the last live one pages come first where there is a live key', async () => {
    const live = await add(ga4Place, 'live');
    await add(ga4Place, 'test');
    await put({ sender: 'server', stripeKeys: { live: 'sealed', test: null } });
    expect((await remove(live)).after.sender).toBe('browser_first');
  });

  test('says that there is no such destination', async () => {
    expect(await faultOf(remove('dst_x'))).toEqual({ code: 'unknown_destination', destinationId: 'dst_x' });
    expect((await read()).version).toBe(1);
  });
});
