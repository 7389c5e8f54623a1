// The warning about shared payments names only what whoever asks may know, and no part of a key.
import { describe, expect, test } from 'vitest';
import { checkSharing } from '../../../../functions/doctor/checks/check-sharing.ts';
import type { Property } from '../../../../functions/rules/property.ts';
import { seal } from '../../../../functions/store/sealing.ts';
import { stripeKeyPlace } from '../../../../functions/store/stripe-key-place.ts';
import { keyRing, otherKeyRing } from '../../properties/use-properties.ts';
import { newProperty } from '../../store/records.ts';

const ga4 = { kind: 'ga4', id: 'dst_1', mode: 'live', measurementId: 'G-1', region: 'global', secret: '' } as const;

function withKey(changes: Partial<Property>, end: string): Property {
  const property = newProperty(changes);
  const live = seal(keyRing, `rk_live_51Abcdefghijklmn${end}`, stripeKeyPlace(property.id, 'live'));
  return { ...property, stripeKeys: { live, test: null } };
}

const ours = withKey({ name: 'Ours', accountId: 'acc_1', destinations: [ga4] }, 'One1');
const sister = withKey({ name: 'Sister', accountId: 'acc_1' }, 'Two2');
const stranger = withKey({ name: 'Stranger', accountId: 'acc_2' }, 'Three3');
const check = (all: Property[], ring = keyRing) =>
  checkSharing(ours, { all, keyRing: ring, mayName: ({ accountId }) => accountId === 'acc_1' });

describe('checkSharing', () => {
  test('names the properties of the own account and counts the others', () => {
    expect(check([ours, sister, stranger])).toEqual([
      {
        ...{ code: 'payments_shared', verdict: 'yellow', about: 'scope:live' },
        data: { mode: 'live', names: ['Sister'], hidden: 1, isSameDestination: false, isCertain: true },
      },
    ]);
    expect(JSON.stringify(check([ours, sister, stranger]))).not.toMatch(/Stranger|51Abcdef/);
  });

  test('one destination that hears of each live payment twice is red', () => {
    const twice = { ...sister, destinations: [{ ...ga4, id: 'dst_2' }] };
    expect(check([ours, twice])).toMatchObject([{ verdict: 'red', data: { isSameDestination: true } }]);
  });

  describe('properties of payment links of their own on one hostname, with one data stream', () => {
    const toScope = (id: string) => ({ kind: 'payment_links' as const, ids: [id] });
    const beside: Partial<Property> = { sender: 'browser_first', destinations: [{ ...ga4, id: 'dst_2' }] };
    const one: Property = { ...ours, sender: 'browser_first', scope: toScope('plink_one') };
    const other: Property = { ...sister, ...beside, scope: toScope('plink_other') };
    const codes = (first: Property, second: Property) =>
      checkSharing(first, { all: [first, second], keyRing, mayName: () => true }).map(({ code }) => code);

    test('are warned that refunds count twice where one page runs both', () => {
      expect(checkSharing(one, { all: [one, other, stranger], keyRing, mayName: () => true })).toContainEqual({
        ...{ code: 'pages_shared', verdict: 'yellow', about: 'scope:live' },
        data: { mode: 'live', names: ['Sister'], hidden: 0 },
      });
      expect(codes(one, other)).toEqual(['payments_own', 'pages_shared']);
      expect(codes({ ...one, sender: 'server' }, other)).toContain('pages_shared');
    });

    test.each<[string, Partial<Property>, Partial<Property>]>([
      ['have hostnames of their own', {}, { hostnames: ['elsewhere.example.org'] }],
      ['send to data streams of their own', {}, { destinations: [{ ...ga4, measurementId: 'G-2' }] }],
      ['have pages that push no payment', { sender: 'server' }, { sender: 'server' }],
      ['send nothing from the server', { sender: 'browser' }, { sender: 'browser' }],
      ['are of different accounts', {}, { stripeKeys: { live: null, test: null } }],
    ])('are not where they %s', (_what, changes, changesOfOther) => {
      expect(codes({ ...one, ...changes }, { ...other, ...changesOfOther })).toEqual(['payments_own']);
    });
  });

  test('is content where a property is alone, and where no key can be opened', () => {
    expect(check([ours])).toMatchObject([{ code: 'payments_own', verdict: 'green' }]);
    expect(check([ours, sister], otherKeyRing)).toMatchObject([{ code: 'payments_own' }]);
  });
});
