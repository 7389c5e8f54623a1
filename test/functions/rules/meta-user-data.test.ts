// Meta's matching keys: normalised as Meta's own examples, always hashed but for its own ids.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { PostalAddress } from '../../../functions/rules/checkout-session.ts';
import { toMetaUserData } from '../../../functions/rules/meta-user-data.ts';
import { buildSession } from './checkout-session-builder.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const unknownBuyer = buildSession({ email: null, phone: null, name: null, address: null, customerId: null });

function metaAddress(changes: Partial<PostalAddress>): ReturnType<typeof toMetaUserData> {
  const address = { line1: null, line2: null, city: null, state: null, postalCode: null, country: null, ...changes };
  return toMetaUserData({ ...unknownBuyer, address }, 'hashed');
}

describe('toMetaUserData', () => {
  test('every key is the hash of its normalised value, under plain and hashed alike', () => {
    const expected = {
      em: sha256('ada.lovelace+shop@gmail.com'),
      ph: sha256('493012345678'),
      fn: sha256('ada'),
      ln: sha256('lovelace'),
      ct: sha256('berlin'),
      st: sha256('berlin'),
      zp: sha256('10117'),
      country: sha256('de'),
      external_id: sha256('cus_ada'),
    };
    expect(toMetaUserData(buildSession(), 'plain')).toEqual(expected);
    expect(toMetaUserData(buildSession(), 'hashed')).toEqual(expected);
  });

  test("Meta's published examples come out as published", () => {
    const buyer = buildSession({ email: 'John_Smith@gmail.com', phone: '+1 (650) 555-1212', name: 'Mary Valéry' });
    expect(toMetaUserData(buyer, 'hashed')).toMatchObject({
      em: '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f',
      ph: 'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176',
      fn: '6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec',
      ln: '08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c',
    });
    expect(metaAddress({ country: 'US' })).toEqual({
      country: '79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621',
    });
  });

  test('names lose their punctuation and double spaces', () => {
    expect(toMetaUserData({ ...unknownBuyer, name: "Anna-Lena  Maria O'Brien" }, 'hashed')).toEqual({
      fn: sha256('annalena maria'),
      ln: sha256('obrien'),
    });
    expect(toMetaUserData({ ...unknownBuyer, name: '- Anna - Maria - Lena - Rossi' }, 'hashed')).toMatchObject({
      fn: sha256('anna maria lena'),
    });
  });

  test('city and state lose spaces, digits and punctuation, accents stay', () => {
    expect(metaAddress({ city: 'New York', state: 'NY' })).toEqual({ ct: sha256('newyork'), st: sha256('ny') });
    expect(metaAddress({ city: 'Paris 16', state: 'Île-de-France' })).toEqual({
      ct: sha256('paris'),
      st: sha256('îledefrance'),
    });
  });

  test('a postal code loses spaces and dashes, and in the United States all but five digits', () => {
    expect(metaAddress({ postalCode: '94035-1234', country: 'US' })).toMatchObject({ zp: sha256('94035') });
    expect(metaAddress({ postalCode: '940351234', country: ' us ' })).toMatchObject({ zp: sha256('94035') });
    expect(metaAddress({ postalCode: 'M1 1AE', country: 'GB' })).toMatchObject({ zp: sha256('m11ae') });
    expect(metaAddress({ postalCode: '100-0001', country: 'JP' })).toMatchObject({ zp: sha256('1000001') });
  });

  test('fbp and fbc travel as they are, even alone', () => {
    const ids = { fbp: 'fb.1.1700000000000.123', fbc: 'fb.1.1700000000000.AbC' };
    expect(toMetaUserData(unknownBuyer, 'hashed', ids)).toEqual(ids);
    expect(toMetaUserData(unknownBuyer, 'hashed', { fbp: ids.fbp, fbc: undefined })).toEqual({ fbp: ids.fbp });
  });

  test('under none there is none, ids included', () => {
    expect(toMetaUserData(buildSession(), 'none', { fbp: 'fb.1.1.1' })).toBeUndefined();
  });

  test('unknown and empty values are absent', () => {
    expect(toMetaUserData(unknownBuyer, 'hashed')).toBeUndefined();
    expect(toMetaUserData({ ...unknownBuyer, email: '', name: ' - ', phone: '030 1234' }, 'hashed')).toBeUndefined();
    expect(metaAddress({ city: '?', postalCode: ' ', country: '' })).toBeUndefined();
  });

  test('what is a hash already is not hashed again', () => {
    const digest = sha256('berlin');
    expect(metaAddress({ city: digest, postalCode: digest, country: digest })).toEqual({
      ct: digest,
      zp: digest,
      country: digest,
    });
  });
});
