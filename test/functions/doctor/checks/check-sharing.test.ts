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

  test('is content where a property is alone, and where no key can be opened', () => {
    expect(check([ours])).toMatchObject([{ code: 'payments_own', verdict: 'green' }]);
    expect(check([ours, sister], otherKeyRing)).toMatchObject([{ code: 'payments_own' }]);
  });
});
