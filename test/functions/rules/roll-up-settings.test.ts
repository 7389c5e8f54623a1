// Days are told to be outdated by the settings that change what comes out, and by no others.
import { describe, expect, test } from 'vitest';
import type { DestinationSettings } from '../../../functions/rules/destination.ts';
import type { Property } from '../../../functions/rules/property.ts';
import {
  isOtherScope,
  isOutdated,
  nameRollupSettings,
  nameScope,
  type ScopeProperty,
} from '../../../functions/rules/roll-up-settings.ts';
import { newProperty } from '../store/records.ts';

function ga4(id: string, mode: 'live' | 'test' = 'live'): DestinationSettings {
  return { kind: 'ga4', id, mode, measurementId: 'G-SHOP', region: 'global', secret: 'sealed1.main.AAAA' };
}

const shop = newProperty({ destinations: [ga4('dst_a'), ga4('dst_b')], sender: 'server' });

describe('isOutdated', () => {
  const settings = nameRollupSettings(shop, 'live');

  test.each<[string, Partial<Property>, boolean]>([
    ['by nothing', {}, false],
    ['by another value', { valueBasis: 'excluding_tax' }, true],
    ['by another sender', { sender: 'browser' }, true],
    ['by one destination more', { destinations: [...shop.destinations, ga4('dst_c')] }, true],
    ['by one less', { destinations: [ga4('dst_a')] }, true],
    ['not by their order', { destinations: [ga4('dst_b'), ga4('dst_a')] }, false],
    ['not by one of the other mode', { destinations: [...shop.destinations, ga4('dst_c', 'test')] }, false],
    ['not by a name', { name: 'Another', hostnames: ['other.example'] }, false],
  ])('%s', (_, changes, expected) => {
    expect(isOutdated({ mode: 'live', settings }, { ...shop, ...changes })).toBe(expected);
  });

  test('is true of a day that names no settings', () => {
    expect(isOutdated({ mode: 'live' }, shop)).toBe(true);
  });
});

describe('isOtherScope', () => {
  const links: ScopeProperty = {
    scope: { kind: 'payment_links', ids: ['plink_1', 'plink_2'] },
    hostnames: ['a.example'],
  };
  const stripe = { askedAtMs: 1, paidSessions: 0, unrecorded: {}, scope: nameScope(links) };

  test('is false where the same payments are meant, whatever the order', () => {
    const same: ScopeProperty = { scope: { kind: 'payment_links', ids: ['plink_2', 'plink_1'] }, hostnames: [] };
    expect(isOtherScope(stripe, same)).toBe(false);
  });

  test('is true where others are', () => {
    expect(isOtherScope(stripe, { scope: { kind: 'account' }, hostnames: [] })).toBe(true);
  });

  test('minds hostnames only where these tell payments apart', () => {
    const byHost = (hostname: string): ScopeProperty => ({ scope: { kind: 'hostnames' }, hostnames: [hostname] });
    expect(nameScope(byHost('a.example'))).not.toBe(nameScope(byHost('b.example')));
    expect(nameScope({ scope: { kind: 'account' }, hostnames: ['a.example'] })).toBe(
      nameScope({ scope: { kind: 'account' }, hostnames: ['b.example'] }),
    );
  });

  test('is false of a day about which Stripe was not asked, or by a version that did not write it down', () => {
    expect(isOtherScope(null, shop)).toBe(false);
    expect(isOtherScope({ askedAtMs: 1, paidSessions: 0, unrecorded: {} }, shop)).toBe(false);
  });
});
