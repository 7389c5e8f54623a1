// Which sessions of a Stripe account belong to a property.
import { describe, expect, test } from 'vitest';
import { isEntryInScope, isInScope } from '../../../functions/rules/scope.ts';
import { newSessionRecord } from '../store/records.ts';

const hostnames = ['shop.example.com', '*.example.org'];
const session = { paymentLinkId: 'plink_shirt', returnHost: 'shop.example.com' };

describe('isInScope', () => {
  test('the whole account belongs to the property by default', () => {
    expect(isInScope({ scope: { kind: 'account' }, hostnames: [] }, { paymentLinkId: null, returnHost: null })).toBe(
      true,
    );
  });

  test('of payment links only those on the list, and nothing that no link sold', () => {
    const scope = { kind: 'payment_links', ids: ['plink_shirt', 'plink_hat'] } as const;
    const property = { scope: { ...scope, ids: [...scope.ids] }, hostnames };
    expect(isInScope(property, session)).toBe(true);
    expect(isInScope(property, { ...session, paymentLinkId: 'plink_shirt2' })).toBe(false);
    expect(isInScope(property, { ...session, paymentLinkId: null })).toBe(false);
  });

  test('of hostnames those whose buyers return to one, wildcards and upper case included', () => {
    const property = { scope: { kind: 'hostnames' } as const, hostnames };
    for (const returnHost of ['shop.example.com', 'Shop.Example.com', 'a.b.example.org']) {
      expect(isInScope(property, { ...session, returnHost })).toBe(true);
    }
    for (const returnHost of ['example.org', 'shop.example.com.evil.test', null]) {
      expect(isInScope(property, { ...session, returnHost })).toBe(false);
    }
  });

  test('an empty list of hostnames lets nothing in', () => {
    expect(isInScope({ scope: { kind: 'hostnames' }, hostnames: [] }, session)).toBe(false);
  });
});

describe('isEntryInScope', () => {
  test('an entry is as its session is', () => {
    const property = { scope: { kind: 'hostnames' }, hostnames } as const satisfies Parameters<
      typeof isEntryInScope
    >[0];
    expect(isEntryInScope(property, { session: newSessionRecord({ returnHost: 'shop.example.com' }) })).toBe(true);
    expect(isEntryInScope(property, { session: newSessionRecord({ returnHost: 'elsewhere.example' }) })).toBe(false);
  });

  test('one without a session is in the scope of a whole account alone', () => {
    expect(isEntryInScope({ scope: { kind: 'account' }, hostnames }, { session: null })).toBe(true);
    expect(isEntryInScope({ scope: { kind: 'hostnames' }, hostnames }, { session: null })).toBe(false);
  });
});
