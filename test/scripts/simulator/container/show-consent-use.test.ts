// The mark that consent commands leave on the page.
import { describe, expect, test } from 'vitest';
import { showConsentUse } from '../../../../scripts/simulator/container/show-consent-use.ts';
import { createConsentState } from '../../../../scripts/simulator/web/consent-state.ts';

describe('showConsentUse', () => {
  test('says nothing of consent until a command comes', () => {
    const globals = {};
    showConsentUse(globals, createConsentState());
    expect(globals).toEqual({ google_tag_data: { ics: { usedDefault: false, usedUpdate: false } } });
  });

  test('tells a default from an update, and applies both', () => {
    const globals = {};
    const consent = showConsentUse(globals, createConsentState());
    consent.apply('default', { ad_storage: 'denied' });
    expect(globals).toMatchObject({ google_tag_data: { ics: { usedDefault: true, usedUpdate: false } } });
    expect(consent.isGranted('ad_storage')).toBe(false);
    consent.apply('update', { ad_storage: 'granted' });
    expect(globals).toMatchObject({ google_tag_data: { ics: { usedUpdate: true } } });
    expect(consent.isGranted('ad_storage')).toBe(true);
  });

  test('leaves what else the page keeps there', () => {
    const globals = { google_tag_data: { tidr: { container: {} } } };
    showConsentUse(globals, createConsentState());
    expect(globals.google_tag_data).toMatchObject({ tidr: { container: {} }, ics: { usedDefault: false } });
  });
});
