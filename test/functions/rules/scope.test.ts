// Which sessions of a Stripe account belong to a property.
import { describe, expect, test } from 'vitest';
import { isEntryInScope, isInScope, noteGrowth, wasInScope } from '../../../functions/rules/scope.ts';
import { newProperty, newSessionRecord } from '../store/records.ts';

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

describe('wasInScope', () => {
  const createdSeconds = 1_700_000_000;

  test('a checkout that began since the property was made, within the same second too', () => {
    const property = { createdAtMs: createdSeconds * 1000 + 999 };
    expect(wasInScope(property, { createdSeconds })).toBe(true);
    expect(wasInScope(property, { createdSeconds: createdSeconds - 1 })).toBe(false);
  });

  test('a checkout that began since the scope last grew', () => {
    const property = { createdAtMs: 0, scopeGrewAtMs: createdSeconds * 1000 };
    expect(wasInScope(property, { createdSeconds })).toBe(true);
    expect(wasInScope(property, { createdSeconds: createdSeconds - 1 })).toBe(false);
  });
});

describe('noteGrowth', () => {
  const account = newProperty();
  const links = newProperty({ scope: { kind: 'payment_links', ids: ['plink_a', 'plink_b'] } });
  const hosts = newProperty({ scope: { kind: 'hostnames' }, hostnames });
  const grewAt = (before: typeof account, changes: Partial<typeof account>) =>
    noteGrowth(before, { ...before, ...changes }, 7).scopeGrewAtMs;

  test.each([
    ['a further link', links, { scope: { kind: 'payment_links', ids: ['plink_a', 'plink_c'] } }],
    ['links that become an account', links, { scope: { kind: 'account' } }],
    ['links that become hostnames', links, { scope: { kind: 'hostnames' } }],
    ['a further hostname', hosts, { hostnames: [...hostnames, 'shop.example.net'] }],
    ['hostnames that become an account', hosts, { scope: { kind: 'account' } }],
  ] as const)('%s: the scope grew then', (_name, before, changes) => {
    expect(grewAt(before, structuredClone<object>(changes))).toBe(7);
  });

  test.each([
    ['an account that is narrowed', account, { scope: { kind: 'payment_links', ids: ['plink_a'] } }],
    ['a link less', links, { scope: { kind: 'payment_links', ids: ['plink_b'] } }],
    ['a hostname less', hosts, { hostnames: ['shop.example.com'] }],
    ['hostnames that decide about no payment', links, { hostnames }],
    ['another name', hosts, { name: 'Renamed' }],
  ] as const)('%s: nothing came in', (_name, before, changes) => {
    expect(grewAt(before, structuredClone<object>(changes))).toBeUndefined();
  });

  test('what is narrowed again keeps the time at which it grew', () => {
    const grown = { ...links, scopeGrewAtMs: 3 };
    expect(grewAt(grown, { scope: { kind: 'payment_links', ids: ['plink_b'] } })).toBe(3);
  });
});
