// Which sessions of a Stripe account belong to a property.
import { describe, expect, test } from 'vitest';
import {
  isEntryInScope,
  isInScope,
  maxChanges,
  noteScopeChange,
  wasInScope,
  wasTakenIn,
} from '../../../functions/rules/scope.ts';
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

describe('wasInScope of a property whose scopes are known', () => {
  test('a checkout that began since the property was made, whatever its scope was', () => {
    const growth = { atMs: 9_000, scope: { kind: 'hostnames' as const }, hostnames: [] };
    const narrowing = { ...growth, atMs: 9_200 };
    const property = { createdAtMs: 1_000, scopeGrewAtMs: 9_000, scopeChanges: [growth, narrowing] };
    expect(wasInScope(property, { createdSeconds: 1 })).toBe(true);
    expect(wasInScope(property, { createdSeconds: 0 })).toBe(false);
    // Grown once more under an older version.
    expect(wasInScope({ ...property, scopeGrewAtMs: 9_500 }, { createdSeconds: 1 })).toBe(false);
  });
});

describe('wasTakenIn', () => {
  const property = {
    scopeChanges: [
      { atMs: 1_000_000, hostnames: [], scope: { kind: 'payment_links' as const, ids: ['plink_a'] } },
      { atMs: 2_000_000, hostnames: [], scope: { kind: 'payment_links' as const, ids: ['plink_a', 'plink_b'] } },
    ],
  };
  const ask = (paymentLinkId: string, atSeconds: number) =>
    wasTakenIn(property, { paymentLinkId, returnHost: null }, atSeconds);

  test('what the scope of then took in was taken in, and nothing else', () => {
    expect(ask('plink_a', 0)).toBe(true);
    expect(ask('plink_b', 999)).toBe(false);
    expect(ask('plink_b', 1_000)).toBe(true);
    expect(ask('plink_c', 1_999)).toBe(false);
    expect(ask('plink_c', 2_000)).toBe(true);
  });

  test('a scope that was narrowed and put right counts for the time between alone', () => {
    const toChange = (atMs: number, ids: string[]) => ({
      atMs,
      hostnames: [],
      scope: { kind: 'payment_links' as const, ids },
    });
    const scopeChanges = [toChange(1_000_500, ['plink_a', 'plink_b']), toChange(1_300_500, ['plink_a'])];
    const session = { paymentLinkId: 'plink_b', returnHost: null };
    const wasIn = (atSeconds: number) => wasTakenIn({ scopeChanges }, session, atSeconds);
    expect([0, 1_000, 1_001, 1_299, 1_300].map(wasIn)).toEqual([true, true, false, false, true]);
  });

  test('what nobody knows of was taken in', () => {
    expect(wasTakenIn({}, { paymentLinkId: null, returnHost: null }, 0)).toBe(true);
  });
});

describe('noteScopeChange', () => {
  const account = newProperty();
  const links = newProperty({ scope: { kind: 'payment_links', ids: ['plink_a', 'plink_b'] } });
  const hosts = newProperty({ scope: { kind: 'hostnames' }, hostnames });
  const grewAt = (before: typeof account, changes: Partial<typeof account>) =>
    noteScopeChange(before, { ...before, ...changes }, 7).scopeGrewAtMs;

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

  test('what it took in before is kept, the newest dozen of the last 30 days', () => {
    const dayMs = 86_400_000;
    let property = links;
    for (let day = 0; day <= 40; day += 2) {
      const ids = [...(property.scope.kind === 'payment_links' ? property.scope.ids : []), `plink_${day}`];
      property = noteScopeChange(property, { ...property, scope: { kind: 'payment_links', ids } }, day * dayMs);
    }
    const growths = property.scopeChanges ?? [];
    expect(growths).toHaveLength(maxChanges);
    expect(growths.at(-1)).toEqual({
      ...{ atMs: 40 * dayMs, hostnames: links.hostnames },
      scope: { kind: 'payment_links', ids: expect.not.arrayContaining(['plink_40']) },
    });
    const later = noteScopeChange(property, { ...property, scope: { kind: 'account' } }, 69 * dayMs);
    expect(later.scopeChanges?.map(({ atMs }) => atMs / dayMs)).toEqual([40, 69]);
  });

  test.each([
    ['a link less', links, { scope: { kind: 'payment_links', ids: ['plink_b'] } }],
    ['a hostname less', hosts, { hostnames: ['shop.example.com'] }],
    ['an account that is narrowed', account, { scope: { kind: 'hostnames' } }],
  ] as const)('%s: what it took in before is kept, too', (_name, before, changes) => {
    const { scope, hostnames: hosts } = before;
    const after = noteScopeChange(before, { ...before, ...structuredClone<object>(changes) }, 7);
    expect(after.scopeChanges).toEqual([{ atMs: 7, scope, hostnames: hosts }]);
  });

  test.each([
    ['known', [{ atMs: 3, scope: links.scope, hostnames: [] }], undefined],
    ['grown under a version that kept nothing', undefined, 3],
    ['grown there after it was kept', [{ atMs: 2, scope: links.scope, hostnames: [] }], 3],
  ])('%s before: that is not forgotten by a further change', (_name, scopeChanges, knownSinceMs) => {
    const grown = { ...links, scopeGrewAtMs: 3, ...(scopeChanges && { scopeChanges }) };
    const after = noteScopeChange(grown, { ...grown, scope: { kind: 'account' } }, 7);
    expect(after).toMatchObject({ scopeGrewAtMs: 7 });
    expect(after.scopeKnownSinceMs).toBe(knownSinceMs);
  });

  test('what changes nothing of that keeps nothing', () => {
    for (const changes of [{ name: 'Renamed' }, { hostnames }]) {
      expect(noteScopeChange(links, { ...links, ...structuredClone(changes) }, 7)).not.toHaveProperty('scopeChanges');
    }
  });

  test('what is narrowed again keeps the time at which it grew', () => {
    const grown = { ...links, scopeGrewAtMs: 3 };
    expect(grewAt(grown, { scope: { kind: 'payment_links', ids: ['plink_b'] } })).toBe(3);
  });
});
