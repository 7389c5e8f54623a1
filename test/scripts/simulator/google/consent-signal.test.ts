// The consent signal of Google's hits.
import { describe, expect, test } from 'vitest';
import { toConsentSignal } from '../../../../scripts/simulator/google/consent-signal.ts';

describe('toConsentSignal', () => {
  test.each([
    [[], 'G100'],
    [['ad_storage'], 'G110'],
    [['analytics_storage'], 'G101'],
    [['ad_storage', 'analytics_storage'], 'G111'],
  ])('says with %j granted %s', (granted, signal) => {
    expect(toConsentSignal((type) => granted.includes(type))).toBe(signal);
  });
});
