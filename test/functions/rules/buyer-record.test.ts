// Whether and for how long a buyer is kept.
import { describe, expect, test } from 'vitest';
import { toBuyerRecord } from '../../../functions/rules/buyer-record.ts';
import { buildSession } from './checkout-session-builder.ts';

const property = { id: 'tt_shop', emailPolicy: 'hashed' } as const;

describe('toBuyerRecord', () => {
  test('keeps the buyer for 72 hours', () => {
    const { email, phone, name, address, customerId } = buildSession();
    expect(toBuyerRecord('tt_shop:cs_1', property, buildSession(), 1_000)).toEqual({
      ...{ id: 'tt_shop:cs_1', propertyId: 'tt_shop', email, phone, name, address, customerId },
      expiresAtMs: 1_000 + 72 * 3_600_000,
    });
  });

  test('keeps nobody where no personal data may leave', () => {
    expect(toBuyerRecord('tt_shop:cs_1', { ...property, emailPolicy: 'none' }, buildSession(), 0)).toBeUndefined();
  });

  test('keeps nothing where nothing is known', () => {
    const nobody = buildSession({ email: null, phone: null, name: null, address: null });
    expect(toBuyerRecord('tt_shop:cs_1', property, nobody, 0)).toBeUndefined();
    expect(toBuyerRecord('tt_shop:cs_1', property, { ...nobody, phone: '+49301' }, 0)).toBeDefined();
  });
});
