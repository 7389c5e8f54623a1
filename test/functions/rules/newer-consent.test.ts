// Consent after somebody newly told of it: what is newly unset leaves what was told before.
import { expect, test } from 'vitest';
import type { ClickConsent, ConsentState } from '../../../functions/contract/click-report.ts';
import { toNewerConsent } from '../../../functions/rules/newer-consent.ts';

const toConsent = (ad: ConsentState, analytics: ConsentState, user: ConsentState, personal: ConsentState) =>
  ({
    ad_storage: ad,
    analytics_storage: analytics,
    ad_user_data: user,
    ad_personalization: personal,
  }) satisfies ClickConsent;

test('what is newly told wins in both directions', () => {
  const told = toConsent('denied', 'granted', 'granted', 'denied');
  expect(toNewerConsent(told, toConsent('granted', 'denied', 'granted', 'denied'))).toEqual(told);
});

test('what is newly unset leaves what was told before, purpose by purpose', () => {
  const before = toConsent('denied', 'granted', 'unset', 'denied');
  expect(toNewerConsent(toConsent('unset', 'unset', 'unset', 'granted'), before)).toEqual(
    toConsent('denied', 'granted', 'unset', 'granted'),
  );
});

test('the first that is told stands as it is', () => {
  const told = toConsent('unset', 'granted', 'denied', 'unset');
  expect(toNewerConsent(told, undefined)).toEqual(told);
});
