// A destination that moves leaves its secret behind where the host or the data stream changes.
import { describe, expect, test } from 'vitest';
import { addDestination } from '../../../../functions/properties/destinations/add-destination.ts';
import { changeDestination } from '../../../../functions/properties/destinations/change-destination.ts';
import { isContainerSecret } from '../../../../functions/properties/destinations/container-secret.ts';
import type { DestinationPlace } from '../../../../functions/properties/destinations/destination-place.ts';
import { faultOf, propertyId, useProperties } from '../use-properties.ts';
import { ga4Place, openSecrets, otherPlace, shopPlace } from './use-destinations.ts';

const { tools, read } = useProperties();
const lowerPlace: DestinationPlace = { kind: 'server_container', url: 'https://sgtm.example.com/gtm/checkout' };
const euPlace: DestinationPlace = { kind: 'ga4', measurementId: 'G-SHOP1234', region: 'eu' };
const otherStream: DestinationPlace = { kind: 'ga4', measurementId: 'G-OTHER123', region: 'global' };

async function add(place: DestinationPlace, secret?: string): Promise<string> {
  return (await addDestination(tools(), propertyId, { place, mode: 'test', secret })).destination.id;
}

const move = (destinationId: string, place: DestinationPlace, secret?: string) =>
  changeDestination(tools(), propertyId, { destinationId, place, secret });

describe('changeDestination', () => {
  test.each([
    ['a container to another path of its host', shopPlace, lowerPlace],
    ['a data stream to another region', ga4Place, euPlace],
  ])('%s takes its secret with it', async (_, from, to) => {
    const id = await add(from, 'SecretOfOld');
    const { destination, madeSecret, after } = await move(id, to);
    expect(destination).toMatchObject({ ...to, id });
    expect(madeSecret).toBeUndefined();
    expect(openSecrets(after)).toEqual(['SecretOfOld']);
  });

  test('a container that moves to another host gets a made secret, which all containers share then', async () => {
    await add(shopPlace, 'SecretOfOld');
    const id = await add({ kind: 'server_container', url: 'https://sgtm.example.net/checkout' });
    const { madeSecret, after } = await move(id, otherPlace);
    expect(madeSecret).toMatch(/^tts_/);
    expect(openSecrets(after)).toEqual([madeSecret, madeSecret]);
    expect(isContainerSecret(after, madeSecret ?? '')).toBe(true);
    expect(isContainerSecret(after, 'SecretOfOld')).toBe(false);
  });

  test('a given secret is taken in the place of a made one', async () => {
    const id = await add(shopPlace);
    const { madeSecret, after } = await move(id, otherPlace, 'SecretOfNew');
    expect({ madeSecret, secrets: openSecrets(after) }).toEqual({ madeSecret: undefined, secrets: ['SecretOfNew'] });
    expect(isContainerSecret(after, 'SecretOfNew')).toBe(true);
  });

  test('a data stream that becomes another one needs the secret of that', async () => {
    const id = await add(ga4Place, 'SecretOfOld');
    const before = await read();
    expect(await faultOf(move(id, otherStream))).toEqual({ code: 'secret_missing' });
    expect(await read()).toEqual(before);
    expect(openSecrets((await move(id, otherStream, 'SecretOfNew')).after)).toEqual(['SecretOfNew']);
  });

  test('refuses a place where another destination of the mode lies, and an unknown destination', async () => {
    const first = await add(shopPlace);
    const second = await add(otherPlace);
    expect(await faultOf(move(second, shopPlace))).toEqual({ code: 'place_taken', destinationId: first });
    expect(await faultOf(move('dst_x', shopPlace))).toEqual({ code: 'unknown_destination', destinationId: 'dst_x' });
  });

  test('a destination keeps its kind', async () => {
    const id = await add(shopPlace);
    await expect(move(id, ga4Place, 'SecretOfNew')).rejects.toThrow(TypeError);
  });
});
