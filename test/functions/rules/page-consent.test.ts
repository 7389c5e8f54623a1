// Consent in four letters.
import { describe, expect, test } from 'vitest';
import { isSameConsent, readPageConsent } from '../../../functions/rules/page-consent.ts';

describe('readPageConsent', () => {
  test('each letter stands for its purpose, in the order of the contract', () => {
    expect(readPageConsent('gdug')).toEqual({
      ad_storage: 'granted',
      analytics_storage: 'denied',
      ad_user_data: 'unset',
      ad_personalization: 'granted',
    });
  });
});

describe('isSameConsent', () => {
  test('any purpose that differs makes a difference', () => {
    expect(isSameConsent(readPageConsent('gdug'), readPageConsent('gdug'))).toBe(true);
    for (const other of ['ddug', 'ggug', 'gdgg', 'gduu']) {
      expect(isSameConsent(readPageConsent('gdug'), readPageConsent(other))).toBe(false);
    }
  });
});
