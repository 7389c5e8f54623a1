// Consent as templates see it.
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../evaluate.ts';

const permissions = {
  access_consent: { consentTypes: [{ consentType: 'ad_storage', read: true, write: false }] },
  logging: { environments: 'all' },
};

describe('isConsentGranted', () => {
  const code = "return require('isConsentGranted')('ad_storage');";

  test('an unset type counts as granted', () => {
    expect(evaluate(code, { permissions }).returned).toBe(true);
  });

  test('follows what was set', () => {
    const { container } = evaluate('return 1;');
    container.consent.apply('default', { ad_storage: 'denied' });
    expect(evaluate(code, { permissions, container }).returned).toBe(false);
    container.consent.apply('update', { ad_storage: 'granted' });
    expect(evaluate(code, { permissions, container }).returned).toBe(true);
  });

  test('a type that may not be read throws', () => {
    expect(evaluate(code.replace('ad_storage', 'ad_user_data'), { permissions }).status).toBe('failed');
  });
});

describe('addConsentListener', () => {
  const code = `
const log = require('logToConsole');
require('addConsentListener')('ad_storage', (type, granted) => log(type, granted));
return 1;`;

  test('hears of each change of its type, with the new state', () => {
    const run = evaluate(code, { permissions });
    run.container.consent.apply('update', { ad_storage: 'denied', ad_user_data: 'denied' });
    run.container.consent.apply('update', { ad_storage: 'denied' });
    run.container.consent.apply('update', { ad_storage: 'granted' });
    expect(run.consoleTexts()).toEqual(['ad_storage false', 'ad_storage true']);
  });

  test('a type that may not be read throws', () => {
    expect(evaluate(code.replace('ad_storage', 'ad_user_data'), { permissions }).status).toBe('failed');
  });
});

describe('updateConsentState and setDefaultConsentState', () => {
  const writable = {
    access_consent: { consentTypes: [{ consentType: 'ad_storage', read: false, write: true }] },
  };

  test.each(['updateConsentState', 'setDefaultConsentState'])('%s changes the state', (name) => {
    const run = evaluate(`require('${name}')({ ad_storage: 'denied', wait_for_update: 500 });`, {
      permissions: writable,
    });
    expect(run.container.consent.snapshot()).toEqual({ ad_storage: 'denied' });
  });

  test.each(['updateConsentState', 'setDefaultConsentState'])('%s throws for a type it may only read', (name) => {
    const run = evaluate(`require('${name}')({ ad_storage: 'denied' });`, { permissions });
    expect([run.status, run.container.consent.snapshot()]).toEqual(['failed', {}]);
  });
});
