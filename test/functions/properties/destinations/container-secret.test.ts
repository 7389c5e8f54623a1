// The one secret of a property's server containers.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addDestination } from '../../../../functions/properties/destinations/add-destination.ts';
import {
  hashContainerSecret,
  isContainerSecret,
  listClientUrls,
  newContainerSecret,
  renewContainerSecret,
} from '../../../../functions/properties/destinations/container-secret.ts';
import { propertyId, useProperties } from '../use-properties.ts';
import { ga4Place, openSecrets, otherPlace, shopPlace } from './use-destinations.ts';

const { tools, read } = useProperties();

describe('newContainerSecret', () => {
  test('is made of 256 random bits', () => {
    const asked: number[] = [];
    const secret = newContainerSecret((count) => {
      asked.push(count);
      return Buffer.alloc(count, 255);
    });
    expect({ secret, asked }).toEqual({ secret: `tts_${'_'.repeat(42)}8`, asked: [32] });
  });
});

describe('isContainerSecret', () => {
  test('knows the secret by its SHA-256 again', () => {
    const containerSecretHash = createHash('sha256').update('tts_a').digest('hex');
    expect(hashContainerSecret('tts_a')).toBe(containerSecretHash);
    expect(isContainerSecret({ containerSecretHash }, 'tts_a')).toBe(true);
    expect(isContainerSecret({ containerSecretHash }, 'tts_b')).toBe(false);
    expect(isContainerSecret({ containerSecretHash: null }, 'tts_a')).toBe(false);
  });
});

describe('renewContainerSecret', () => {
  test('gives function and containers one new secret, and leaves data streams theirs', async () => {
    await addDestination(tools(), propertyId, { place: ga4Place, mode: 'test', secret: 'ApiSecret' });
    await addDestination(tools(), propertyId, { place: shopPlace, mode: 'test', secret: 'SecretOfOld' });
    await addDestination(tools(), propertyId, { place: otherPlace, mode: 'live' });
    const { secret, after } = await renewContainerSecret(tools(), propertyId);
    expect(openSecrets(after)).toEqual(['ApiSecret', secret, secret]);
    expect(isContainerSecret(after, secret)).toBe(true);
    expect(await read()).toEqual(after);
  });
});

describe('listClientUrls', () => {
  test('names each client once', async () => {
    await addDestination(tools(), propertyId, { place: ga4Place, mode: 'test', secret: 'ApiSecret' });
    for (const mode of ['live', 'test'] as const) await addDestination(tools(), propertyId, { place: shopPlace, mode });
    expect(listClientUrls(await read())).toEqual(['https://sgtm.example.com/checkout']);
  });
});
