// Which properties of a deployment get the same payments.
import { describe, expect, test } from 'vitest';
import { findSharing } from '../../../functions/doctor/find-sharing.ts';
import type { Property, Scope } from '../../../functions/rules/property.ts';
import { newProperty } from '../store/records.ts';

const ours = 'rk_live_51AbcdefghijklmnSECRETSECRET1';
const oursAgain = 'rk_live_51AbcdefghijklmnOTHEROTHER2';
const theirs = 'rk_live_51ZbcdefghijklmnSECRETSECRET1';
const account: Scope = { kind: 'account' };
const hostnames: Scope = { kind: 'hostnames' };
const links = (...ids: string[]): Scope => ({ kind: 'payment_links', ids });

/** What is shared by two properties with these live keys and scopes. */
function share(
  one: Scope,
  other: Scope,
  { keys = [ours, oursAgain], hosts = ['a.example.com', 'b.example.com'] } = {},
) {
  const make = (scope: Scope, host: string): Property => newProperty({ scope, hostnames: [host] });
  const [first, second] = [make(one, hosts[0] ?? ''), make(other, hosts[1] ?? '')];
  const [firstKey, secondKey] = keys;
  return findSharing(first, [first, second], ({ id }, mode) => {
    if (mode === 'test') return undefined;
    return id === first.id ? firstKey : secondKey;
  });
}

describe('findSharing', () => {
  test('two properties of one account that take all of it share everything', () => {
    expect(share(account, account)).toMatchObject([{ mode: 'live', isCertain: true, isSameDestination: false }]);
  });

  test('keys of different accounts, and of a form that tells nothing, share nothing', () => {
    expect(share(account, account, { keys: [ours, theirs] })).toEqual([]);
    expect(share(account, account, { keys: ['rk_live_short_1', 'rk_live_short_2'] })).toEqual([]);
    expect(share(account, account, { keys: ['rk_live_short_1', 'rk_live_short_1'] })).toHaveLength(1);
    expect(share(account, account, { keys: [ours] })).toEqual([]);
  });

  test.each([
    ['one link in both', links('plink_1', 'plink_2'), links('plink_2'), 1],
    ['different links', links('plink_1'), links('plink_2'), 0],
    ['links in the account of all', links('plink_1'), account, 1],
    ['hostnames in the account of all', hostnames, account, 1],
    ['different hostnames', hostnames, hostnames, 0],
    ['links and hostnames of other hosts', links('plink_1'), hostnames, 0],
  ])('%s', (_case, one, other, count) => {
    expect(share(one, other)).toHaveLength(count);
    expect(share(other, one)).toHaveLength(count);
  });

  test.each([
    ['a.example.com', 'a.example.com', 1],
    ['a.example.com', '*.example.com', 1],
    ['*.example.com', '*.shop.example.com', 1],
    ['example.com', '*.example.com', 0],
  ])('the hostnames %s and %s overlap %i times', (one, other, count) => {
    expect(share(hostnames, hostnames, { hosts: [one, other] })).toHaveLength(count);
    expect(share(links('plink_1'), hostnames, { hosts: [one, other] }).map(({ isCertain }) => isCertain)).toEqual(
      count === 1 ? [false] : [],
    );
  });

  test('a payment link of both shows the account where keys do not', () => {
    const keys = ['rk_live_short_1', 'rk_live_short_2'];
    expect(share(links('plink_1'), links('plink_1'), { keys })).toMatchObject([{ mode: 'live', isCertain: true }]);
  });

  test('says whether both also send to one destination of the mode', () => {
    const ga4 = { kind: 'ga4', id: 'dst_1', measurementId: 'G-1', region: 'global', secret: '' } as const;
    const one = newProperty({ destinations: [{ ...ga4, mode: 'live' }] });
    const same = newProperty({ destinations: [{ ...ga4, id: 'dst_2', mode: 'live' }] });
    const inTest = newProperty({ destinations: [{ ...ga4, mode: 'test' }] });
    const found = findSharing(one, [one, same, inTest], (_property, mode) => (mode === 'live' ? ours : undefined));
    expect(found.map(({ isSameDestination }) => isSameDestination)).toEqual([true, false]);
  });
});
