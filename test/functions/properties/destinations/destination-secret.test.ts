// A destination's secret opens for this destination alone.
import { describe, expect, test } from 'vitest';
import {
  openDestinationSecret,
  sealDestination,
} from '../../../../functions/properties/destinations/destination-secret.ts';
import type { ServerContainerDestination } from '../../../../functions/rules/destination.ts';
import { findDestination, keyRing, otherKeyRing, propertyId } from '../use-properties.ts';

const opener = { keyRing, findDestination };
const container: ServerContainerDestination = {
  kind: 'server_container',
  id: 'dst_1',
  mode: 'test',
  url: 'https://sgtm.example.com/checkout',
  secret: '',
};
const sealed = sealDestination(opener, propertyId, container, 'SecretOfTheContainer');

describe('openDestinationSecret', () => {
  test('opens what was sealed for the destination, also below another path', () => {
    const secret = { kind: 'secret', secret: 'SecretOfTheContainer' };
    expect(openDestinationSecret(opener, propertyId, sealed)).toEqual(secret);
    const moved = { ...sealed, url: 'https://sgtm.example.com/gtm/checkout' };
    expect(openDestinationSecret(opener, propertyId, moved)).toEqual(secret);
  });

  test.each([
    ['host', propertyId, { ...sealed, url: 'https://sgtm.example.org/checkout' }],
    ['destination', propertyId, { ...sealed, id: 'dst_2' }],
    ['property', 'tt_another', sealed],
  ])('stays closed for another %s', (_, id, destination) => {
    expect(openDestinationSecret(opener, id, destination)).toMatchObject({ kind: 'closed' });
  });

  test('says why another key ring does not open it', () => {
    const closed = openDestinationSecret({ keyRing: otherKeyRing, findDestination }, propertyId, sealed);
    expect(closed).toEqual({ kind: 'closed', fault: expect.stringContaining('TILLTAG_KEYS') });
  });
});
