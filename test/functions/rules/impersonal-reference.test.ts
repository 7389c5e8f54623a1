// A merchant's reference passes as it is, unless it holds an address.
import { expect, test } from 'vitest';
import { impersonalReference } from '../../../functions/rules/impersonal-reference.ts';

test('impersonalReference passes what names an order and nobody', () => {
  for (const reference of ['order-7', ' 7 @ home ', 'tt1_AAAA', null])
    expect(impersonalReference(reference)).toBe(reference);
});

test('impersonalReference drops what holds an address, in the clear or as a URL writes it', () => {
  for (const reference of ['ada@example.com', 'order of ada%40example.com']) {
    expect(impersonalReference(reference)).toBeNull();
  }
});
