// Asking destinations whether they would take events, at a container that listens.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addDestination } from '../../../../functions/properties/destinations/add-destination.ts';
import { checkDestinations } from '../../../../functions/properties/destinations/check-destinations.ts';
import { hashContainerSecret } from '../../../../functions/properties/destinations/container-secret.ts';
import {
  type ContainerStandIn,
  startContainerStandIn,
} from '../../../../scripts/stand-ins/container/start-container-stand-in.ts';
import { findDestination, otherKeyRing, propertyId, useProperties } from '../use-properties.ts';

const { tools, read, put } = useProperties();
const secret = 'SecretOfTheContainer0001';
let container: ContainerStandIn;

beforeEach(async () => {
  container = await startContainerStandIn({ secret });
});

afterEach(() => container.close());

async function check(given: string, checking = tools()) {
  const place = { kind: 'server_container' as const, url: container.clientUrl };
  await addDestination(tools(), propertyId, { place, mode: 'test', secret: given });
  const property = await read();
  return await checkDestinations(checking, property, property.destinations);
}

describe('checkDestinations', () => {
  test('a container that knows the secret is good, and no event is sent', async () => {
    expect(await check(secret)).toMatchObject([{ verdict: 'good', destination: { kind: 'server_container' } }]);
    expect(container.taken).toEqual([]);
  });

  test('one that refuses the secret is bad, and a new one for both ways would cure it', async () => {
    expect(await check('NotTheSecret01')).toMatchObject([{ verdict: 'bad', cure: 'new_container_secret' }]);
  });

  test('one whose secret the function does not take comes a second time', async () => {
    await check(secret);
    for (const [hash, words] of [
      [null, 'no container secret'],
      [hashContainerSecret('another'), 'another container secret'],
    ] as const) {
      await put({ containerSecretHash: hash });
      const property = await read();
      const checked = await checkDestinations(tools(), property, property.destinations);
      expect(checked).toMatchObject([
        { verdict: 'good' },
        { verdict: 'bad', sentence: expect.stringContaining(words), cure: 'new_container_secret' },
      ]);
    }
  });

  test('one whose secret cannot be opened is bad, and why is said', async () => {
    const checked = await check(secret, { ...tools(), keyRing: otherKeyRing, findDestination });
    expect(checked).toMatchObject([{ verdict: 'bad', sentence: expect.stringContaining('cannot be opened') }]);
  });
});
