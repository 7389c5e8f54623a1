// What consent commands do to the container's state.
import { describe, expect, test } from 'vitest';
import { createConsentState } from '../../../../scripts/simulator/web/consent-state.ts';

describe('createConsentState', () => {
  test('an update wins over a default, also over a later one', () => {
    const consent = createConsentState();
    consent.apply('default', { ad_storage: 'denied' });
    consent.apply('update', { ad_storage: 'granted' });
    consent.apply('default', { ad_storage: 'denied' });
    expect([consent.isGranted('ad_storage'), consent.snapshot()]).toEqual([true, { ad_storage: 'granted' }]);
  });

  test('an unset type is granted and not in the snapshot', () => {
    const consent = createConsentState();
    expect([consent.isGranted('ad_storage'), consent.snapshot()]).toEqual([true, {}]);
  });

  test('a listener hears of changes only, and of its own type only', () => {
    const consent = createConsentState();
    const heard: unknown[] = [];
    consent.listen('ad_storage', (...change) => heard.push(change));
    consent.apply('default', { ad_storage: 'granted' });
    consent.apply('update', { ad_storage: 'denied' });
    consent.apply('update', { analytics_storage: 'denied' });
    consent.apply('default', { ad_storage: 'granted' });
    consent.apply('update', { ad_storage: 'granted' });
    expect(heard).toEqual([
      ['ad_storage', false],
      ['ad_storage', true],
    ]);
  });

  test('a default that denies what nobody had set is a change', () => {
    const consent = createConsentState();
    const heard: unknown[] = [];
    consent.listen('ad_storage', (_, isGranted) => heard.push(isGranted));
    consent.apply('default', { ad_storage: 'denied', wait_for_update: 500 });
    expect(heard).toEqual([false]);
  });

  test('a command for regions is skipped', () => {
    const consent = createConsentState();
    consent.apply('default', { ad_storage: 'denied', region: ['DE'] });
    expect(consent.isGranted('ad_storage')).toBe(true);
  });
});
