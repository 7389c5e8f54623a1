// Adding destinations, and exchanging the secrets of those that are there.
import { describe, expect, test } from 'vitest';
import {
  addDestination,
  endsContainerSecret,
  exchangeSecret,
} from '../../../../functions/properties/destinations/add-destination.ts';
import {
  hashContainerSecret,
  isContainerSecret,
} from '../../../../functions/properties/destinations/container-secret.ts';
import { faultOf, propertyId, useProperties } from '../use-properties.ts';
import { ga4Place, openSecrets, otherPlace, shopPlace } from './use-destinations.ts';

const { tools, read, put } = useProperties();
const add = (place = shopPlace, secret?: string, mode: 'live' | 'test' = 'test') =>
  addDestination(tools(), propertyId, { place, mode, secret });
const exchange = (destinationId: string, secret?: string) =>
  exchangeSecret(tools(), propertyId, { destinationId, secret });

describe('addDestination', () => {
  test('gives a server container a made secret that function and container know each other by', async () => {
    const { destination, isNew, origin, after } = await add();
    expect(destination).toMatchObject({ ...shopPlace, mode: 'test', id: expect.stringMatching(/^dst_[0-9a-f]{24}$/) });
    expect({ isNew, origin }).toEqual({
      isNew: true,
      origin: { kind: 'made', secret: expect.stringMatching(/^tts_[\w-]{43}$/) },
    });
    const secret = origin.kind === 'made' ? origin.secret : '';
    expect(openSecrets(after)).toEqual([secret]);
    expect(isContainerSecret(after, secret)).toBe(true);
    expect(await read()).toEqual(after);
  });

  test('the first one turns the sender browser into browser_first, a further one leaves it', async () => {
    expect((await add(ga4Place, 'ApiSecret')).after.sender).toBe('browser_first');
    await put({ sender: 'browser' });
    expect((await add()).after.sender).toBe('browser');
  });

  test('a GA4 data stream gets the given secret and leaves the container secret alone', async () => {
    const { after, origin } = await add(ga4Place, 'ApiSecret');
    expect(openSecrets(after)).toEqual(['ApiSecret']);
    expect(origin).toEqual({ kind: 'given' });
    expect(after.containerSecretHash).toBeNull();
  });

  test('a further container shares the secret of the others, of which the one at the same place comes first', async () => {
    const first = await add();
    const second = await add(otherPlace);
    const third = await add(otherPlace, undefined, 'live');
    expect(third.origin).toMatchObject({
      kind: 'shared',
      others: [{ id: second.destination.id }, { id: first.destination.id }],
    });
    expect(new Set(openSecrets(third.after)).size).toBe(1);
  });

  test('the same place again keeps the id and exchanges the secret', async () => {
    const first = await add(ga4Place, 'ApiSecret');
    const again = await add({ ...ga4Place, region: 'eu' } as typeof ga4Place, 'OtherSecret');
    expect(again).toMatchObject({ isNew: false, destination: { id: first.destination.id, region: 'eu' } });
    expect(openSecrets(again.after)).toEqual(['OtherSecret']);
  });

  test('refuses GA4 without a secret, and another secret than the containers share', async () => {
    expect(await faultOf(add(ga4Place))).toEqual({ code: 'secret_missing' });
    await add();
    expect(await faultOf(add(otherPlace, 'AnotherSecret'))).toEqual({ code: 'other_container_secret' });
    expect((await read()).destinations).toHaveLength(1);
  });

  test('refuses to choose where containers share no secret, and where one stays closed', async () => {
    const { destination } = await add();
    await put({ containerSecretHash: hashContainerSecret('another') });
    expect(await faultOf(add(otherPlace))).toEqual({ code: 'container_secrets_differ' });
    await put({ destinations: [{ ...destination, secret: 'sealed1.main.damaged' }] });
    expect(await faultOf(add(otherPlace))).toMatchObject({ code: 'secret_closed', destinationId: destination.id });
  });
});

describe('exchangeSecret', () => {
  test('gives a data stream the secret, and the only container a new one', async () => {
    const ga4 = await add(ga4Place, 'ApiSecret');
    const container = await add();
    await exchange(ga4.destination.id, 'OtherSecret');
    const { origin, after } = await exchange(container.destination.id);
    expect(origin.kind).toBe('made');
    expect(openSecrets(after)).toEqual(['OtherSecret', origin.kind === 'made' ? origin.secret : '']);
    expect(after.destinations.map(({ id }) => id)).toEqual([ga4.destination.id, container.destination.id]);
  });

  test('says that there is no such destination', async () => {
    expect(await faultOf(exchange('dst_x', 'ApiSecret'))).toEqual({
      code: 'unknown_destination',
      destinationId: 'dst_x',
    });
  });
});

describe('endsContainerSecret', () => {
  const wish = { place: shopPlace, mode: 'test' } as const;

  test('the only container at its own place would get a new secret', async () => {
    await add(shopPlace, 'SecretOfTheContainer');
    const property = await read();
    expect(endsContainerSecret(property, wish)).toBe(true);
    expect(endsContainerSecret(property, { ...wish, secret: 'AnotherSecret' })).toBe(true);
  });

  test('the secret that it has, a further place, and one that others share end nothing', async () => {
    expect(endsContainerSecret(await read(), wish)).toBe(false);
    await add(shopPlace, 'SecretOfTheContainer');
    const property = await read();
    expect(endsContainerSecret(property, { ...wish, secret: 'SecretOfTheContainer' })).toBe(false);
    expect(endsContainerSecret(property, { ...wish, place: otherPlace })).toBe(false);
    expect(endsContainerSecret(property, { ...wish, mode: 'live' })).toBe(false);
    await add(otherPlace);
    expect(endsContainerSecret(await read(), wish)).toBe(false);
  });

  test('a data stream has no container secret', async () => {
    await add(ga4Place, 'ApiSecret');
    expect(endsContainerSecret(await read(), { place: ga4Place, mode: 'test', secret: 'Other' })).toBe(false);
  });
});
