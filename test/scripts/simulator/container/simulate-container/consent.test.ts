// How consent commands reach the tags of a container.
import { describe, expect, test } from 'vitest';
import { createFakePage } from '../../../../../scripts/simulator/web/fake-page.ts';
import { makeTpl } from '../../make-tpl.ts';
import { gtag, logging, push, start } from './start.ts';

describe('simulateContainer: consent', () => {
  const consentTag = makeTpl({
    name: 'Consent',
    code: `
      const log = require('logToConsole');
      log(require('isConsentGranted')('ad_storage'));
      require('addConsentListener')('ad_storage', (type, granted) => log('changed', granted));
      data.gtmOnSuccess();`,
    permissions: {
      ...logging,
      access_consent: { consentTypes: [{ consentType: 'ad_storage', read: true, write: false }] },
    },
  });

  test('commands queued before the container count for its first tags, later ones reach listeners', () => {
    const page = createFakePage();
    page.window['dataLayer'] = [gtag('consent', 'default', { ad_storage: 'denied' })];
    const { container } = start(
      { tags: [{ name: 'Consent', template: consentTag, fields: {}, trigger: { on: 'consent_initialization' } }] },
      page,
    );
    push(page, gtag('consent', 'update', { ad_storage: 'granted' }));
    expect(container.consoleLines).toEqual(['false', 'changed true']);
    expect(container.consent()).toEqual({ ad_storage: 'granted' });
  });

  test('a plain list is no consent command', () => {
    const { page, container } = start({});
    push(page, ['consent', 'update', { ad_storage: 'denied' }], gtag('consent', 'revoke', { ad_storage: 'denied' }));
    expect(container.consent()).toEqual({});
  });
});
