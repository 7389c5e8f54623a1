// Google's user_data: plain or hashed, never both, and nothing where nothing is known.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { toUserData } from '../../../functions/rules/user-data.ts';
import { buildSession } from './checkout-session-builder.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const unknownBuyer = buildSession({ email: null, phone: null, name: null, address: null, customerId: null });

describe('toUserData', () => {
  test('under plain it holds plain keys as the buyer typed them', () => {
    expect(toUserData(buildSession(), 'plain')).toEqual({
      email: 'Ada.Lovelace+shop@gmail.com',
      phone_number: '+493012345678',
      address: {
        first_name: 'Ada',
        last_name: 'Lovelace',
        street: 'Unter den Linden 1',
        city: 'Berlin',
        region: 'Berlin',
        postal_code: '10117',
        country: 'DE',
      },
    });
  });

  test("under hashed it holds only hashes, by Google's normalisation", () => {
    expect(toUserData(buildSession({ name: ' ADA  Lovelace ' }), 'hashed')).toEqual({
      sha256_email_address: sha256('adalovelace@gmail.com'),
      sha256_phone_number: sha256('+493012345678'),
      address: {
        sha256_first_name: sha256('ada'),
        sha256_last_name: sha256('lovelace'),
        sha256_street: sha256('unter den linden 1'),
      },
    });
  });

  test('under plain spaces around a value are cut off', () => {
    const address = { line1: ' Linden 1 ', line2: null, city: '  ', state: null, postalCode: null, country: null };
    expect(toUserData({ ...unknownBuyer, address }, 'plain')).toEqual({ address: { street: 'Linden 1' } });
  });

  test('under hashed spaces within a street are single', () => {
    const address = {
      line1: 'Unter  den\tLinden 1',
      line2: null,
      city: null,
      state: null,
      postalCode: null,
      country: null,
    };
    expect(toUserData(buildSession({ address }), 'hashed')?.address?.sha256_street).toBe(sha256('unter den linden 1'));
  });

  test('under none there is none', () => {
    expect(toUserData(buildSession(), 'none')).toBeUndefined();
  });

  test('unknown fields are absent, never empty and never the hash of an empty string', () => {
    const buyer = { ...unknownBuyer, email: 'ada@example.com', phone: '', name: ' ' };
    expect(toUserData(buyer, 'plain')).toEqual({ email: 'ada@example.com' });
    expect(toUserData(buyer, 'hashed')).toEqual({ sha256_email_address: sha256('ada@example.com') });
  });

  test('an address that is only a country stands alone, and has no hashed form', () => {
    const address = { line1: null, line2: null, city: '', state: null, postalCode: null, country: 'DE' };
    expect(toUserData({ ...unknownBuyer, address }, 'plain')).toEqual({ address: { country: 'DE' } });
    expect(toUserData({ ...unknownBuyer, address }, 'hashed')).toBeUndefined();
  });

  test('a buyer of whom nothing is known has none', () => {
    expect(toUserData(unknownBuyer, 'plain')).toBeUndefined();
    expect(toUserData(unknownBuyer, 'hashed')).toBeUndefined();
  });

  test('what is a hash already is not hashed again, and is no plain value', () => {
    const digest = sha256('ada@example.com');
    const buyer = { ...unknownBuyer, email: digest.toUpperCase(), name: digest };
    expect(toUserData(buyer, 'hashed')).toEqual({
      sha256_email_address: digest,
      address: { sha256_first_name: digest },
    });
    expect(toUserData(buyer, 'plain')).toBeUndefined();
  });
});
